/// UUIDs that are made from names (version 5, RFC 9562): the same name, the same UUID, on any machine at any time.
struct NameBasedUUID: Hashable, CustomStringConvertible {
  private let bytes: [UInt8]

  /// The UUID of a name within a namespace.
  init(_ name: String, in namespace: NameBasedUUID) {
    var bytes = Array(sha1(namespace.bytes + Array(name.utf8)).prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    self.bytes = bytes
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The namespace of addresses.
  static let addresses = NameBasedUUID(
    bytes: [0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8])

  /// As everywhere: 32 lower-case hexadecimal digits in five groups.
  var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for index in bytes.indices {
      if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
      text.append(digit(bytes[index] >> 4))
      text.append(digit(bytes[index] & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}

/// SHA-1 (FIPS 180-4), which version 5 is defined by. It guards nothing here: what is to be trusted has a SHA-256.
private func sha1(_ text: [UInt8]) -> [UInt8] {
  var message = text
  message.reserveCapacity(text.count + 72)
  message.append(0x80)
  while message.count % 64 != 56 { message.append(0) }
  let bitCount = UInt64(text.count) * 8
  for shift: UInt64 in [56, 48, 40, 32, 24, 16, 8, 0] { message.append(UInt8(truncatingIfNeeded: bitCount >> shift)) }
  var state: InlineArray<5, UInt32> = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
  for block in stride(from: 0, to: message.count, by: 64) { compress(message, from: block, into: &state) }
  var digest: [UInt8] = []
  digest.reserveCapacity(20)
  for index in state.indices {
    for shift: UInt32 in [24, 16, 8, 0] { digest.append(UInt8(truncatingIfNeeded: state[index] >> shift)) }
  }
  return digest
}

/// Takes in 64 bytes.
private func compress(_ message: [UInt8], from block: Int, into state: inout InlineArray<5, UInt32>) {
  var words = InlineArray<80, UInt32>(repeating: 0)
  for index in 0..<16 {
    let at = block + index * 4
    let (high, low) = (UInt32(message[at]) << 24 | UInt32(message[at + 1]) << 16, UInt32(message[at + 2]) << 8)
    words[index] = high | low | UInt32(message[at + 3])
  }
  for index in 16..<80 {
    words[index] = rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
  }
  var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
  for index in 0..<80 {
    let (mixed, constant): (UInt32, UInt32) =
      switch index {
      case ..<20: (b & c | ~b & d, 0x5A82_7999)
      case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
      case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
      default: (b ^ c ^ d, 0xCA62_C1D6)
      }
    let next = rotated(a, 5) &+ mixed &+ e &+ constant &+ words[index]
    (a, b, c, d, e) = (next, a, rotated(b, 30), c, d)
  }
  state[0] &+= a
  state[1] &+= b
  state[2] &+= c
  state[3] &+= d
  state[4] &+= e
}

private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word &<< count | word &>> (32 &- count)
}
