import Diagnostics
import Documents

/// `model_cards`: model cards in Markdown, with the front matter of the Hugging Face Hub or without, and in the JSON of
/// Model Card Toolkit and VerifyML.
struct ModelCards: ArtifactReader {
  let kind = "model_cards"
  let fileEndings = [".md", ".markdown", ".json"]

  /// Keys of front matter that a README of a model has, and one of a data set or a program does not.
  private static let modelKeys = ["library_name", "pipeline_tag", "model-index", "base_model"]

  /// Whether front matter speaks of a model.
  static func isOfModel(_ front: Node) -> Bool { modelKeys.contains { front[$0] != nil } }

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { $0.name.hasBytes("readme.md") || isNamedCard($0.name) }
  }

  /// `MODEL_CARD.md`, `model-card-v2.md`, `modelcard.md`.
  private func isNamedCard(_ name: String) -> Bool {
    guard fileEndings.contains(where: { name.endsWithBytes($0) }), !name.containsBytes(".schema.") else { return false }
    return ["model_card", "model-card", "modelcard"].contains { name.startsWithBytes($0) }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let isNamed = candidate.isDeclared || isNamedCard(asciiLowercased(candidate.path.lastPathPart))
    if asciiLowercased(candidate.path).endsWithBytes(".json") { return readJSON(candidate, in: tree, limits: limits) }
    return MarkdownCard.read(
      candidate, isNamed: isNamed, isOfKind: ModelCards.isOfModel, in: tree, limits: limits, item: item)
  }

  private func readJSON(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    switch JSONArtifact(candidate, isNamed: true, marks: [], in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      guard let card = ModelCardToolkit(root) else { return .notThisKind }
      var item = card.item(kind, at: file.whole)
      item.diagnostics = warnings
      return .items([item])
    }
  }

  private func item(_ file: SourceFile, _ front: FrontMatter) -> EvidenceItem {
    let outline = MarkdownOutline(file, from: front.bodyStart)
    let map = front.map
    var facts = Facts(at: file.whole)
    if let title = outline.sections.first(where: { $0.level > 0 && !$0.heading.isEmpty }) {
      facts.set("title", text: title.heading, at: title.range)
    }
    facts.set("name", textOf: map?["model_name"] ?? map?["name"] ?? map?["model-index"]?.elements.first?["name"])
    facts.set("has_front_matter", flag: front.isPresent)
    setFields(map, &facts)
    let time = statedTime(map, in: file)
    if let day = time?.text.flatMap(StatedTime.init) { facts.set("date", text: day.day, at: time?.range) }
    facts.set("results", list: results(map?["model-index"]))
    let sections = CardSections(outline, CardSections.ofModels, at: file.whole)
    facts.set("sections", sections.node)
    facts.set("filled_sections", count: sections.filledCount)
    facts.set("placeholders", count: outline.placeholders)
    facts.set("words", count: outline.words)
    let format = front.isPresent ? "hugging-face" : "markdown"
    var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts.node)
    item.producedAt = time
    item.modelVersion = facts.node["version"]
    return item
  }

  private func setFields(_ map: Node?, _ facts: inout Facts) {
    let fields = CardFields(map)
    if let license = fields.licenses("license").first { facts.set("license", textOf: license, limit: 200) }
    fields.set("languages", from: "language", "languages", limit: 50, &facts)
    facts.set("library_name", textOf: map?["library_name"], limit: 200)
    facts.set("pipeline_tag", textOf: map?["pipeline_tag"], limit: 200)
    fields.set("base_models", from: "base_model", limit: 300, &facts)
    fields.set("datasets", from: "datasets", limit: 300, &facts)
    fields.set("metrics", from: "metrics", limit: 200, &facts)
    fields.set("tags", from: "tags", limit: 200, &facts)
    facts.set("version", textOf: map?["version"] ?? map?["model_version"], limit: 100)
    fields.set("owners", from: "owners", "owner", "developers", limit: 300, &facts)
  }

  private func results(_ index: Node?) -> [Node] {
    var results: [Node] = []
    for model in index?.elements ?? [] {
      for result in model["results"]?.elements ?? [] {
        for metric in result["metrics"]?.elements ?? [] where results.count < 1000 {
          var facts = Facts(at: metric.range)
          facts.set("model", textOf: model["name"])
          facts.set("task", textOf: result["task"]?["type"], limit: 200)
          facts.set("dataset", textOf: result["dataset"]?["name"] ?? result["dataset"]?["type"], limit: 300)
          facts.set("split", textOf: result["dataset"]?["split"], limit: 200)
          facts.set("metric", textOf: metric["type"] ?? metric["name"], limit: 200)
          facts.set("value", numberOf: metric["value"])
          facts.set("verified", flag: metric["verified"]?.truth)
          results.append(facts.node)
        }
      }
    }
    return results
  }
}
