import Diagnostics
import Documents

/// `croissant_datasets`: descriptions of data sets in Croissant 0.8, 1.0 and 1.1, a vocabulary on top of schema.org in
/// JSON-LD. Contexts are not fetched: terms are known with the prefixes that the vocabulary itself uses, or as full names.
struct CroissantDatasets: ArtifactReader {
  let kind = "croissant_datasets"
  let fileEndings = [".json", ".jsonld"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates(ending: fileEndings) { file in
      file.name.containsBytes("croissant") || file.name.hasBytes("metadata.json") || file.name.endsWithBytes(".jsonld")
    } orIn: { folder in
      folder.hasBytes("croissant")
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let isNamed = asciiLowercased(candidate.path.lastPathPart).startsWithBytes("croissant")
    switch JSONArtifact(candidate, isNamed: isNamed, marks: ["mlcommons.org/"], in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      guard let dataset = CroissantDataset(root) else { return .notThisKind }
      var item = dataset.item(kind, at: file.whole)
      item.diagnostics = warnings + item.diagnostics
      return .items([item])
    }
  }
}

/// One data set's description.
private struct CroissantDataset {
  private let root: Node

  init?(_ root: Node) {
    guard let context = root["@context"], CroissantTerm.type(of: root, is: "Dataset") else { return nil }
    let conformsTo = CroissantTerm.texts(CroissantTerm.value("conformsTo", of: root))
    let speaksCroissant =
      conformsTo.contains { ($0.scalarText ?? "").containsBytes("mlcommons.org/croissant") }
      || CroissantDataset.names(context, "mlcommons.org/")
    guard speaksCroissant else { return nil }
    self.root = root
  }

  /// Whether a context maps something to a vocabulary.
  private static func names(_ context: Node, _ vocabulary: String) -> Bool {
    switch context.content {
    case .text(let text): text.containsBytes(vocabulary)
    case .list(let elements): elements.contains { names($0, vocabulary) }
    case .map(let entries): entries.contains { $0.value.text?.containsBytes(vocabulary) == true }
    default: false
    }
  }

  private func value(_ term: String) -> Node? { CroissantTerm.value(term, of: root) }

  func item(_ kind: String, at place: SourceRange) -> EvidenceItem {
    var facts = Facts(at: root.range)
    var complaints = Complaints()
    facts.set("name", textOf: CroissantTerm.texts(value("name")).first)
    facts.set("has_description", flag: CroissantTerm.isStated(value("description")))
    facts.set("version", textOf: CroissantTerm.texts(value("version")).first, limit: 100)
    set("licenses", "license", 500, &facts)
    set("creators", "creator", 300, &facts)
    set("keywords", "keywords", 200, &facts)
    facts.set("url", textOf: CroissantTerm.texts(value("url")).first, limit: 1000)
    facts.set("citation", textOf: CroissantTerm.texts(value("citeAs") ?? value("citation")).first, limit: 2000)
    let published = time("datePublished")
    let modified = time("dateModified")
    facts.set("published_on", text: published?.text.flatMap(StatedTime.init)?.day, at: published?.range)
    facts.set("modified_on", text: modified?.text.flatMap(StatedTime.init)?.day, at: modified?.range)
    let conformsTo = CroissantTerm.texts(value("conformsTo")).first
    facts.set("conforms_to", textOf: conformsTo, limit: 300)
    let version = conformsTo?.scalarText.flatMap { $0.containsBytes("croissant/") ? $0.lastPathPart : nil }
    facts.set("croissant_version", text: version ?? "0.8", at: conformsTo?.range, limit: 50)
    facts.set("is_live", flag: value("isLiveDataset")?.truth)
    setDistribution(&facts, &complaints, usesIDs: conformsTo != nil)
    setRecordSets(&facts, &complaints, usesIDs: conformsTo != nil)
    facts.set("responsible_ai", list: responsibleAI)
    setMissing(&facts, &complaints, isFirst: conformsTo == nil)
    var item = EvidenceItem(kind: kind, format: "croissant", range: place, facts: facts.node)
    item.producedAt = modified ?? published
    item.diagnostics = complaints.kept
    return item
  }

