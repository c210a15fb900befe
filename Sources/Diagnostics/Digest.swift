import CSHA256

/// A SHA-256 digest (FIPS 180-4): how reports name the exact bytes that they speak of.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes; none where the digest is unknown.
  public let bytes: [UInt8]

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { text in
      for index in bytes.indices {
        unsafe text[index * 2] = Digest.digit(bytes[index] >> 4)
        unsafe text[index * 2 + 1] = Digest.digit(bytes[index] & 15)
      }
      return bytes.count * 2
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  /// `sha256:` and the hexadecimal digits, as manifests and reports write it.
  public var description: String { "sha256:" + hex }

  /// The digest of some bytes.
  public static func sha256(of bytes: [UInt8]) -> Digest {
    sha256(of: bytes.span)
  }

  /// The digest of some bytes.
  public static func sha256(of bytes: Span<UInt8>) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// No digest: equal to that of no file, and empty where it is written.
  public static let unknown = Digest(bytes: [])

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A digest that was written as 64 lower-case hexadecimal digits; nil where the text is no such thing.
  public init?(hex: String) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in hex.utf8 {
      let value: UInt8
      switch digit {
      case 0x30...0x39: value = digit - 0x30
      case 0x61...0x66: value = digit - 0x61 + 10
      default: return nil
      }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    guard bytes.count == 32, high == nil else { return nil }
    self.bytes = bytes
  }
}

/// SHA-256 over bytes that come in pieces, for files that are streamed.
public struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32> = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// The bytes taken in that do not fill a block yet.
  private var pending = InlineArray<64, UInt8>(repeating: 0)
  private var byteCount: UInt64 = 0
  private let usesInstructions: Bool

  /// An empty hash.
  public init() {
    self.init(usingInstructions: SHA256.hasInstructions)
  }

  /// - Parameter wanted: whether the processor's own instructions do the rounds, where it has them.
  init(usingInstructions wanted: Bool) {
    usesInstructions = wanted && SHA256.hasInstructions
  }

  /// Whether this processor has instructions for SHA-256.
  static let hasInstructions = csha256_is_available()

  /// Takes in the next bytes.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    update(bytes.span)
  }

  /// Takes in the next bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    let held = pendingCount
    byteCount &+= UInt64(bytes.count)
    var at = 0
    if held > 0 {
      at = min(bytes.count, 64 - held)
      keep(bytes, 0..<at, behind: held)
      guard held + at == 64 else { return }
      let block = pending
      _ = compressBlocks(of: block.span, from: 0)
    }
    at = compressBlocks(of: bytes, from: at)
    keep(bytes, at..<bytes.count, behind: 0)
  }

  private var pendingCount: Int { Int(byteCount % 64) }

  private mutating func keep(_ bytes: Span<UInt8>, _ offsets: Range<Int>, behind held: Int) {
    for (place, offset) in offsets.enumerated() { pending[held + place] = bytes[offset] }
  }

  /// The digest of everything taken in.
  public consuming func finish() -> Digest {
    var hash = self
    let bitCount = hash.byteCount &* 8
    // A bit that is set, as many that are not as leave the last block eight bytes, and the length in these.
    var padding = InlineArray<72, UInt8>(repeating: 0)
    padding[0] = 0x80
    let used = hash.pendingCount
    let lengthStart = (used < 56 ? 56 : 120) - used
    for place in 0..<8 {
      padding[lengthStart + place] = UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * place))
    }
    hash.update(padding.span.extracting(0..<(lengthStart + 8)))
    let state = hash.state
    return Digest(
      bytes: (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) })
  }

  /// Takes in as many blocks of 64 bytes as there are from an offset on, and gives the offset behind them.
  private mutating func compressBlocks(of bytes: Span<UInt8>, from start: Int) -> Int {
    let count = (bytes.count - start) / 64
    if usesInstructions, count > 0 {
      var words = state.mutableSpan
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe words.withUnsafeMutableBufferPointer { words in
          unsafe csha256_compress(words.baseAddress, bytes.baseAddress.map { unsafe $0 + start }, count)
        }
      }
    } else {
      for block in 0..<count { compress(bytes, start + block * 64) }
    }
    return start + count * 64
  }

  /// Takes in the 64 bytes from an offset on.
  private mutating func compress(_ bytes: Span<UInt8>, _ offset: Int) {
    let block = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<UInt32>.self)
    var w = InlineArray<64, UInt32>(repeating: 0)
    for i in 0..<16 { w[i] = UInt32(bigEndian: block[i]) }
    for i in 16..<64 {
      let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] &>> 3)
      let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] &>> 10)
      w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Eight rounds bring each variable back to its place, so that none is moved.
    for i in stride(from: 0, to: 64, by: 8) {
      round(a, b, c, &d, e, f, g, &h, roundConstants[i] &+ w[i])
      round(h, a, b, &c, d, e, f, &g, roundConstants[i + 1] &+ w[i + 1])
      round(g, h, a, &b, c, d, e, &f, roundConstants[i + 2] &+ w[i + 2])
      round(f, g, h, &a, b, c, d, &e, roundConstants[i + 3] &+ w[i + 3])
      round(e, f, g, &h, a, b, c, &d, roundConstants[i + 4] &+ w[i + 4])
      round(d, e, f, &g, h, a, b, &c, roundConstants[i + 5] &+ w[i + 5])
      round(c, d, e, &f, g, h, a, &b, roundConstants[i + 6] &+ w[i + 6])
      round(b, c, d, &e, f, g, h, &a, roundConstants[i + 7] &+ w[i + 7])
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }
}

/// One round. The rotations of `e` (6, 11, 25) and `a` (2, 13, 22) are nested, and the majority is written with
/// exclusive ors, which takes fewer registers.
@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
  _ word: UInt32
) {
  let s1 = rotate(rotate(rotate(e, 14) ^ e, 5) ^ e, 6)
  let s0 = rotate(rotate(rotate(a, 9) ^ a, 11) ^ a, 2)
  let t1 = h &+ s1 &+ (g ^ (e & (f ^ g))) &+ word
  d = d &+ t1
  h = t1 &+ s0 &+ (((a ^ b) & (b ^ c)) ^ b)
}

@inline(__always)
private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word &>> count | word &<< (32 &- count)
}

private let roundConstants: InlineArray<64, UInt32> = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
