import Diagnostics
import Documents

/// `dataset_cards`: cards and datasheets of data sets in Markdown, with the front matter of the Hugging Face Hub or
/// without. A README is one where its front matter speaks of a data set and not of a model.
struct DatasetCards: ArtifactReader {
  let kind = "dataset_cards"
  let fileEndings = [".md", ".markdown"]

  /// Keys of front matter that a README of a data set has, and one of a model or a program does not.
  private static let datasetKeys = [
    "task_categories", "size_categories", "annotations_creators", "dataset_info", "pretty_name", "source_datasets",
    "language_creators",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { $0.name.hasBytes("readme.md") || isNamedCard($0.name) }
  }

  /// `DATASET_CARD.md`, `dataset-card-v2.md`, `datasheet.md`.
  private func isNamedCard(_ name: String) -> Bool {
    guard fileEndings.contains(where: { name.endsWithBytes($0) }) else { return false }
    return ["dataset_card", "dataset-card", "datasetcard", "data_card", "data-card", "datasheet"].contains {
      name.startsWithBytes($0)
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let isNamed = candidate.isDeclared || isNamedCard(asciiLowercased(candidate.path.lastPathPart))
    return MarkdownCard.read(
      candidate, isNamed: isNamed, isOfKind: isOfDataset, in: tree, limits: limits, item: item)
  }

  private func isOfDataset(_ map: Node) -> Bool {
    DatasetCards.datasetKeys.contains { map[$0] != nil } && !ModelCards.isOfModel(map)
  }

  private func item(_ file: SourceFile, _ front: FrontMatter) -> EvidenceItem {
    let outline = MarkdownOutline(file, from: front.bodyStart)
    let map = front.map
    let fields = CardFields(map)
    var facts = Facts(at: file.whole)
    if let title = outline.sections.first(where: { $0.level > 0 && !$0.heading.isEmpty }) {
      facts.set("title", text: title.heading, at: title.range)
    }
    facts.set("name", textOf: map?["pretty_name"] ?? map?["name"])
    facts.set("has_front_matter", flag: front.isPresent)
    let licenses = fields.licenses("license", "licenses")
    if !licenses.isEmpty {
      facts.set(
        "licenses", list: licenses.prefix(100).map { Node(.text(($0.text ?? "").shortened(to: 200)), at: $0.range) })
    }
    fields.set("languages", from: "language", "languages", limit: 50, &facts)
    fields.set("tasks", from: "task_categories", limit: 200, &facts)
    fields.set("size_categories", from: "size_categories", limit: 50, &facts)
    fields.set("annotations_creators", from: "annotations_creators", limit: 200, &facts)
    fields.set("source_datasets", from: "source_datasets", limit: 300, &facts)
    fields.set("tags", from: "tags", limit: 200, &facts)
    facts.set("version", textOf: map?["version"], limit: 100)
    fields.set("owners", from: "owners", "owner", limit: 300, &facts)
    let time = statedTime(map, in: file)
    if let day = time?.text.flatMap(StatedTime.init) { facts.set("date", text: day.day, at: time?.range) }
    setSplits(map?["dataset_info"], &facts)
    let sections = CardSections(outline, CardSections.ofDatasets, at: file.whole)
    facts.set("sections", sections.node)
    facts.set("filled_sections", count: sections.filledCount)
    facts.set("placeholders", count: outline.placeholders)
    facts.set("words", count: outline.words)
    let format = front.isPresent ? "hugging-face" : "markdown"
    var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts.node)
    item.producedAt = time
    return item
  }

  /// `dataset_info` is one configuration, or a list of them.
  private func setSplits(_ info: Node?, _ facts: inout Facts) {
    guard let info else { return }
    var splits: [Node] = []
    for config in info.elements.isEmpty ? [info] : info.elements {
      for split in config["splits"]?.elements ?? [] where splits.count < 500 {
        var entry = Facts(at: split.range)
        entry.set("config", textOf: config["config_name"], limit: 200)
        entry.set("name", textOf: split["name"], limit: 200)
        entry.set("examples", countOf: split["num_examples"])
        splits.append(entry.node)
      }
    }
    facts.set("splits", list: splits)
  }
}
