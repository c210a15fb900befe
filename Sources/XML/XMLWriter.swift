import CLibXML2
import Diagnostics

/// Writes XML into memory: the way out for reports. Text from anywhere may be given; nothing of it can break the
/// document, and what XML 1.0 forbids or a terminal would obey becomes a visible escape such as `\u{1B}`.
///
/// ```swift
/// var writer = try XMLWriter()
/// try writer.element("testsuites", ["name": project]) { writer throws(XMLWriter.Failure) in
///   try writer.element("testcase", ["name": rule], text: reason)
/// }
/// let bytes = try writer.finish()
/// ```
@safe
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
    /// libxml2 had no memory.
    case outOfMemory
  }

  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr
  private var depth: Int
  private var hasRoot: Bool
  /// Whether a tag is still open.
  private var isTagOpen = false
  /// The attributes of the tag that is open.
  private var attributeNames: [String] = []

  /// An empty document with its XML declaration.
  /// - Parameter indent: spaces for each level; 0 for everything in one line.
  public init(indent: Int = 2) throws(Failure) {
    LibXML2.prepare()
    guard let buffer = unsafe xmlBufferCreate() else { throw .outOfMemory }
    guard let writer = unsafe xmlNewTextWriterMemory(buffer, 0) else {
      unsafe xmlBufferFree(buffer)
      throw .outOfMemory
    }
    let started = unsafe xmlTextWriterStartDocument(writer, nil, "UTF-8", nil)
    guard started >= 0 else {
      unsafe xmlFreeTextWriter(writer)
      unsafe xmlBufferFree(buffer)
      throw .outOfMemory
    }
    unsafe self.buffer = buffer
    unsafe self.writer = writer
    depth = 0
    hasRoot = false
    if indent > 0 {
      unsafe xmlTextWriterSetIndent(writer, 1)
      unsafe xmlTextWriterSetIndentString(writer, String(repeating: " ", count: indent))
    }
  }

  deinit {
    unsafe xmlFreeTextWriter(writer)
    unsafe xmlBufferFree(buffer)
  }

  /// Opens an element.
  public mutating func start(_ name: String) throws(Failure) {
    guard isName(name) else { throw .invalidName(name) }
    guard depth > 0 || !hasRoot else { throw .unbalanced }
    try check(unsafe withXML(name) { unsafe xmlTextWriterStartElement(writer, $0) })
    depth += 1
    hasRoot = true
    isTagOpen = true
    attributeNames.removeAll(keepingCapacity: true)
  }

  /// Adds an attribute to the element that was just opened.
  public mutating func attribute(_ name: String, _ value: String) throws(Failure) {
    guard isName(name) else { throw .invalidName(name) }
    guard isTagOpen else { throw .misplacedAttribute(name) }
    guard !attributeNames.contains(where: { sameBytes($0, name) }) else { throw .repeatedAttribute(name) }
    attributeNames.append(name)
    let result = unsafe withXML(name) { name in
      unsafe withXML(scrubbed(value)) { unsafe xmlTextWriterWriteAttribute(writer, name, $0) }
    }
    try check(result)
  }

  /// Adds text to the open element.
  public mutating func text(_ text: String) throws(Failure) {
    guard depth > 0 else { throw .unbalanced }
    isTagOpen = false
    try check(unsafe withXML(scrubbed(text)) { unsafe xmlTextWriterWriteString(writer, $0) })
  }

  /// Closes the innermost element.
  public mutating func end() throws(Failure) {
    guard depth > 0 else { throw .unbalanced }
    depth -= 1
    isTagOpen = false
    try check(unsafe xmlTextWriterEndElement(writer))
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
    guard depth == 0, hasRoot else { throw .unbalanced }
    try check(unsafe xmlTextWriterEndDocument(writer))
    try check(unsafe xmlTextWriterFlush(writer))
    guard let content = unsafe xmlBufferContent(buffer) else { throw .outOfMemory }
    return unsafe Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
  }

  private func check(_ result: Int32) throws(Failure) {
    if result < 0 { throw .outOfMemory }
  }
}

/// Hands a text to the C library where it lies, without the copy that a conversion of the pointer's type makes.
private func withXML(_ text: String, _ body: (UnsafePointer<xmlChar>) -> Int32) -> Int32 {
  unsafe text.withCString { start in
    unsafe body(UnsafeRawPointer(start).assumingMemoryBound(to: xmlChar.self))
  }
}

/// A text without anything that XML 1.0 forbids, that a terminal obeys, or that turns the order of reading. Line feeds,
/// tabs and carriage returns stay: they are text.
func scrubbed(_ text: String) -> String {
  let bytes = text.utf8.span
  if bytes.endOfPrintable(from: 0) == bytes.count { return text }
  guard text.unicodeScalars.contains(where: isForbidden) else { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count + 16)
  for scalar in text.unicodeScalars {
    if isForbidden(scalar) {
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D: false
  case 0xFFFE, 0xFFFF: true
  default: isHarmful(scalar)
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
