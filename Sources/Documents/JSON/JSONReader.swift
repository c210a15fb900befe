public import Diagnostics

extension Document {
  /// Reads JSON, strictly by RFC 8259, with a byte order mark tolerated.
  ///
  /// - Parameter acceptingNonFinite: whether `NaN`, `Infinity` and `-Infinity` are values, as Python and its tools write
  ///   them.
  public static func json(
    _ file: SourceFile, limits: Limits = .standard, acceptingNonFinite: Bool = false
  ) -> Document {
    if let prepared = prepared(file, .json, limits: limits, firstOnly: false) { return prepared }
    return reading(json: file, limits: limits, acceptingNonFinite: acceptingNonFinite)
  }

  /// Reads the text itself.
  static func reading(
    json file: SourceFile, limits: Limits = .standard, acceptingNonFinite: Bool = false
  ) -> Document {
    var complaints = Complaints(limit: limits.problems)
    var roots: [Node] = []
    do throws(Diagnostic) {
      let scanner = try JSONScanner(file, limits: limits, acceptingNonFinite: acceptingNonFinite)
      var reader = JSONReader(scanner, limits)
      do throws(Diagnostic) {
        roots = [try reader.document()]
      } catch {
        reader.complaints.add(error)
      }
      complaints = reader.complaints
    } catch {
      complaints.add(error)
    }
    return Document(file: file, roots: roots, diagnostics: complaints.diagnostics)
  }
}

/// Builds a tree from JSON by recursive descent; the depth is bounded before it is used.
struct JSONReader {
  var scanner: JSONScanner
  var complaints: Complaints
  private let limits: Limits
  private let deepest: Int
  private var nodeCount = 0

  init(_ scanner: JSONScanner, _ limits: Limits) {
    self.scanner = scanner
    self.limits = limits
    deepest = limits.effectiveDepth
    complaints = Complaints(limit: limits.problems)
  }

  /// The one value of the file.
  mutating func document() throws(Diagnostic) -> Node {
    let root = try value(depth: 0)
    guard scanner.peek() == nil else {
      throw scanner.syntax("the file goes on after its value", scanner.at..<(scanner.at + 1))
    }
    return root
  }

  /// The value that comes next.
  mutating func value(depth: Int) throws(Diagnostic) -> Node {
    guard let first = scanner.peek() else { throw scanner.expected("a value") }
    let start = scanner.at
    try count()
    let content: Node.Content
    switch first {
    case UInt8(ascii: "{"): content = .map(try entries(depth: depth + 1))
    case UInt8(ascii: "["): content = .list(try elements(depth: depth + 1))
    default: content = try scanner.scalar(first)
    }
    return Node(content, at: scanner.file.range(start..<scanner.at))
  }

  private mutating func elements(depth: Int) throws(Diagnostic) -> [Node] {
    try open(depth)
    var elements: [Node] = []
    if scanner.skip(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value(depth: depth))
      if scanner.skip(UInt8(ascii: ",")) {
        try refuseTrailingComma(UInt8(ascii: "]"))
        continue
      }
      guard scanner.skip(UInt8(ascii: "]")) else { throw scanner.expected("',' or ']'") }
      return elements
    }
  }

  private mutating func entries(depth: Int) throws(Diagnostic) -> [Node.Entry] {
    try open(depth)
    var entries: [Node.Entry] = []
    var keys = RepeatedKeys()
    if scanner.skip(UInt8(ascii: "}")) { return entries }
    // Most objects have a few keys: one allocation instead of three.
    entries.reserveCapacity(6)
    while true {
      guard scanner.peek() == UInt8(ascii: "\"") else { throw scanner.expected("a key in double quotes") }
      let start = scanner.at
      let key = try scanner.string()
      try count()
      let range = scanner.file.range(start..<scanner.at)
      guard scanner.skip(UInt8(ascii: ":")) else { throw scanner.expected("':'") }
      let value = try value(depth: depth)
      if let earlier = keys.earlier(key, in: entries) {
        complaints.add(.repeatedKey(key, format: "json", at: range, first: entries[earlier].keyRange))
      } else {
        entries.append(Node.Entry(key: key, keyRange: range, value: value))
      }
      if scanner.skip(UInt8(ascii: ",")) {
        try refuseTrailingComma(UInt8(ascii: "}"))
        continue
      }
      guard scanner.skip(UInt8(ascii: "}")) else { throw scanner.expected("',' or '}'") }
      return entries
    }
  }

  private mutating func open(_ depth: Int) throws(Diagnostic) {
    guard depth <= deepest else { throw .jsonTooDeep(deepest, at: scanner.file.range(scanner.at..<(scanner.at + 1))) }
    scanner.at += 1
  }

  private mutating func refuseTrailingComma(_ close: UInt8) throws(Diagnostic) {
    guard scanner.peek() == close else { return }
    throw scanner.syntax("JSON has no comma before a closing bracket", scanner.at..<(scanner.at + 1))
  }

  private mutating func count() throws(Diagnostic) {
    nodeCount += 1
    if nodeCount > limits.nodes {
      throw .jsonTooManyNodes(
        limits.nodes, at: scanner.file.range(scanner.at..<min(scanner.at + 1, scanner.bytes.count)))
    }
  }
}

extension Diagnostic {
  static func jsonTooDeep(_ limit: Int, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "json.limit", "arrays and objects are nested more than \(limit) deep", at: place,
      fix: LimitName.depth.remedy)
  }

  static func jsonTooManyNodes(_ limit: Int, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "json.limit", "the file has more than \(limit) keys and values", at: place,
      fix: LimitName.nodes.remedy)
  }
}
