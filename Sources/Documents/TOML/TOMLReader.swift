public import Diagnostics

extension Document {
  /// Reads TOML 1.0: tables, arrays of tables, dotted keys and inline tables become maps and lists. Dates and times are
  /// text, as they are written; a key that stands twice, or a table that is defined twice, is an error.
  ///
  /// A table's place is the header that defines it, or its first key.
  public static func toml(_ file: SourceFile, limits: Limits = .standard) -> Document {
    do throws(Diagnostic) {
      var reader = try TOMLReader(file, limits)
      try reader.read()
      return Document(file: file, roots: [reader.tables.node(at: file.whole)], diagnostics: [])
    } catch {
      return Document(file: file, roots: [], diagnostics: [error])
    }
  }
}

/// Reads TOML line by line into `TOMLTables`; the first thing that is wrong ends it, as the format itself demands.
struct TOMLReader {
  private var scanner: TOMLScanner
  private(set) var tables: TOMLTables
  private let limits: Limits
  private var nodeCount = 0

  init(_ file: SourceFile, _ limits: Limits) throws(Diagnostic) {
    guard file.bytes.count <= limits.bytes else { throw .tooLarge(file, limit: limits.bytes) }
    scanner = TOMLScanner(file, from: try TextEncoding(of: file, format: "toml", refusingControls: false).markLength)
    tables = TOMLTables(deepest: limits.effectiveDepth)
    self.limits = limits
  }

  mutating func read() throws(Diagnostic) {
    var current = TOMLTables.root
    while try scanner.skipBlankLines() {
      if scanner.peek() == UInt8(ascii: "[") {
        current = try header()
      } else {
        try pair(in: current)
      }
      try scanner.endLine()
    }
  }

  /// `[a.b]` or `[[a.b]]`; the table that what follows belongs to.
  private mutating func header() throws(Diagnostic) -> Int {
    let start = scanner.at
    let isElement = scanner.starts(with: "[[")
    scanner.at += isElement ? 2 : 1
    let path = try key()
    guard scanner.take(isElement ? "]]" : "]") else {
      throw scanner.syntax("'\(isElement ? "]]" : "]")' should close the table's name", scanner.here)
    }
    let place = scanner.file.range(start..<scanner.at)
    try count(1)
    return isElement ? try tables.addElement(path, at: place) : try tables.define(path, at: place)
  }

  private mutating func pair(in table: Int) throws(Diagnostic) {
    let path = try key()
    guard scanner.take("=") else { throw scanner.syntax("'=' should come behind the key", scanner.here) }
    scanner.skipBlanks()
    let owner = try tables.descend(path.dropLast(), from: table)
    guard let last = path.last else { return }
    try tables.checkIsFree(last, in: owner)
    let value = try value(depth: tables.depth(of: owner) + 1)
    tables.set(last, value, in: owner)
  }

  /// A key of one or more parts between points.
  private mutating func key() throws(Diagnostic) -> [TOMLTables.Key] {
    var parts: [TOMLTables.Key] = []
    repeat {
      scanner.skipBlanks()
      let start = scanner.at
      let text = try scanner.keyPart()
      parts.append(TOMLTables.Key(text: text, range: scanner.file.range(start..<scanner.at)))
      try count(1)
      scanner.skipBlanks()
    } while scanner.take(".")
    return parts
  }

  private mutating func value(depth: Int) throws(Diagnostic) -> TOMLTables.Value {
    try count(1)
    guard depth <= limits.effectiveDepth else { throw .tomlTooDeep(limits.effectiveDepth, at: scanner.here) }
    switch scanner.peek() {
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "{"): return .table(try inlineTable(depth: depth))
    default:
      let start = scanner.at
      let content = try scanner.scalar()
      return .scalar(Node(content, at: scanner.file.range(start..<scanner.at)))
    }
  }

  private mutating func list(depth: Int) throws(Diagnostic) -> TOMLTables.Value {
    let start = scanner.at
    scanner.at += 1
    var elements: [TOMLTables.Value] = []
    while true {
      _ = try scanner.skipBlankLines()
      if scanner.take("]") { break }
      guard scanner.peek() != nil else { throw .tomlUnclosed("list", at: scanner.file.range(start..<(start + 1))) }
      elements.append(try value(depth: depth + 1))
      _ = try scanner.skipBlankLines()
      if scanner.take(",") { continue }
      guard scanner.take("]") else {
        guard scanner.peek() != nil else { throw .tomlUnclosed("list", at: scanner.file.range(start..<(start + 1))) }
        throw scanner.syntax("',' or ']' should come here", scanner.here)
      }
      break
    }
    return .list(elements, scanner.file.range(start..<scanner.at))
  }

  private mutating func inlineTable(depth: Int) throws(Diagnostic) -> Int {
    let start = scanner.at
    scanner.at += 1
    let table = tables.inlineTable(depth: depth, at: scanner.file.range(start..<scanner.at))
    scanner.skipBlanks()
    if !scanner.take("}") {
      while true {
        try pair(in: table)
        scanner.skipBlanks()
        if scanner.take("}") { break }
        guard scanner.take(",") else {
          throw scanner.syntax("',' or '}' should come here, on the same line", scanner.here)
        }
        scanner.skipBlanks()
      }
    }
    tables.close(table, at: scanner.file.range(start..<scanner.at))
    return table
  }

  private mutating func count(_ nodes: Int) throws(Diagnostic) {
    nodeCount += nodes
    if nodeCount > limits.nodes { throw .tomlTooManyNodes(limits.nodes, at: scanner.here) }
  }
}

extension Diagnostic {
  static func tomlTooDeep(_ limit: Int, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "toml.limit", "tables and lists are nested more than \(limit) deep", at: place)
  }

  static func tomlTooManyNodes(_ limit: Int, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "toml.limit", "the file has more than \(limit) keys and values", at: place)
  }

  static func tomlUnclosed(_ what: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "toml.syntax", "the \(what) that starts here has no end", at: place)
  }
}
