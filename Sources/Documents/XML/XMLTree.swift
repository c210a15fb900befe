public import Diagnostics
public import XML

extension Document {
  /// Reads a small XML file as a tree. Large ones are walked through with `XMLCursor`.
  ///
  /// Each element becomes a map of four entries:
  ///
  /// | key | value |
  /// |---|---|
  /// | `name` | the element's name without its prefix |
  /// | `attributes` | a map of the attributes, by their names as written |
  /// | `children` | a list of the elements in it, in order |
  /// | `text` | the text that stands directly in it, joined; empty where there is none but white space |
  ///
  /// An element's place is its start tag's beginning, an attribute's its name and its value without the quotes; in files
  /// that are not UTF-8 all places are lines.
  public static func xml(_ file: SourceFile, limits: Limits = .standard) -> Document {
    var builder = XMLTreeBuilder(file, limits)
    do throws(Diagnostic) {
      guard file.bytes.count <= limits.bytes else { throw .tooLarge(file, limit: limits.bytes) }
      return Document(file: file, roots: [try builder.root()], diagnostics: builder.complaints.diagnostics)
    } catch {
      builder.complaints.add(error)
      return Document(file: file, roots: [], diagnostics: builder.complaints.diagnostics)
    }
  }
}

extension Limits {
  /// The same limits for `XMLCursor`, for a file that is streamed.
  public var xml: XMLLimits {
    XMLLimits(bytes: streamedBytes, depth: effectiveDepth, textBytes: textBytes)
  }
}

private struct XMLTreeBuilder {
  let file: SourceFile
  let limits: Limits
  var complaints: Complaints
  private var nodeCount = 0
  private var open: [Element] = []

  private struct Element {
    var name: String
    var place: SourceRange
    var attributes: [Node.Entry]
    var children: [Node] = []
    var text = ""
    var textPlace: SourceRange?

    /// The element as the map that `Document.xml` describes.
    var node: Node {
      func entry(_ key: String, _ content: Node.Content, _ range: SourceRange) -> Node.Entry {
        Node.Entry(key: key, keyRange: range, value: Node(content, at: range))
      }
      return Node(
        .map([
          entry("name", .text(name), place), entry("attributes", .map(attributes), place),
          entry("children", .list(children), place), entry("text", .text(text), textPlace ?? place),
        ]), at: place)
    }
  }

  init(_ file: SourceFile, _ limits: Limits) {
    self.file = file
    self.limits = limits
    complaints = Complaints(limit: limits.problems)
  }

  mutating func root() throws(Diagnostic) -> Node {
    var cursor = try XMLCursor(file, limits: limits.xml)
    var root: Node?
    while let event = try cursor.next() {
      switch event {
      case .elementStart:
        try count(1 + cursor.attributes.count, cursor.place)
        noteTruncation(cursor.isTruncated, cursor.place)
        open.append(Element(name: cursor.elementName, place: cursor.place, attributes: attributes(cursor)))
      case .text:
        noteTruncation(cursor.isTruncated, cursor.place)
        guard !open.isEmpty else { continue }
        open[open.count - 1].text += cursor.text
        if open[open.count - 1].textPlace == nil { open[open.count - 1].textPlace = cursor.place }
      case .elementEnd:
        guard let node = open.popLast()?.node else { continue }
        if open.isEmpty { root = node } else { open[open.count - 1].children.append(node) }
      }
    }
    guard let root else { throw Diagnostic(.error, id: "xml.empty", "the file holds no XML element", at: file.whole) }
    return root
  }

  private mutating func count(_ nodes: Int, _ place: SourceRange) throws(Diagnostic) {
    nodeCount += nodes
    if nodeCount > limits.nodes {
      throw Diagnostic(
        .error, id: "xml.limit", "the file has more than \(limits.nodes) elements and attributes", at: place,
        fix: LimitName.nodes.remedy)
    }
  }

  private mutating func noteTruncation(_ isTruncated: Bool, _ place: SourceRange) {
    guard isTruncated else { return }
    complaints.add(
      Diagnostic(
        .warning, id: "xml.long-text", "only the first \(limits.textBytes) bytes of this text are read", at: place))
  }

  private func attributes(_ cursor: borrowing XMLCursor) -> [Node.Entry] {
    let places = cursor.tagOffsets.map { attributePlaces($0) } ?? []
    var entries: [Node.Entry] = []
    for (name, value) in cursor.attributes {
      let place = places.first { file.bytes[$0.name].elementsEqual(name.utf8) }
      let nameRange = place.map { file.range($0.name) } ?? cursor.place
      let valueRange = place.map { file.range($0.value) } ?? cursor.place
      entries.append(Node.Entry(key: name, keyRange: nameRange, value: Node(.text(value), at: valueRange)))
    }
    return entries
  }

  /// Where the attributes of a start tag stand; libxml2 has found it well-formed.
  private func attributePlaces(_ tag: Range<Int>) -> [(name: Range<Int>, value: Range<Int>)] {
    let bytes = file.bytes
    var places: [(name: Range<Int>, value: Range<Int>)] = []
    var at = tag.lowerBound
    func skip(while condition: (UInt8) -> Bool) {
      while at < tag.upperBound, condition(bytes[at]) { at += 1 }
    }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
    skip { !isSpace($0) }
    while at < tag.upperBound {
      skip(while: isSpace)
      let name = at
      skip { !isSpace($0) && $0 != UInt8(ascii: "=") }
      let nameEnd = at
      skip { isSpace($0) || $0 == UInt8(ascii: "=") }
      guard at < tag.upperBound, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { break }
      let quote = bytes[at]
      at += 1
      let value = at
      skip { $0 != quote }
      places.append((name..<nameEnd, value..<at))
      at += 1
    }
    return places
  }
}
