public import Diagnostics

extension Document {
  /// Reads YAML: 1.2's core schema, several documents, anchors under a budget. Repeated keys, merge keys (`<<`), tags
  /// other than the core ones, and lists or maps as keys are errors; keys that are no text (`1:`, `true:`) are taken as
  /// they are written.
  ///
  /// - Parameter firstOnly: whether to stop where a second document begins; what comes after it is not even scanned.
  public static func yaml(_ file: SourceFile, limits: Limits = .standard, firstOnly: Bool = false) -> Document {
    if let prepared = prepared(file, .yaml, limits: limits, firstOnly: firstOnly) { return prepared }
    return reading(yaml: file, limits: limits, firstOnly: firstOnly)
  }

  /// Reads the text itself.
  static func reading(yaml file: SourceFile, limits: Limits = .standard, firstOnly: Bool = false) -> Document {
    var reader = YAMLReader(file, limits)
    reader.read(firstOnly: firstOnly)
    return Document(file: file, roots: reader.roots, diagnostics: reader.complaints.diagnostics)
  }
}

/// Builds trees from libyaml's events. Not recursive: what is open stands in `open`.
struct YAMLReader {
  let file: SourceFile
  let bytes: [UInt8]
  let limits: Limits
  private(set) var roots: [Node] = []
  var complaints: Complaints

  private var open: [OpenContainer] = []
  private var anchors: [KeyBytes: Anchor] = [:]
  private var nodeCount = 0
  private var aliasedCount = 0

  private struct OpenContainer {
    var isMap: Bool
    var start: Int
    /// Where the last thing in it ended.
    var end: Int
    var anchor: String?
    /// Whether it stands where a key should: it is read past.
    var isRefusedKey = false
    /// How many nodes there were before it.
    var nodesBefore: Int
    var height = 0
    var elements: [Node] = []
    var entries: [Node.Entry] = []
    var keys = RepeatedKeys()
    var expectsKey = true
    /// The key whose value comes next; nil where the key was refused, and the value is then dropped.
    var key: (text: String, range: SourceRange)?
  }

  private enum Anchor {
    case underConstruction
    case done(Node, size: Int, height: Int)
  }

  init(_ file: SourceFile, _ limits: Limits) {
    self.file = file
    self.limits = limits
    bytes = file.bytes
    complaints = Complaints(limit: limits.problems)
  }

  mutating func read(firstOnly: Bool) {
    do throws(Diagnostic) {
      guard bytes.count <= limits.bytes else {
        throw .tooLarge(file, limit: limits.bytes)
      }
      let encoding = try TextEncoding(of: file, format: "yaml", refusingControls: true)
      try checkDirectives()
      var events = try YAMLEvents(file, encoding)
      while true {
        let event = try events.next(in: file)
        if event.kind == .streamEnd { break }
        if firstOnly, event.kind == .documentStart, !roots.isEmpty { break }
        try take(event)
      }
    } catch {
      if error.id == "yaml.syntax", let template = templateComplaint(before: error.place) {
        if !complaints.diagnostics.contains(where: { $0.id == template.id }) { complaints.add(template) }
      } else {
        complaints.add(error)
      }
    }
  }

  // libyaml compares each %TAG directive with all before it: a file of nothing else would take hours.
  private func checkDirectives() throws(Diagnostic) {
    var count = 0
    var next = 0
    while let at = bytes.span.offset(of: UInt8(ascii: "%"), from: next) {
      next = at + 1
      guard next < bytes.count, bytes[next] == UInt8(ascii: "T"), isLineStart(at) else { continue }
      count += 1
      if count > 64 {
        throw Diagnostic(.error, id: "yaml.limit", "more than 64 '%TAG' directives", at: file.range(at..<(at + 1)))
      }
    }
  }

  /// Whether a line starts here, in the eyes of libyaml, which knows YAML 1.1's line ends too.
  private func isLineStart(_ at: Int) -> Bool {
    guard at > 0 else { return true }
    switch bytes[at - 1] {
    case 0x0A, 0x0D: return true
    case 0x85: return at > 1 && bytes[at - 2] == 0xC2
    case 0xA8, 0xA9: return at > 2 && bytes[at - 2] == 0x80 && bytes[at - 3] == 0xE2
    case 0xBF: return at == 3
    default: return false
    }
  }

  // MARK: - Events

  private mutating func take(_ event: YAMLEvent) throws(Diagnostic) {
    switch event.kind {
    case .documentStart:
      anchors.removeAll()
    case .scalar:
      try takeScalar(event)
    case .alias:
      try takeAlias(event)
    case .listStart, .mapStart:
      try openContainer(event)
    case .containerEnd:
      closeContainer(event)
    case .streamEnd, .other:
      break
    }
  }

  private var expectsKey: Bool {
    guard let last = open.last else { return false }
    return last.isMap && last.expectsKey
  }

  private mutating func count(_ nodes: Int, at place: @autoclosure () -> SourceRange) throws(Diagnostic) {
    nodeCount += nodes
    if nodeCount > limits.nodes {
      throw Diagnostic(
        .error, id: "yaml.limit", "the file has more than \(limits.nodes) keys and values", at: place(),
        fix: LimitName.nodes.remedy)
    }
  }

  private mutating func takeScalar(_ event: YAMLEvent) throws(Diagnostic) {
    let extent = extent(of: event)
    let range = file.range(extent)
    try count(1, at: range)
    let node = node(of: event, at: range)
    if let name = event.anchor { anchors[KeyBytes(text: name)] = .done(node, size: 1, height: 0) }
    if expectsKey {
      takeKey(event.text, isPlain: event.style == .plain && event.tag == nil, range, end: event.end)
    } else {
      accept(node, height: 0, end: extent.upperBound)
    }
  }

