public import Diagnostics
import Glibc

/// Walks through an XML file step by step: the way in for every XML that a stranger has written, of any size.
///
/// ```swift
/// var cursor = try XMLCursor(file)
/// let testcase = cursor.name("testcase"), name = cursor.name("name")
/// while let event = try cursor.next() {
///   if event == .elementStart, cursor.element == testcase { names.append(cursor.attribute(name) ?? "") }
/// }
/// ```
///
/// Nothing is loaded, no entity is expanded but XML's own five, and a document type that declares anything is refused; a
/// bare `<!DOCTYPE coverage SYSTEM "…">` is read past. A file that ends before its root element is closed is an error.
/// White space before the XML declaration, which real tools write, is tolerated. Text that is only white space is not
/// reported. What was read before an error has been reported by then.
public struct XMLCursor: ~Copyable {
  /// The file, as diagnostics name it.
  public let file: SourceFile

  private let parser: XMLPushParser
  private var source: XMLByteSource
  /// The steps that were taken from the parser, and which of them is the current one. They are looked at where they lie:
  /// copying one costs as much as all that is asked of it.
  private var batch = XMLEventQueue.Batch(first: XMLEventQueue.Queued(event: .elementEnd, depth: 0, line: 1))
  private var index = 0
  private var isFinished = false
  /// Whether some of the text that was read by `readText` was left out.
  private var isTextCut = false

  private var current: XMLEventQueue.Queued { batch.queued[index] }

  /// A cursor over a file whose bytes are kept.
  public init(_ file: SourceFile, limits: XMLLimits = XMLLimits()) throws(Diagnostic) {
    try self.init(file, XMLByteSource(bytes: file.bytes), limits)
  }

  /// A cursor over a file that is streamed from an open descriptor, from where that stands. The descriptor stays the
  /// caller's, and must stay open. A file that is not identified yet is when the cursor has come to its end, by the bytes
  /// that were read.
  public init(
    reading descriptor: Int32, as file: SourceFile, limits: XMLLimits = XMLLimits()
  ) throws(Diagnostic) {
    try self.init(file, XMLByteSource(descriptor: descriptor, isHashed: !file.isIdentified), limits)
  }

  private init(_ file: SourceFile, _ source: XMLByteSource, _ limits: XMLLimits) throws(Diagnostic) {
    guard let parser = XMLPushParser(limits: limits) else {
      throw Diagnostic(.error, id: "xml.memory", "there is not enough memory to read the file", at: file.whole)
    }
    self.file = file
    self.source = source
    self.parser = parser
  }

  // MARK: - Steps

  /// The next step; nil behind the end of the root element.
  public mutating func next() throws(Diagnostic) -> XMLEvent? {
    isTextCut = false
    while true {
      if index + 1 < batch.queued.count {
        index += 1
        return batch.queued[index].event
      }
      if let failure = parser.failure { throw diagnostic(failure) }
      if isFinished { return nil }
      try feed()
      // Through a variable of its own: under the thread sanitizer the compiler sees two accesses to this cursor here.
      var taken = XMLEventQueue.Batch()
      swap(&taken, &batch)
      let hasMore = parser.hand(over: &taken)
      swap(&taken, &batch)
      if hasMore { index = -1 }
    }
  }

  /// Reads past the rest of the element that has just started; the next step is what follows its end.
  public mutating func skipElement() throws(Diagnostic) {
    let depth = current.depth
    guard current.event == .elementStart else { return }
    while let event = try next() {
      if event == .elementEnd, current.depth == depth { return }
    }
  }

