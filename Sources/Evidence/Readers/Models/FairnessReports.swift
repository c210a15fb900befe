import Diagnostics
import Documents

/// `fairness_reports`: measures by group, as projects write them with fairlearn, AIF360 or by themselves, in JSON or a
/// table, and the results of AI Verify. Only under conventional names, or where the manifest declares them; differences and
/// ratios are worked out here.
struct FairnessReports: ArtifactReader {
  let kind = "fairness_reports"
  let fileEndings = [".json", ".csv"]

  private static let names = FoldedWords([
    "fairness", "fairlearn", "aif360", "aiverify", "by_group", "by-group", "disparate_impact",
  ])

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates(ending: fileEndings) { file in
      file.isNamed(after: FairnessReports.names)
    } orIn: { folder in
      folder.hasBytes("fairness")
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let name = asciiLowercased(candidate.path.lastPathPart)
    if name.endsWithBytes(".csv") { return readTable(candidate, in: tree, limits: limits) }
    // A schema says what a report would look like.
    if name.containsBytes(".schema."), !candidate.isDeclared { return .notThisKind }
    let isNamed = FairnessReports.names.occur(in: name)
    switch JSONArtifact(candidate, isNamed: isNamed, marks: ["{"], in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      var items = AIVerifyResult.results(root).map { $0.item(kind, isDeclared: candidate.isDeclared) }
      if items.isEmpty {
        let tables = FairnessTables(root, attribute: attribute(of: name))
        guard !tables.isEmpty else { return .notThisKind }
        items = [FairnessFigures(tables, isDeclared: candidate.isDeclared).item(kind, in: file, root)]
      }
      items[0].diagnostics = warnings + items[0].diagnostics
      return .items(items)
    }
  }

  /// `by_group_age_band.json` is of `age_band`.
  private func attribute(of name: String) -> String {
    let stem = String(Substring(name.utf8.prefix { $0 != UInt8(ascii: ".") }))
    for prefix in ["by_group_", "by-group-", "fairness_by_", "fairness-by-"] where stem.startsWithBytes(prefix) {
      return String(Substring(stem.utf8.dropFirst(prefix.utf8.count)))
    }
    return ""
  }

  /// A row for each group: columns that are no measures name it, mostly the first.
  private func readTable(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return candidate.isDeclared ? .unreadable(candidate.path, error) : .notThisKind
    }
    var rows = SeparatedValues(separator: UInt8(ascii: ","))
    var header: [String] = []
    var columns: [Int] = []
    var naming: [Int] = []
    var measures: [FairnessTables.Measure] = []
    var broken: Int?
    func take(_ rows: SeparatedValues) {
      if header.isEmpty {
        header = rows.texts.prefix(1000).map(\.trimmed)
        columns = header.indices.filter {
          FairnessVocabulary.isMeasure(header[$0]) || FairnessVocabulary.isCount(header[$0])
        }
        naming = header.indices.filter { !columns.contains($0) }
        let attribute = naming.map { header[$0] }.joined(separator: "+")
        measures = columns.prefix(FairnessTables.most).map {
          FairnessTables.Measure(
            attribute: attribute, metric: FairnessVocabulary.plain(header[$0]), place: SourceRange(file: file, line: 1))
        }
      } else if rows.count != header.count {
        broken = broken ?? rows.rowLine
      } else {
        let place = SourceRange(file: file, line: rows.rowLine)
        let group = naming.map { rows[$0].trimmed }.joined(separator: "+")
        for index in measures.indices {
          let value = plainNumber(rows[columns[index]].trimmed)
          measures[index].groups.append((group, value?.isFinite == true ? value : nil, place))
        }
      }
    }
    let bytes = file.bytes
    var offset = 0
    while rows.next(in: bytes, at: &offset) { take(rows) }
    if rows.finish() { take(rows) }
    guard header.contains(where: FairnessVocabulary.isMeasure), !naming.isEmpty else { return .notThisKind }
    if let problem = rows.problem {
      return .unreadable(file, [.brokenRow(problem, at: SourceRange(file: file, line: rows.rowLine))])
    }
    if let broken { return .unreadable(file, [.unevenRow(at: SourceRange(file: file, line: broken))]) }
    guard measures.first?.groups.isEmpty == false else {
      return .unreadable(file, [.emptyArtifact("group", at: file.whole)])
    }
    var tables = FairnessTables()
    for measure in measures { tables.add(measure) }
    return .items([FairnessFigures(tables, isDeclared: candidate.isDeclared).item(kind, in: file, nil)])
  }
}

/// What measures by group come to.
struct FairnessFigures {
  private let tables: FairnessTables
  private let isDeclared: Bool

  init(_ tables: FairnessTables, isDeclared: Bool) {
    self.tables = tables
    self.isDeclared = isDeclared
  }

  func item(_ kind: String, in file: SourceFile, _ root: Node?) -> EvidenceItem {
    let (facts, complaints) = describe(at: root?.range ?? file.whole)
    var item = EvidenceItem(kind: kind, format: root == nil ? "csv" : "json", range: file.whole, facts: facts.node)
    if let tool = root?["tool"]?.text { item.tool = EvidenceItem.Tool(name: tool.shortened(to: 100)) }
    for key in ["generated_at", "created_at", "timestamp", "date"] {
      guard item.producedAt == nil, let node = root?[key], let time = node.text.flatMap(StatedTime.init) else {
        continue
      }
      item.producedAt = Node(.text(time.text), at: node.range)
    }
    item.diagnostics = complaints
    return item
  }

