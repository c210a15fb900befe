import Diagnostics

/// One instruction of a Dockerfile (docs.docker.com, "Dockerfile reference"), its continued lines joined, comments taken
/// out, here-documents read past.
struct DockerInstruction {
  /// In capitals: `FROM`, `RUN`.
  var keyword: String
  /// What stands behind it.
  var text: String
  var place: SourceRange

  private static let keywords = [
    "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
    "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
  ]
  private static let most = 10_000

  /// The instructions of a file; the first must be FROM, with at most ARG before it.
  static func all(in file: SourceFile) throws(Diagnostic) -> [DockerInstruction] {
    guard String(validating: file.bytes, as: UTF8.self) != nil, !file.bytes.contains(0) else {
      throw .notOfKind("a Dockerfile: it is no text", at: file.whole)
    }
    var lines = DockerLines(file)
    var instructions: [DockerInstruction] = []
    var hasBase = false
    while let line = try lines.next() {
      let word = line.text.utf8.prefix { isLetterOrDigit($0) }
      let keyword = String(decoding: word.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
      guard keywords.contains(keyword) else {
        throw .notAnInstruction(String(Substring(word)), keywords, at: line.place)
      }
      hasBase = hasBase || keyword == "FROM"
      guard hasBase || keyword == "ARG" else { throw .noBaseImage(at: line.place) }
      guard instructions.count < most else {
        throw .notOfKind("a Dockerfile of at most \(most) instructions", at: line.place)
      }
      let rest = String(Substring(line.text.utf8.dropFirst(word.count))).trimmed
      instructions.append(DockerInstruction(keyword: keyword, text: rest, place: line.place))
    }
    guard hasBase else { throw .noBaseImage(at: file.whole) }
    return instructions
  }

  /// The words of its text, quotes and backslashes taken away; those in brackets, as in `["a", "b"]`, too.
  var words: [String] {
    let isList = text.startsWithBytes("[") && text.endsWithBytes("]")
    var words: [String] = []
    var word: [UInt8] = []
    var isOpen = false
    var quote: UInt8?
    var isEscaped = false
    for byte in isList ? Array(text.utf8.dropFirst().dropLast()) : Array(text.utf8) {
      let isSeparator = byte == 0x20 || byte == 0x09 || isList && byte == UInt8(ascii: ",")
      if isEscaped {
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
        isEscaped = true
      } else if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if isSeparator {
        if isOpen { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
        isOpen = false
        continue
      } else {
        word.append(byte)
      }
      isOpen = true
    }
    if isOpen { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }
}

/// The lines of a Dockerfile that belong together.
private struct DockerLines {
  private let file: SourceFile
  private let bytes: [UInt8]
  private var at = 0
  private var escape = UInt8(ascii: "\\")

  init(_ file: SourceFile) {
    self.file = file
    bytes = file.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    readDirectives()
  }

  /// `# escape=` followed by a backtick, as Windows has it; only in comments at the very top.
  private mutating func readDirectives() {
    var rest = self
    while let line = rest.line(), line.first == UInt8(ascii: "#") {
      let words = line.dropFirst().split(separator: UInt8(ascii: "="), maxSplits: 1).map(\.trimmed)
      guard words.count == 2 else { return }
      let name = asciiLowercased(String(decoding: words[0], as: UTF8.self))
      guard !name.utf8.contains(0x20) else { return }
      if name.hasBytes("escape"), words[1].elementsEqual("`".utf8) { escape = UInt8(ascii: "`") }
    }
  }

  private mutating func line() -> ArraySlice<UInt8>? {
    guard at < bytes.count else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != 0x0A { at += 1 }
    let line = bytes[start..<at].trimmed
    at += 1
    return line
  }

  mutating func next() throws(Diagnostic) -> (text: String, place: SourceRange)? {
    var text: [UInt8] = []
    var first: SourceRange?
    var isContinued = false
    while let line = line() {
      // Comments and empty lines may stand inside of an instruction.
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      if first == nil { first = file.range(line.startIndex..<line.endIndex) }
      isContinued = line.last == escape
      text += isContinued ? line.dropLast() : line
      if !isContinued { break }
    }
    guard let first else { return nil }
    let joined = String(decoding: text, as: UTF8.self).trimmed
    for document in DockerLines.hereDocuments(joined) { try skip(document, from: first) }
    return (joined, first)
  }

  /// The here-documents that an instruction opens: `RUN <<EOF`, `COPY <<-"A" <<B /there/`.
  private static func hereDocuments(_ text: String) -> [(end: [UInt8], dropsTabs: Bool)] {
    let keyword = asciiLowercased(String(Substring(text.utf8.prefix { $0 != 0x20 && $0 != 0x09 })))
    guard keyword == "run" || keyword == "copy" || keyword == "add" else { return [] }
    return text.utf8.split { $0 == 0x20 || $0 == 0x09 }.compactMap { word in
      guard word.starts(with: "<<".utf8) else { return nil }
      var name = Array(word.dropFirst(2))
      let dropsTabs = name.first == UInt8(ascii: "-")
      if dropsTabs { name.removeFirst() }
      name.removeAll { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      guard let first = name.first, isLetterOrDigit(first) || first == UInt8(ascii: "_") else { return nil }
      return (name, dropsTabs)
    }
  }

  private mutating func skip(_ document: (end: [UInt8], dropsTabs: Bool), from place: SourceRange) throws(Diagnostic) {
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      var line = bytes[start..<at]
      at += 1
      if line.last == 0x0D { line = line.dropLast() }
      if document.dropsTabs { line = line.drop { $0 == 0x09 } }
      if line.elementsEqual(document.end) { return }
    }
    throw Diagnostic(.error, id: "evidence.truncated", "the here-document that starts here has no end", at: place)
  }
}

extension Diagnostic {
  static func notAnInstruction(_ word: String, _ known: [String], at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.not-of-kind", "'\(word.shortened(to: 40))' is no instruction of a Dockerfile", at: place,
      fix: didYouMean(word, among: known))
  }

  static func noBaseImage(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.not-of-kind", "a Dockerfile begins with FROM; this one names no image", at: place)
  }
}