  /// The text of the element that has just started, that of elements in it included, read to its end. No more of it is
  /// kept than of one text.
  public mutating func readText() throws(Diagnostic) -> String {
    let depth = current.depth
    guard current.event == .elementStart else { return "" }
    var bytes: [UInt8] = []
    var isCut = false
    while let event = try next() {
      if event == .elementEnd, current.depth == depth { break }
      guard event == .text else { continue }
      isCut = isCut || current.isTruncated || bytes.count + current.content.count > parser.limits.textBytes
      if !isCut || bytes.isEmpty { bytes += batch.bytes[current.content] }
    }
    isTextCut = isCut
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: - Where it stands

  /// The line of the current step, from 1: where the tag or the text begins.
  public var line: Int { current.line + source.skippedLines }

  /// How many elements are open, the current one included.
  public var depth: Int { current.depth }

  /// The current place: the beginning of the tag where the file is kept, otherwise the line.
  public var place: SourceRange {
    if let tag = tagOffsets {
      var end = tag.lowerBound + 1
      while end < tag.upperBound, !isSpace(file.bytes[end]) { end += 1 }
      return file.range(tag.lowerBound..<end)
    }
    return SourceRange(file: file, line: line)
  }

  /// The bytes of the start tag, from `<` to before its `>`; nil where the file is not kept or not UTF-8.
  public var tagOffsets: Range<Int>? {
    guard file.isKept, current.event == .elementStart else { return nil }
    let start = current.offset + source.skippedBytes
    guard start >= 0, start + current.length <= file.bytes.count, file.bytes[start] == UInt8(ascii: "<") else {
      return nil
    }
    // An encoding other than UTF-8 has other offsets: the name must stand there.
    let name = qualifiedName
    guard file.bytes[(start + 1)...].starts(with: name.utf8) else { return nil }
    return start..<(start + current.length)
  }

  // MARK: - Names

  /// Interns a name, to be compared with `element` and to ask for attributes.
  public func name(_ text: String) -> XMLName { XMLName(address: parser.interned(text)) }

  /// The current element's name without its prefix.
  public var element: XMLName { XMLName(address: current.name) }

  /// The current element's name without its prefix, as text.
  public var elementName: String { parser.text(of: current.name) }

  /// The current element's namespace; nil where it has none.
  public var namespace: String? { current.namespace == 0 ? nil : parser.text(of: current.namespace) }

  private var qualifiedName: String {
    current.prefix == 0 ? elementName : parser.text(of: current.prefix) + ":" + elementName
  }

  // MARK: - Attributes and text

  /// Whether some of the current text, or of an attribute, was too long to be kept.
  public var isTruncated: Bool { isTextCut || current.isTruncated }

  /// The value of an attribute without a prefix; nil where the element does not have it.
  public func attribute(_ name: XMLName) -> String? {
    guard let range = attributeRange(name) else { return nil }
    return String(decoding: batch.bytes[range], as: UTF8.self)
  }

  /// The value of an attribute as UTF-8, without a copy.
  @inlinable
  public func withAttribute<Result>(_ name: XMLName, _ body: (Span<UInt8>) -> Result) -> Result? {
    var result: Result?
    visitAttribute(name) { result = body($0) }
    return result
  }

  /// Not generic, so that `withAttribute` is made where it is used, and nothing of this type need be known there.
  @usableFromInline
  func visitAttribute(_ name: XMLName, _ body: (Span<UInt8>) -> Void) {
    if let range = attributeRange(name) { body(batch.bytes.span.extracting(range)) }
  }

  /// Appends the value of an attribute; nothing where the element does not have it.
  public func append(_ name: XMLName, to bytes: inout [UInt8]) {
    if let range = attributeRange(name) { bytes.append(contentsOf: batch.bytes[range]) }
  }

  /// All attributes with their names as they are written, in order.
  public var attributes: [(name: String, value: String)] {
    guard current.event == .elementStart else { return [] }
    return current.content.map { index in
      let attribute = batch.attributes[index]
      let local = parser.text(of: attribute.name)
      return (
        attribute.prefix == 0 ? local : parser.text(of: attribute.prefix) + ":" + local,
        String(decoding: batch.bytes[attribute.value], as: UTF8.self)
      )
    }
  }

  /// The current text.
  public var text: String { String(decoding: batch.bytes[textRange], as: UTF8.self) }

  /// The current text as UTF-8, without a copy.
  public func withText<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(batch.bytes.span.extracting(textRange))
  }

  /// Nothing where the current step is no text.
  private var textRange: Range<Int> { current.event == .text ? current.content : 0..<0 }

  private func attributeRange(_ name: XMLName) -> Range<Int>? {
    guard current.event == .elementStart else { return nil }
    for index in current.content {
      if batch.attributes[index].name == name.address, batch.attributes[index].prefix == 0 {
        return batch.attributes[index].value
      }
    }
    return nil
  }

  // MARK: - Reading

  private mutating func feed() throws(Diagnostic) {
    let count: Int
    do throws(XMLByteSource.Failure) {
      count = try source.read(parser, upTo: parser.limits.bytes)
    } catch {
      switch error {
      case .unreadable(let reason):
        throw Diagnostic(.error, id: "file.unreadable", "the file cannot be read: \(reason)", at: file.whole)
      case .tooLarge:
        throw Diagnostic(
          .error, id: "file.too-large", "the file is longer than \(parser.limits.bytes) bytes", at: file.whole,
          fix: LimitName.streamedBytes.remedy)
      }
    }
    guard count == 0 else { return }
    isFinished = true
    if let digest = source.digest { file.identify(by: digest) }
    let open = parser.open
    let hadFailed = parser.failure != nil
    parser.finish()
    if let last = open.last, !hadFailed {
      throw Diagnostic(
        .error, id: "xml.truncated", "the file ends before '\(parser.text(of: last.name))' is closed", at: endOfFile,
        notes: [.init("it is opened here", place: SourceRange(file: file, line: last.line + source.skippedLines))])
    }
    if source.isEmpty { throw Diagnostic(.error, id: "xml.empty", "the file is empty", at: file.whole) }
    if !parser.hasRoot, !hadFailed {
      throw Diagnostic(.error, id: "xml.truncated", "the file ends before its first element", at: endOfFile)
    }
  }

  private var endOfFile: SourceRange {
    file.isKept ? file.range(file.bytes.count..<file.bytes.count) : file.whole
  }

  private func diagnostic(_ failure: XMLEventQueue.Failure) -> Diagnostic {
    let offset = failure.offset + source.skippedBytes
    let line = failure.line + source.skippedLines
    var diagnostic = Diagnostic(
      .error, id: failure.id, failure.message, at: SourceRange(file: file, line: line), fix: failure.fix)
    if file.isKept, offset <= file.bytes.count, file.position(of: offset).line == line {
      diagnostic.place = file.range(offset..<min(offset + 1, file.bytes.count))
    } else if failure.column > 0 {
      diagnostic.notes = [.init("in column \(failure.column)")]
    }
    return diagnostic
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
