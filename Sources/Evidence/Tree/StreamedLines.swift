import Diagnostics
import Glibc

/// Walks through a file line by line, in the memory of one piece. Line feeds end lines, a carriage return before one
/// belongs to the end, and so does a byte order mark to the beginning of the file.
struct StreamedLines: ~Copyable {
  /// The number of the line that was given last, from 1.
  private(set) var number = 0
  /// Whether that line was longer than is kept of one.
  private(set) var isCut = false

  private let source: SourceFile
  /// What is read on from, where the file is not kept. The file that it belongs to must outlive this.
  private let descriptor: Int32?
  private var piece: [UInt8]
  private var at = 0
  private var isAtEnd = false
  private var hash = SHA256()
  /// The most that is read, in bytes, and how much it was: the file may grow.
  private let limit: Int
  private var byteCount = 0

  /// The most that is kept of one line, in bytes.
  private let longest: Int

  /// What is kept of a line unless more is needed.
  static let longestLine = 1 << 16

  /// The lines of a file that is kept.
  init(_ source: SourceFile, longest: Int = StreamedLines.longestLine) {
    self.source = source
    self.longest = longest
    descriptor = nil
    limit = source.byteCount
    piece = source.bytes
  }

  /// The lines of a file that is streamed, from where its descriptor stands.
  init(
    _ source: SourceFile, reading descriptor: Int32, upTo limit: Int, longest: Int = StreamedLines.longestLine
  ) {
    self.source = source
    self.longest = longest
    self.descriptor = descriptor
    self.limit = limit
    piece = []
  }

  /// Where the line that was given last stands.
  var place: SourceRange { SourceRange(file: source, line: max(1, number)) }

  /// The next line without its end; nil behind the last one. An empty line behind the last line feed is none.
  mutating func next() throws(ReadFailure) -> ArraySlice<UInt8>? {
    var line: [UInt8] = []
    isCut = false
    while true {
      if at == piece.count {
        if isAtEnd {
          guard !line.isEmpty else { return nil }
          break
        }
        piece = try descriptor.map { (descriptor) throws(ReadFailure) in try nextPiece(descriptor) } ?? []
        at = 0
        isAtEnd = piece.isEmpty
        if descriptor != nil { try identify() }
        continue
      }
      let end = piece.span.offset(of: 0x0A, from: at)
      let rest = piece[at..<(end ?? piece.count)]
      at = end.map { $0 + 1 } ?? piece.count
      // Mostly a line lies in one piece, and is not copied.
      if line.isEmpty, end != nil, rest.count <= longest {
        number += 1
        return trimmed(rest)
      }
      let room = max(0, longest - line.count)
      if rest.count > room { isCut = true }
      line += rest.prefix(room)
      if end != nil { break }
    }
    number += 1
    return trimmed(line[...])
  }

  /// Takes the next piece into the file's digest, or tells that behind the last one.
  private mutating func identify() throws(ReadFailure) {
    byteCount += piece.count
    guard byteCount <= limit else { throw .tooLarge(limit: limit, .streamedBytes) }
    if isAtEnd { source.identify(by: hash.finish()) } else { hash.update(piece[...]) }
  }

  private func nextPiece(_ descriptor: Int32) throws(ReadFailure) -> [UInt8] {
    while true {
      var problem: Int32 = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
        let taken = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        problem = taken < 0 ? errno : 0
        count = max(0, taken)
      }
      if problem == 0 { return piece }
      guard problem == EINTR else { throw ReadFailure(errno: problem) }
    }
  }

  private func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    if number == 1, line.starts(with: "\u{FEFF}") { line = line.dropFirst(3) }
    return line.last == 0x0D ? line.dropLast() : line
  }
}