  private func set(_ key: String, _ term: String, _ limit: Int, _ facts: inout Facts) {
    let texts = CroissantTerm.texts(value(term))
    guard !texts.isEmpty else { return }
    facts.set(
      key, list: texts.prefix(100).map { Node(.text(($0.scalarText ?? "").shortened(to: limit)), at: $0.range) })
  }

  private func time(_ term: String) -> Node? {
    guard let node = CroissantTerm.texts(value(term)).first, let time = node.text.flatMap(StatedTime.init) else {
      return nil
    }
    return Node(.text(time.text), at: node.range)
  }

  private func setDistribution(_ facts: inout Facts, _ complaints: inout Complaints, usesIDs: Bool) {
    var files = 0
    var sets = 0
    var hashed = 0
    var md5 = 0
    var unhashed: [Node] = []
    for (index, resource) in CroissantTerm.elements(value("distribution")).enumerated() {
      let name = CroissantTerm.name(of: resource, usesIDs: usesIDs)
      let place = "distribution[\(index)]"
      if name == nil { complaints.add(usesIDs ? "@id" : "name", of: place, at: resource.range) }
      if CroissantTerm.type(of: resource, is: "FileSet") {
        // A set of files has no digest by design.
        sets += 1
        if CroissantTerm.value("includes", of: resource) == nil {
          complaints.add("includes", of: place, at: resource.range)
        }
        continue
      }
      files += 1
      for term in ["contentUrl", "encodingFormat"]
      where !CroissantTerm.isStated(CroissantTerm.value(term, of: resource)) {
        // What is unpacked from another file has no address of its own.
        if term.hasBytes("contentUrl"), CroissantTerm.value("containedIn", of: resource) != nil { continue }
        complaints.add(term, of: place, at: resource.range)
      }
      let hasSHA = CroissantTerm.isHex(CroissantTerm.value("sha256", of: resource), digits: 64)
      let hasMD5 = CroissantTerm.isHex(CroissantTerm.value("md5", of: resource), digits: 32)
      hashed += hasSHA ? 1 : 0
      md5 += hasMD5 ? 1 : 0
      if !hasSHA, !hasMD5, unhashed.count < 200 {
        unhashed.append(Node(.text((name?.scalarText ?? place).shortened(to: 300)), at: resource.range))
      }
    }
    facts.set("files", count: files)
    facts.set("file_sets", count: sets)
    facts.set("files_with_sha256", count: hashed)
    facts.set("files_with_md5", count: md5)
    facts.set("files_without_digest", list: unhashed)
  }

  private func setRecordSets(_ facts: inout Facts, _ complaints: inout Complaints, usesIDs: Bool) {
    let sets = CroissantTerm.elements(value("recordSet"))
    var fields = 0
    var typed = 0
    for (index, set) in sets.enumerated() {
      if CroissantTerm.name(of: set, usesIDs: usesIDs) == nil {
        complaints.add(usesIDs ? "@id" : "name", of: "recordSet[\(index)]", at: set.range)
      }
      for field in CroissantTerm.elements(CroissantTerm.value("field", of: set)) {
        fields += 1
        typed += CroissantTerm.value("dataType", of: field) == nil ? 0 : 1
      }
    }
    facts.set("record_sets", count: sets.count)
    facts.set("fields", count: fields)
    facts.set("typed_fields", count: typed)
  }

  /// What is said in the terms of the extension for responsible AI; 0.8 has them without a prefix.
  private var responsibleAI: [Node] {
    let terms = ["dataBiases", "dataCollection", "personalSensitiveInformation"]
    return root.entries.compactMap { entry in
      let term = CroissantTerm.responsibleAITerm(entry.key) ?? terms.first { $0.hasBytes(entry.key) }
      guard let term, CroissantTerm.isStated(entry.value) else { return nil }
      return Node(.text(term.shortened(to: 100)), at: entry.keyRange)
    }
  }

