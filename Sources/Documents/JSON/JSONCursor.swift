public import Diagnostics

/// Walks through a JSON file step by step, for readers that need a few values of a large file and no tree.
///
/// ```swift
/// var cursor = try JSONCursor(file)
/// while let event = try cursor.next() {
///   if case .key(let key) = event, key.utf8.elementsEqual("totals".utf8) { totals = try cursor.readNode() }
/// }
/// ```
///
/// The syntax is checked as strictly as by `Document.json`; repeated keys are reported by `readNode` only, not by the
/// steps.
public struct JSONCursor: Sendable {
  /// A step.
  public enum Event: Sendable {
    case mapStart
    case key(String)
    case mapEnd
    case listStart
    case listEnd
    /// Null, a boolean, a number or text.
    case scalar(Node.Content)
  }

  private enum Expectation: Sendable {
    case value
    case firstElementOrEnd
    case firstKeyOrEnd
    case key
    case commaOrEnd
    case end
  }

  /// What `readNode` found wrong and read past: repeated keys.
  public private(set) var diagnostics: [Diagnostic] = []

  private var scanner: JSONScanner
  private let limits: Limits
  /// For each open container, whether it is a map.
  private var open: [Bool] = []
  private var expectation = Expectation.value
  private var start = 0

  /// A cursor before the first step.
  public init(
    _ file: SourceFile, limits: Limits = .standard, acceptingNonFinite: Bool = false
  ) throws(Diagnostic) {
    scanner = try JSONScanner(file, limits: limits, acceptingNonFinite: acceptingNonFinite)
    self.limits = limits
  }

  /// Where the last step stands in the file.
  public var range: SourceRange { scanner.file.range(start..<max(start, scanner.at)) }

  /// How many lists and maps are open.
  public var depth: Int { open.count }

  /// The next step; nil at the end of the file.
  public mutating func next() throws(Diagnostic) -> Event? {
    if expectation == .commaOrEnd {
      if scanner.skip(UInt8(ascii: ",")) {
        expectation = open.last == true ? .key : .value
      } else if let end = closing() {
        return end
      } else {
        throw scanner.expected(open.last == true ? "',' or '}'" : "',' or ']'")
      }
    } else if expectation == .firstElementOrEnd || expectation == .firstKeyOrEnd {
      if let end = closing() { return end }
      expectation = expectation == .firstKeyOrEnd ? .key : .value
    }
    let first = scanner.peek()
    start = scanner.at
    switch (expectation, first) {
    case (.end, nil): return nil
    case (.end, _): throw scanner.syntax("the file goes on after its value", scanner.at..<(scanner.at + 1))
    case (.key, UInt8(ascii: "\"")):
      let key = try scanner.string()
      guard scanner.skip(UInt8(ascii: ":")) else { throw scanner.expected("':'") }
      expectation = .value
      return .key(key)
    case (.key, _): throw scanner.expected("a key in double quotes")
    case (_, nil): throw scanner.expected("a value")
    case (_, UInt8(ascii: "{")):
      try opened(isMap: true)
      return .mapStart
    case (_, UInt8(ascii: "[")):
      try opened(isMap: false)
      return .listStart
    case (_, .some(let first)):
      let content = try scanner.scalar(first)
      valueEnded()
      return .scalar(content)
    }
  }

  /// The value that comes next, as a tree: the document, an element, or what belongs to the key just read; nil where no
  /// value comes next.
  public mutating func readNode() throws(Diagnostic) -> Node? {
    if expectation == .commaOrEnd, open.last == false, scanner.skip(UInt8(ascii: ",")) { expectation = .value }
    if expectation == .firstElementOrEnd, scanner.peek() != UInt8(ascii: "]") { expectation = .value }
    guard expectation == .value else { return nil }
    var reader = JSONReader(scanner, limits)
    let node = try reader.value(depth: open.count)
    scanner = reader.scanner
    diagnostics += reader.complaints.diagnostics
    start = node.range.offsets?.lowerBound ?? start
    valueEnded()
    return node
  }

  /// Reads past the value that comes next, keeping nothing of it.
  public mutating func skipValue() throws(Diagnostic) {
    let depth = open.count
    repeat {
      guard try next() != nil else { return }
    } while open.count > depth
  }

  private mutating func opened(isMap: Bool) throws(Diagnostic) {
    guard open.count < limits.effectiveDepth else {
      throw .jsonTooDeep(limits.effectiveDepth, at: scanner.file.range(scanner.at..<(scanner.at + 1)))
    }
    scanner.at += 1
    open.append(isMap)
    expectation = isMap ? .firstKeyOrEnd : .firstElementOrEnd
  }

  private mutating func closing() -> Event? {
    guard let isMap = open.last else { return nil }
    guard scanner.peek() == (isMap ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return nil }
    start = scanner.at
    scanner.at += 1
    open.removeLast()
    valueEnded()
    return isMap ? .mapEnd : .listEnd
  }

  private mutating func valueEnded() {
    expectation = open.isEmpty ? .end : .commaOrEnd
  }
}