  func describe(at range: SourceRange) -> (Facts, [Diagnostic]) {
    var facts = Facts(at: range)
    var complaints: [Diagnostic] = []
    facts.set("mapping", text: isDeclared ? "declared" : "recognised")
    var attributes: [String] = []
    for name in tables.measures.map(\.attribute) + tables.parities.map(\.attribute)
    where !name.isEmpty && attributes.count < 100 && !attributes.contains(where: { $0.hasBytes(name) }) {
      attributes.append(name)
    }
    facts.set("attributes", texts: attributes, limit: 200)
    facts.set("measures", list: tables.measures.map { measure($0, &complaints) })
    facts.set("parities", list: tables.parities.map(parity))
    facts.set("min_group_count", number: tables.counts.map(\.least).min())
    return (facts, Array(complaints.prefix(20)))
  }

  private func measure(_ measure: FairnessTables.Measure, _ complaints: inout [Diagnostic]) -> Node {
    var facts = Facts(at: measure.place)
    facts.set("attribute", text: measure.attribute, limit: 200)
    facts.set("metric", text: measure.metric, limit: 200)
    facts.set("groups", count: measure.groups.count)
    var groups = Facts(at: measure.place)
    // A name that stands there twice is two groups that cannot be told apart.
    for group in measure.groups.prefix(200) where !groups.entries.contains(where: { $0.key.hasBytes(group.name) }) {
      groups.set(group.name, number: group.value, at: group.place)
    }
    facts.set("by_group", groups.node)
    facts.set("overall", number: measure.overall)
    let values = measure.groups.compactMap(\.value)
    // Of a group whose value is no number nobody knows how far it is from the others.
    if values.count == measure.groups.count, values.count > 1, let least = values.min(), let most = values.max() {
      facts.set("difference", number: most - least)
      if least >= 0, most > 0 { facts.set("ratio", number: least / most) }
      compare(measure, difference: most - least, ratio: most > 0 ? least / most : nil, &complaints)
    }
    facts.set("groups_not_known", count: measure.groups.count - values.count)
    facts.set("min_group_count", number: tables.counts.first { $0.attribute.hasBytes(measure.attribute) }?.least)
    return facts.node
  }

  private func compare(
    _ measure: FairnessTables.Measure, difference: Double, ratio: Double?, _ complaints: inout [Diagnostic]
  ) {
    for stated in tables.stated
    where stated.attribute.hasBytes(measure.attribute) && stated.metric.hasBytes(measure.metric) {
      guard let computed = stated.isRatio ? ratio : difference, abs(computed - stated.value) > 0.001 else { continue }
      complaints.append(
        .statedDiffers(
          "the \(stated.isRatio ? "ratio" : "difference") of '\(measure.metric.shortened(to: 100))'",
          from: "the values of its groups", at: stated.place))
    }
  }

  private func parity(_ parity: FairnessTables.Parity) -> Node {
    var facts = Facts(at: parity.place)
    facts.set("attribute", text: parity.attribute, limit: 200)
    facts.set("name", text: parity.name, limit: 200)
    facts.set("value", number: parity.value)
    return facts.node
  }
}

/// A result of AI Verify's fairness toolbox, the one form that has a published schema: for each class of the model's output
/// a list of measures, each a list of groups with a value. A group names a value of each sensitive feature; where it names
/// more, it is a pair that is compared.
struct AIVerifyResult {
  private let root: Node
  private let output: Node

  /// The fairness results in a file, which holds one or a list of them.
  static func results(_ root: Node) -> [AIVerifyResult] {
    (root.elements.isEmpty ? [root] : root.elements).prefix(1000).compactMap { node in
      guard node["gid"]?.text != nil, let output = node["output"], output["sensitive_feature"] != nil,
        case .list? = output["results"]?.content
      else { return nil }
      return AIVerifyResult(root: node, output: output)
    }
  }

  func item(_ kind: String, isDeclared: Bool) -> EvidenceItem {
    let features = (output["sensitive_feature"]?.elements ?? []).compactMap(\.scalarText)
    let classes = output["output_classes"]?.elements ?? []
    let attribute = features.joined(separator: "+")
    var tables = FairnessTables()
    for (index, result) in (output["results"]?.elements ?? []).enumerated() {
      let suffix = index < classes.count ? " (\(classes[index].scalarText ?? String(index)))" : ""
      for metric in result.entries {
        add(metric, attribute, features.count, suffix, &tables)
      }
    }
    let (facts, complaints) = FairnessFigures(tables, isDeclared: isDeclared).describe(at: root.range)
    var item = EvidenceItem(kind: kind, format: "ai-verify", range: root.range, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "AI Verify", version: root["version"]?.scalarText?.shortened(to: 100))
    if let node = root["startTime"], let time = node.text.flatMap(StatedTime.init) {
      item.producedAt = Node(.text(time.text), at: node.range)
    }
    item.diagnostics = complaints
    if tables.isEmpty { item.diagnostics.append(.nothingEvaluated(at: root.range)) }
    return item
  }

  private func add(
    _ metric: Node.Entry, _ attribute: String, _ features: Int, _ suffix: String, _ tables: inout FairnessTables
  ) {
    let name = FairnessVocabulary.plain(metric.key) + suffix
    var measure = FairnessTables.Measure(attribute: attribute, metric: name, place: metric.value.range)
    for element in metric.value.elements {
      let group = (element["group"]?.elements ?? []).compactMap(\.scalarText)
      if group.count == features {
        measure.groups.append((group.joined(separator: "+"), element["metric"]?.finiteNumber, element.range))
      } else {
        tables.add(
          FairnessTables.Parity(
            attribute: attribute, name: name, value: element["metric"]?.finiteNumber, place: element.range))
      }
    }
    if !measure.groups.isEmpty { tables.add(measure) }
  }
}
