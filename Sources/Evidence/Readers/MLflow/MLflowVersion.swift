import Diagnostics
import Documents

/// A version of a registered model of MLflow, whichever store keeps it: what its item is made of.
struct MLflowVersion {
  let file: SourceFile
  /// Its record, with the names that the file store has for everything.
  let meta: Node
  /// The record of the model that it is a version of.
  var modelMeta: Node?
  var isLatest = false
  var aliases: [Node] = []
  /// Whether the run that it came from is there; nil where it names none.
  var hasRun: Bool?
  var tags: [MLflowStore.Entry] = []
  var modelTags: [MLflowStore.Entry] = []
  var complaints: [Diagnostic] = []

  init(file: SourceFile, meta: Node) {
    self.file = file
    self.meta = meta
  }

  func item(_ kind: String, format: String) -> EvidenceItem {
    let version = meta["version"]
    var facts = Facts(at: file.whole)
    facts.set("name", textOf: meta["name"])
    facts.set("version", textOf: version, limit: 100)
    facts.set("is_latest", flag: isLatest, at: version?.range)
    // 'None' is a text, and no stage.
    let stage = meta["current_stage"]?.scalarText.map(asciiLowercased) ?? ""
    if ["staging", "production", "archived"].contains(stage) {
      facts.set("stage", text: stage, at: meta["current_stage"]?.range)
    }
    facts.set("aliases", list: aliases)
    facts.set("status", text: status, at: meta["status"]?.range)
    facts.set("run_id", textOf: meta["run_id"], limit: 100)
    facts.set("has_run", flag: hasRun, at: meta["run_id"]?.range)
    facts.set("description", textOf: meta["description"], limit: 5000)
    facts.set("model_description", textOf: modelMeta?["description"], limit: 5000)
    facts.set("tags", own(tags))
    facts.set("model_tags", own(modelTags))
    let created = MLflowStore.time(meta["creation_timestamp"])
    facts.set("created_at", time: created, at: meta["creation_timestamp"]?.range)
    facts.set(
      "updated_at", time: MLflowStore.time(meta["last_updated_timestamp"]), at: meta["last_updated_timestamp"]?.range)
    var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "MLflow")
    item.producedAt = created.map { Node(.text($0.text), at: meta["creation_timestamp"]?.range ?? file.whole) }
    item.modelVersion = version.flatMap { node in node.scalarText.map { Node(.text($0), at: node.range) } }
    item.diagnostics = complaints
    return item
  }

  private var status: String? {
    switch meta["status"]?.scalarText {
    case "READY": "ready"
    case "PENDING_REGISTRATION": "pending"
    case "FAILED_REGISTRATION": "failed"
    default: nil
    }
  }

  private func own(_ tags: [MLflowStore.Entry]) -> Node {
    MLflowStore.map(tags.filter { !$0.name.startsWithBytes("mlflow.") }, limit: 5000, at: file.whole)
  }
}
