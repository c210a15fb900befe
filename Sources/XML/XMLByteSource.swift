import Diagnostics
import Glibc

/// Where a cursor's bytes come from: memory or a descriptor, in pieces, never by a name (libxml2 would unzip by itself).
struct XMLByteSource {
  enum Failure: Error {
    case unreadable(String)
    case tooLarge
  }

  /// White space before the XML declaration that was left out, and its line ends.
  private(set) var skippedBytes = 0
  private(set) var skippedLines = 0
  /// Whether there was nothing but white space.
  private(set) var isEmpty = true

  /// The digest of the bytes that the parser was given, and of those that were skipped; nil where it was not wanted.
  var digest: Digest? { isHashed ? hash.finish() : nil }

  private var hash = SHA256()
  private let isHashed: Bool

  private let descriptor: Int32?
  private let bytes: [UInt8]
  private var position = 0
  private var chunkSize = 16 * 1024
  private var buffer: [UInt8] = []

  init(bytes: [UInt8]) {
    descriptor = nil
    isHashed = false
    self.bytes = bytes
  }

  /// - Parameter isHashed: whether the digest is wanted of what is read.
  init(descriptor: Int32, isHashed: Bool) {
    self.descriptor = descriptor
    self.isHashed = isHashed
    bytes = []
  }

  /// Gives the parser the next piece and returns its length; 0 at the end.
  mutating func read(_ parser: XMLPushParser, upTo limit: Int) throws(Failure) -> Int {
    let start = position
    if let descriptor {
      let count = try fill(from: descriptor)
      position += count
    } else {
      position = min(bytes.count, start + chunkSize)
    }
    guard position <= limit else { throw .tooLarge }
    let eventsBefore = parser.count
    if descriptor != nil {
      let piece = buffer[0..<(position - start)]
      if isHashed { hash.update(piece) }
      push(piece, parser)
    } else {
      push(bytes[start..<position], parser)
    }
    // A tag that is longer than a piece is searched again with each: larger pieces keep that linear.
    let isStuck = parser.count == eventsBefore
    chunkSize = isStuck ? min(chunkSize * 2, 4 * 1024 * 1024) : 16 * 1024
    return position - start
  }

  private mutating func push(_ piece: ArraySlice<UInt8>, _ parser: XMLPushParser) {
    var piece = piece
    if isEmpty {
      if skippedBytes == 0, piece.starts(with: [0xEF, 0xBB, 0xBF]) {
        piece = piece.dropFirst(3)
        skippedBytes = 3
      }
      while let first = piece.first, first == 0x20 || first == 0x0A || first == 0x0D || first == 0x09 {
        piece = piece.dropFirst()
        skippedBytes += 1
        if first == 0x0A { skippedLines += 1 }
      }
      isEmpty = piece.isEmpty
    }
    unsafe piece.withUnsafeBufferPointer { unsafe parser.parse($0) }
  }

  private mutating func fill(from descriptor: Int32) throws(Failure) -> Int {
    if buffer.count < chunkSize { buffer = [UInt8](repeating: 0, count: chunkSize) }
    var filled = 0
    while filled < chunkSize {
      let room = chunkSize - filled
      let count = unsafe buffer.withUnsafeMutableBytes { target in
        guard let base = target.baseAddress else { return 0 }
        return unsafe Glibc.read(descriptor, base + filled, room)
      }
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw .unreadable(reason(errno))
      }
    }
    return filled
  }

  private func reason(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