  /// The specification of 1.0 requires these; 0.8 did not require a creator or a date.
  private func setMissing(_ facts: inout Facts, _ complaints: inout Complaints, isFirst: Bool) {
    let required = ["name", "description", "license", "url"] + (isFirst ? [] : ["creator", "datePublished"])
    let missing = required.filter { !CroissantTerm.isStated(value($0)) }
    facts.set("missing_properties", texts: missing, limit: 100)
    for term in missing { complaints.add(term, of: "the data set", at: root.range) }
    facts.set("is_valid", flag: complaints.isEmpty)
  }
}

/// What is missing: some of it to be told, and whether there is any.
private struct Complaints {
  private(set) var kept: [Diagnostic] = []
  private(set) var isEmpty = true

  mutating func add(_ term: String, of owner: String, at place: SourceRange) {
    isEmpty = false
    if kept.count < 20 { kept.append(.missingProperty(term, of: owner, at: place)) }
  }
}

/// Terms of Croissant and schema.org as JSON-LD writes them: bare, with a prefix, or as full names.
enum CroissantTerm {
  private static let vocabularies = [
    "sc:", "schema:", "cr:", "ml:", "dct:", "https://schema.org/", "http://schema.org/",
    "http://mlcommons.org/croissant/", "https://mlcommons.org/croissant/", "http://mlcommons.org/schema/",
    "http://purl.org/dc/terms/",
  ]
  private static let responsibleAI = ["rai:", "http://mlcommons.org/croissant/RAI/"]

  /// A term without its vocabulary.
  private static func local(_ key: String) -> String {
    for vocabulary in vocabularies where key.startsWithBytes(vocabulary) {
      return String(Substring(key.utf8.dropFirst(vocabulary.utf8.count)))
    }
    return key
  }

  static func responsibleAITerm(_ key: String) -> String? {
    guard let vocabulary = responsibleAI.first(where: { key.startsWithBytes($0) }) else { return nil }
    return String(Substring(key.utf8.dropFirst(vocabulary.utf8.count)))
  }

  static func value(_ term: String, of node: Node) -> Node? {
    node[term] ?? node.entries.first { local($0.key).hasBytes(term) }?.value
  }

  /// Lists of one element are written as the element.
  static func elements(_ node: Node?) -> [Node] {
    guard let node else { return [] }
    if case .null = node.content { return [] }
    if case .list(let elements) = node.content { return elements }
    return [node]
  }

  /// Texts: as such, as `@value`, as `@id`, or as the name of a person or an organisation.
  static func texts(_ node: Node?) -> [Node] {
    elements(node).compactMap { element in
      let scalar =
        element["@value"] ?? value("name", of: element) ?? element["@id"] ?? value("url", of: element) ?? element
      guard let text = scalar.scalarText, !text.trimmed.isEmpty else { return nil }
      return scalar
    }
  }

  /// Whether something other than a placeholder is stated.
  static func isStated(_ node: Node?) -> Bool {
    texts(node).contains { !PlaceholderText.isPlaceholder(Array(($0.scalarText ?? "").trimmed.utf8)[...]) }
  }

  static func type(of node: Node, is name: String) -> Bool {
    elements(node["@type"]).contains { $0.text.map(local)?.hasBytes(name) == true }
  }

  /// 1.0 identifies by `@id`, 0.8 by `name`.
  static func name(of node: Node, usesIDs: Bool) -> Node? {
    let named = usesIDs ? node["@id"] ?? value("name", of: node) : value("name", of: node)
    return texts(named).first
  }

  static func isHex(_ node: Node?, digits: Int) -> Bool {
    guard let text = texts(node).first?.scalarText else { return false }
    return text.utf8.count == digits
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains(asciiLowercased($0)) }
  }
}

extension Diagnostic {
  static func missingProperty(_ term: String, of owner: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.missing-property", "\(owner) has no '\(term)', which Croissant requires", at: place)
  }
}