  private mutating func takeKey(_ text: String, isPlain: Bool, _ range: SourceRange, end: Int) {
    let top = open.count - 1
    open[top].expectsKey = false
    open[top].end = max(open[top].end, end)
    open[top].key = nil
    if isPlain, text.utf8.isEmpty {
      complaints.add(Diagnostic(.error, id: "yaml.key", "a key is missing here", at: range))
    } else if isPlain, sameBytes(text, "<<") {
      complaints.add(
        Diagnostic(
          .error, id: "yaml.merge-key", "merge keys ('<<') are not part of YAML 1.2 and are not read", at: range,
          fix: "write the fields out, or quote the key if it is meant as text"))
    } else if let earlier = open[top].keys.earlier(text, in: open[top].entries) {
      complaints.add(.repeatedKey(text, format: "yaml", at: range, first: open[top].entries[earlier].keyRange))
    } else {
      open[top].key = (text, range)
    }
  }

  private mutating func takeAlias(_ event: YAMLEvent) throws(Diagnostic) {
    let name = event.anchor ?? ""
    let range = file.range(event.start..<event.end)
    switch anchors[KeyBytes(text: name)] {
    case nil:
      complaints.add(
        Diagnostic(
          .error, id: "yaml.alias", "there is no anchor '&\(name)' before this in the document", at: range,
          fix: didYouMean(name, among: anchors.keys.map(\.text))))
      acceptNothing(end: event.end)
    case .underConstruction:
      complaints.add(
        Diagnostic(
          .error, id: "yaml.alias", "'*\(name)' stands inside what it repeats, so it would never end", at: range)
      )
      acceptNothing(end: event.end)
    case .done(let node, let size, let height):
      if expectsKey {
        if let text = node.scalarText {
          takeKey(text, isPlain: false, range, end: event.end)
        } else {
          complaints.add(.complexKey(at: range))
          acceptNothing(end: event.end)
        }
        return
      }
      aliasedCount += size
      guard aliasedCount <= limits.aliasedNodes else {
        throw Diagnostic(
          .error, id: "yaml.limit", "aliases repeat more than \(limits.aliasedNodes) values in this file", at: range,
          fix: LimitName.aliases.remedy)
      }
      try count(size, at: range)
      guard open.count + height <= limits.effectiveDepth else { throw tooDeep(at: range) }
      accept(node, height: height, end: event.end)
    }
  }

  private mutating func openContainer(_ event: YAMLEvent) throws(Diagnostic) {
    let start = contentStart(of: event)
    let place = file.range(start..<min(start + 1, bytes.count))
    guard open.count < limits.effectiveDepth else { throw tooDeep(at: place) }
    try count(1, at: place)
    var container = OpenContainer(
      isMap: event.kind == .mapStart, start: start, end: max(start, event.end), anchor: event.anchor,
      nodesBefore: nodeCount - 1)
    if expectsKey {
      container.isRefusedKey = true
      if start > 0, start < bytes.count, bytes[start] == UInt8(ascii: "{"), bytes[start - 1] == UInt8(ascii: "{") {
        complaints.add(.template(at: file.range((start - 1)..<(start + 1))))
      } else {
        complaints.add(.complexKey(at: place))
      }
    }
    if let tag = event.tag, !sameBytes(tag, "!"), !sameBytes(tag, coreTag + (container.isMap ? "map" : "seq")) {
      complaints.add(.tag(tag, at: tagRange(of: event)))
    }
    if let name = event.anchor { anchors[KeyBytes(text: name)] = .underConstruction }
    open.append(container)
  }

  private mutating func closeContainer(_ event: YAMLEvent) {
    guard var container = open.popLast() else { return }
    // A block's end mark stands where the next thing starts, after comments and blank lines; a bracket's is exact.
    let isBracket = event.end > event.start
    let end = isBracket ? event.end : min(container.end, event.end)
    let range = file.range(container.start..<max(container.start, end))
    let node = Node(container.isMap ? .map(container.entries) : .list(container.elements), at: range)
    container.entries = []
    container.elements = []
    let height = container.height + 1
    if let name = container.anchor {
      anchors[KeyBytes(text: name)] = .done(node, size: nodeCount - container.nodesBefore, height: height)
    }
    if container.isRefusedKey { acceptNothing(end: end) } else { accept(node, height: height, end: end) }
  }

  // MARK: - Putting values where they belong

  private mutating func accept(_ node: Node, height: Int, end: Int) {
    guard !open.isEmpty else {
      roots.append(node)
      return
    }
    let top = open.count - 1
    open[top].end = max(open[top].end, end)
    open[top].height = max(open[top].height, height)
    guard open[top].isMap else {
      open[top].elements.append(node)
      return
    }
    if let key = open[top].key {
      open[top].entries.append(Node.Entry(key: key.text, keyRange: key.range, value: node))
    }
    open[top].key = nil
    open[top].expectsKey = true
  }

  /// A value, or a key, that could not be read.
  private mutating func acceptNothing(end: Int) {
    guard !open.isEmpty else { return }
    let top = open.count - 1
    open[top].end = max(open[top].end, end)
    if open[top].isMap {
      open[top].expectsKey.toggle()
      open[top].key = nil
    }
  }

  private func tooDeep(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "yaml.limit", "lists and maps are nested more than \(limits.effectiveDepth) deep", at: place,
      fix: LimitName.depth.remedy)
  }
}
