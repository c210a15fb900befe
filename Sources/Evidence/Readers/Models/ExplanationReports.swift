import Diagnostics
import Documents

/// `explanation_reports`: how much each feature weighs in a model's answers, as projects write it: `{feature: number}`, by
/// itself or under a conventional name, or a list of features with their importance. SHAP has no writer, so there is no
/// standard; only under conventional names, or where the manifest declares them.
struct ExplanationReports: ArtifactReader {
  let kind = "explanation_reports"
  let fileEndings = [".json", ".csv"]

  private static let names = FoldedWords([
    "shap", "feature_importance", "feature-importance", "importances", "permutation_importance", "explanation",
    "explainability", "attribution",
  ])
  private static let folders = ["shap", "explainability", "explanations", "explanation"]
  /// Keys under which importances stand.
  private static let keys = [
    "mean_abs_shap", "mean_absolute_shap", "shap_importance", "shap_importances", "shap_mean_abs", "feature_importance",
    "feature_importances", "importances", "importance", "permutation_importance", "permutation_importances",
    "global_importance", "attributions", "importances_mean",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates(ending: fileEndings) { file in
      file.isNamed(after: ExplanationReports.names)
    } orIn: { folder in
      ExplanationReports.folders.contains { $0.hasBytes(folder) }
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let name = asciiLowercased(candidate.path.lastPathPart)
    if name.endsWithBytes(".csv") { return readTable(candidate, in: tree, limits: limits) }
    if name.containsBytes(".schema."), !candidate.isDeclared { return .notThisKind }
    let isNamed = ExplanationReports.names.occur(in: name)
    switch JSONArtifact(candidate, isNamed: isNamed, marks: ["{"], in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      let key = ExplanationReports.keys.first { root[$0] != nil }
      // Numbers with names may be anything: only where the file's own name says what they are.
      if key == nil, case .map = root.content, !isNamed, !candidate.isDeclared { return .notThisKind }
      let found = importances(key.flatMap { root[$0] } ?? root)
      guard !found.isEmpty else { return .notThisKind }
      var facts = Facts(at: root.range)
      facts.set("mapping", text: candidate.isDeclared ? "declared" : "recognised")
      facts.set("method", text: method(key ?? name, path: name))
      facts.set("explainer", textOf: root["explainer"], limit: 200)
      facts.set("samples", countOf: root["n_samples"] ?? root["samples"])
      found.describe(&facts)
      var item = EvidenceItem(kind: kind, format: "json", range: file.whole, facts: facts.node)
      if let version = root["shap_version"]?.scalarText {
        item.tool = EvidenceItem.Tool(name: "SHAP", version: version.shortened(to: 100))
      }
      item.diagnostics = warnings
      return .items([item])
    }
  }

  private func method(_ key: String, path: String) -> String {
    for text in [key, path] {
      if text.containsBytes("shap") { return "shap" }
      if text.containsBytes("permutation") { return "permutation" }
    }
    return "importance"
  }

  /// Features with numbers; nothing where any value is something else.
  private func importances(_ node: Node) -> Importances {
    var found = Importances()
    for entry in node.entries {
      // scikit-learn's permutation importance has a mean and a deviation.
      guard found.add(entry.key, number(in: entry.value), at: entry.value.range) else { return Importances() }
    }
    for element in node.elements {
      let feature = ["feature", "name", "column", "variable"].lazy.compactMap { element[$0]?.text }.first
      guard let feature, found.add(feature, number(in: element), at: element.range) else { return Importances() }
    }
    return found
  }

  private func number(in node: Node) -> Node? {
    if case .map = node.content {
      return ["importance", "importance_mean", "importances_mean", "mean", "mean_abs_shap", "value", "shap"].lazy
        .compactMap { node[$0] }.first
    }
    return node
  }

  private func readTable(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return candidate.isDeclared ? .unreadable(candidate.path, error) : .notThisKind
    }
    var rows = SeparatedValues(separator: UInt8(ascii: ","))
    var columns: (feature: Int, importance: Int)?
    var isHeader = true
    var isBroken = false
    var found = Importances()
    func take(_ rows: SeparatedValues) {
      if isHeader {
        isHeader = false
        let names = rows.texts.map { FairnessVocabulary.plain($0) }
        let importance = names.firstIndex { name in
          ExplanationReports.keys.contains { $0.hasBytes(name) } || name.hasBytes("importance_mean")
        }
        let feature = names.firstIndex { ["feature", "features", "name", "column", "variable"].contains($0) } ?? 0
        columns = importance.flatMap { $0 == feature ? nil : (feature, $0) }
      } else if let columns, rows.count > max(columns.feature, columns.importance) {
        let place = SourceRange(file: file, line: rows.rowLine)
        let value = plainNumber(rows[columns.importance].trimmed).map { Node(.number($0), at: place) }
        isBroken =
          !found.add(rows[columns.feature].trimmed, value ?? Node(.number(.nan), at: place), at: place) || isBroken
      } else {
        isBroken = true
      }
    }
    let bytes = file.bytes
    var offset = 0
    while rows.next(in: bytes, at: &offset) { take(rows) }
    if rows.finish() { take(rows) }
    guard columns != nil else { return .notThisKind }
    if isBroken || rows.problem != nil { return .unreadable(file, [.unevenRow(at: file.whole)]) }
    if found.isEmpty { return .unreadable(file, [.emptyArtifact("feature", at: file.whole)]) }
    var facts = Facts(at: file.whole)
    facts.set("mapping", text: candidate.isDeclared ? "declared" : "recognised")
    facts.set("method", text: method(asciiLowercased(candidate.path.lastPathPart), path: ""))
    found.describe(&facts)
    return .items([EvidenceItem(kind: kind, format: "csv", range: file.whole, facts: facts.node)])
  }
}

/// Features with their weight.
private struct Importances {
  private var features: [(name: String, weight: Double, place: SourceRange)] = []
  private var nonFinite = 0
  private static let most = 100

  var isEmpty: Bool { features.isEmpty }

  /// False where the value is no number at all. NaN is one that is not known.
  mutating func add(_ name: String, _ value: Node?, at place: SourceRange) -> Bool {
    guard let value, value.number != nil || value.isNonFinite else { return false }
    if let weight = value.number, weight.isFinite { features.append((name, weight, place)) } else { nonFinite += 1 }
    return true
  }

  func describe(_ facts: inout Facts) {
    let sorted = features.enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.weight), abs(b.element.weight))
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
    let total = sorted.reduce(0) { $0 + abs($1.weight) }
    facts.set("features", count: features.count)
    facts.set("features_not_known", count: nonFinite)
    facts.set("features_without_weight", count: features.count { $0.weight == 0 })
    if let first = sorted.first, total > 0, total.isFinite {
      facts.set("top_feature", text: first.name, at: first.place, limit: 300)
      facts.set("top_share", number: abs(first.weight) / total, at: first.place)
    }
    facts.set(
      "importances",
      list: sorted.prefix(Importances.most).map { feature in
        var entry = Facts(at: feature.place)
        entry.set("feature", text: feature.name, limit: 300)
        entry.set("weight", number: feature.weight)
        return entry.node
      })
  }
}
