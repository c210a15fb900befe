import Diagnostics

/// Writes XML into memory: the way out for reports. Text from anywhere may be given; nothing of it can break the
/// document, and what XML 1.0 forbids or a terminal would obey becomes a visible escape such as `\u{1B}`.
///
/// ```swift
/// var writer = XMLWriter()
/// try writer.element("testsuites", ["name": project]) { writer throws(XMLWriter.Failure) in
///   try writer.element("testcase", ["name": rule], text: reason)
/// }
/// let bytes = try writer.finish()
/// ```
public struct XMLWriter: ~Copyable {
  /// Why something could not be written.
  public enum Failure: Error, Hashable, Sendable {
    /// No XML name.
    case invalidName(String)
    /// An attribute that the element already has.
    case repeatedAttribute(String)
    /// An attribute after the element's content, or outside any element.
    case misplacedAttribute(String)
    /// An end without a start, a second root, text outside the root, or a document that is not closed.
    case unbalanced
  }

  /// What the innermost element holds so far.
  private enum Content {
    /// Nothing; its start tag is still open for attributes.
    case none
    case elements
    /// Text, in which a line feed of ours would be text too.
    case text
  }

  private var bytes: [UInt8] = []
  private let indent: Int
  private var open: [(name: String, content: Content)] = []
  private var hasRoot = false
  /// The attributes of the innermost element.
  private var attributeNames: [String] = []

  /// An empty document with its XML declaration.
  /// - Parameter indent: spaces for each level; 0 for everything in one line.
  public init(indent: Int = 2) {
    self.indent = indent
    bytes.reserveCapacity(1 << 16)
    bytes.append(text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Opens an element.
  public mutating func start(_ name: String) throws(Failure) {
    guard isName(name) else { throw .invalidName(name) }
    guard !open.isEmpty || !hasRoot else { throw .unbalanced }
    if open.last?.content != .text {
      closeStartTag(with: .elements)
      if hasRoot { startLine() }
    }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(text: name)
    open.append((name, .none))
    hasRoot = true
    attributeNames.removeAll(keepingCapacity: true)
  }

  /// Adds an attribute to the element that was just opened.
  public mutating func attribute(_ name: String, _ value: String) throws(Failure) {
    guard isName(name) else { throw .invalidName(name) }
    guard open.last?.content == Content.none else { throw .misplacedAttribute(name) }
    guard !attributeNames.contains(where: { sameBytes($0, name) }) else { throw .repeatedAttribute(name) }
    attributeNames.append(name)
    bytes.append(UInt8(ascii: " "))
    bytes.append(text: name)
    bytes.append(text: "=\"")
    // A reader makes spaces of line feeds and tabs that stand in an attribute as they are.
    bytes.append(text: value, isPlain: isPlain) { scalar in
      switch scalar {
      case "\n": "&#10;"
      case "\t": "&#9;"
      default: replacement(scalar)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds text to the open element.
  public mutating func text(_ text: String) throws(Failure) {
    guard !open.isEmpty else { throw .unbalanced }
    closeStartTag(with: .text)
    bytes.append(text: text, isPlain: isPlain, replacement: replacement)
  }

  /// Closes the innermost element.
  public mutating func end() throws(Failure) {
    guard let element = open.popLast() else { throw .unbalanced }
    if element.content == .none {
      bytes.append(text: "/>")
      return
    }
    if element.content == .elements { startLine() }
    bytes.append(text: "</")
    bytes.append(text: element.name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes an element with attributes, in the order given, and text.
  public mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil
  ) throws(Failure) {
    try start(name)
    for (name, value) in attributes { try attribute(name, value) }
    if let text { try self.text(text) }
    try end()
  }

  /// Writes an element with attributes, in the order given, and what `content` writes.
  public mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    content: (inout XMLWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try start(name)
    for (name, value) in attributes { try attribute(name, value) }
    try content(&self)
    try end()
  }

  /// The document's bytes, in UTF-8.
  public consuming func finish() throws(Failure) -> [UInt8] {
    guard open.isEmpty, hasRoot else { throw .unbalanced }
    bytes.append(0x0A)
    return bytes
  }

  /// Says that the innermost element has content now, and of which kind.
  private mutating func closeStartTag(with content: Content) {
    guard let last = open.indices.last else { return }
    if open[last].content == .none { bytes.append(UInt8(ascii: ">")) }
    open[last].content = content
  }

  private mutating func startLine() {
    guard indent > 0 else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: indent * open.count))
  }
}

/// Printable ASCII that means nothing in XML.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
  default: (0x20..<0x7F).contains(byte)
  }
}

/// What stands in a scalar's place: for markup its reference, for all that XML 1.0 forbids, that a terminal obeys, or that
/// turns the order of reading a visible escape. Line feeds and tabs stay: they are text.
private func replacement(_ scalar: Unicode.Scalar) -> String? {
  switch scalar {
  case "&": "&amp;"
  case "<": "&lt;"
  case ">": "&gt;"
  case "\"": "&quot;"
  case "\n", "\t": nil
  // A reader would make a line feed of it.
  case "\r": "&#13;"
  default:
    isHarmful(scalar) || scalar.value & 0xFFFE == 0xFFFE && scalar.value <= 0xFFFF
      ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : nil
  }
}

private func isName(_ name: String) -> Bool {
  guard let first = name.utf8.first, isNameStart(first) else { return false }
  return name.utf8.allSatisfy { isNameStart($0) || $0 &- 0x30 <= 9 || $0 == 0x2D || $0 == 0x2E }
}

/// Letters, `_` and `:`; of other scripts nothing, since no report needs them.
private func isNameStart(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x3A
}
