import Diagnostics
import Documents

/// A run of MLflow, whichever store keeps it: what its item is made of.
struct MLflowRun {
  let file: SourceFile
  /// Its record, with the names that the file store has for everything.
  let meta: Node
  var experimentName: Node?
  var tags: [MLflowStore.Entry] = []
  var params: [MLflowStore.Entry] = []
  var metrics = MLflowMetricValues()
  var datasets: [Node] = []
  var models: [Node] = []
  var complaints: [Diagnostic] = []

  init(file: SourceFile, meta: Node) {
    self.file = file
    self.meta = meta
  }

  func item(_ kind: String, format: String) -> EvidenceItem {
    var facts = Facts(at: file.whole)
    facts.set("experiment_id", textOf: meta["experiment_id"])
    facts.set("experiment_name", textOf: experimentName)
    facts.set("run_id", textOf: meta["run_id"] ?? meta["run_uuid"], limit: 100)
    setName(&facts)
    facts.set("status", text: status, at: meta["status"]?.range)
    let start = MLflowStore.time(meta["start_time"])
    let end = MLflowStore.time(meta["end_time"])
    facts.set("started_at", time: start, at: meta["start_time"]?.range)
    facts.set("ended_at", time: end, at: meta["end_time"]?.range)
    if let from = meta["start_time"]?.wholeNumber, let to = meta["end_time"]?.wholeNumber, start != nil, end != nil,
      to >= from
    {
      facts.set("duration_seconds", number: Double(to - from) / 1000, at: meta["end_time"]?.range)
    }
    metrics.describe(&facts)
    facts.set("params", MLflowStore.map(params, limit: 6000, at: file.whole))
    let own = tags.filter { !$0.name.startsWithBytes("mlflow.") && !$0.name.startsWithBytes("mlflow/") }
    facts.set("tags", MLflowStore.map(own, limit: 5000, at: file.whole))
    facts.set("datasets", list: datasets)
    facts.set("branch", tag("mlflow.source.git.branch"))
    if let source = tags.first(where: { $0.name.hasBytes("mlflow.source.name") }) {
      facts.set("source_file", text: source.text.lastPathPart, at: source.file.whole)
    }
    facts.set("models", list: models)
    var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "MLflow")
    item.producedAt = end.map { Node(.text($0.text), at: meta["end_time"]?.range ?? file.whole) }
    item.commit = tag("mlflow.source.git.commit")
    item.modelVersion = tag("model_version") ?? tag("model.version")
    let digests = datasets.compactMap { $0["digest"] }
    item.datasetDigest = digests.count == 1 ? digests[0] : nil
    item.diagnostics = complaints
    return item
  }

  private func setName(_ facts: inout Facts) {
    if let name = meta["run_name"]?.scalarText, !name.isEmpty {
      facts.set("run_name", text: name, at: meta["run_name"]?.range)
    } else {
      facts.set("run_name", tag("mlflow.runName"))
    }
    facts.set("parent_run_id", tag("mlflow.parentRunId"))
    facts.set("description", tag("mlflow.note.content"))
  }

  /// A number in the file store, a word in the database and in old stores.
  private var status: String? {
    switch meta["status"]?.scalarText.map(asciiLowercased) {
    case "1", "running": "running"
    case "2", "scheduled": "scheduled"
    case "3", "finished": "finished"
    case "4", "failed": "failed"
    case "5", "killed": "killed"
    default: nil
    }
  }

  private func tag(_ name: String) -> Node? {
    guard let entry = tags.first(where: { $0.name.hasBytes(name) }), !entry.text.isEmpty else { return nil }
    return Node(
      .text(entry.text.shortened(to: name.hasBytes("mlflow.note.content") ? 5000 : 100)), at: entry.file.whole)
  }
}
