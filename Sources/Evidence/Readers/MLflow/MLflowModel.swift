import Diagnostics
import Documents

/// A model that MLflow keeps a record of, whichever store it is in: what its item is made of.
struct MLflowModel {
  let file: SourceFile
  /// Its record, with the names that the file store has for everything.
  let meta: Node
  var metrics = MLflowMetricValues()
  var params: [MLflowStore.Entry] = []
  var tags: [MLflowStore.Entry] = []
  var complaints: [Diagnostic] = []
  /// What the file `MLmodel` among its files says, and the folder of that.
  private var description: (model: MLmodel, folder: String, tree: ProjectTree)?

  init(file: SourceFile, meta: Node) {
    self.file = file
    self.meta = meta
  }

  /// Reads the `MLmodel` among its files, where there is one.
  mutating func setDescription(_ path: String, _ store: MLflowStore) {
    guard store.tree.contains(path) else { return }
    switch store.meta(path) {
    case .success((_, let root)): description = (MLmodel(root), parentFolder(path), store.tree)
    case .failure(let failure): complaints += failure.diagnostics.map(\.asWarning)
    }
  }

  func item(_ kind: String, format: String) -> EvidenceItem {
    var facts = Facts(at: file.whole)
    facts.set("name", textOf: meta["name"])
    facts.set("model_id", textOf: meta["model_id"], limit: 100)
    facts.set("run_id", textOf: meta["source_run_id"], limit: 100)
    facts.set("experiment_id", textOf: meta["experiment_id"])
    facts.set("model_type", textOf: meta["model_type"], limit: 200)
    facts.set("status", text: status, at: meta["status"]?.range)
    let time = MLflowStore.time(meta["creation_timestamp"])
    facts.set("created_at", time: time, at: meta["creation_timestamp"]?.range)
    metrics.describe(&facts)
    facts.set("params", MLflowStore.map(params, limit: 6000, at: file.whole))
    let own = tags.filter { !$0.name.startsWithBytes("mlflow.") }
    facts.set("tags", MLflowStore.map(own, limit: 5000, at: file.whole))
    if let description { description.model.describe(&facts, besides: description.folder, description.tree) }
    var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "MLflow", version: description?.model.version)
    item.producedAt = time.map { Node(.text($0.text), at: meta["creation_timestamp"]?.range ?? file.whole) }
    item.diagnostics = complaints
    return item
  }

  private var status: String? {
    switch meta["status"]?.scalarText.map(asciiLowercased) {
    case "1", "pending": "pending"
    case "2", "ready": "ready"
    case "3", "failed", "upload_failed": "failed"
    default: nil
    }
  }
}

/// What an `MLmodel` file says. The signature's columns are JSON in a YAML text.
struct MLmodel {
  private let root: Node

  init(_ root: Node) { self.root = root }

  /// The version of MLflow that wrote it.
  var version: String? { root["mlflow_version"]?.scalarText?.shortened(to: 100) }

  func describe(_ facts: inout Facts, besides folder: String, _ tree: ProjectTree) {
    let flavors = root["flavors"]?.entries ?? []
    facts.set("flavors", list: flavors.prefix(50).map { Node(.text($0.key.shortened(to: 100)), at: $0.keyRange) })
    facts.set("python_version", textOf: root["flavors"]?["python_function"]?["python_version"], limit: 100)
    facts.set(
      "serialization_format",
      textOf: flavors.lazy.compactMap { $0.value["serialization_format"] }.first { $0.scalarText != nil }, limit: 100)
    facts.set("size_bytes", countOf: root["model_size_bytes"])
    let signature = root["signature"]
    let inputs = columns(signature?["inputs"])
    facts.set("has_signature", flag: inputs.map { !$0.isEmpty } ?? !(signature?["inputs"]?.scalarText ?? "").isEmpty)
    facts.set("inputs", list: inputs)
    facts.set("outputs", count: columns(signature?["outputs"])?.count)
    facts.set("has_input_example", flag: root["saved_input_example_info"]?["artifact_path"]?.scalarText != nil)
    facts.set(
      "has_requirements",
      flag: tree.contains(folder + "/requirements.txt") || tree.contains(folder + "/conda.yaml"))
  }

  /// The names of the columns, those without one by their place; nil where it is not JSON.
  private func columns(_ node: Node?) -> [Node]? {
    guard let node, let text = node.text, !text.isEmpty else { return nil }
    let document = Document.json(SourceFile(path: node.range.file.path, text: text))
    guard !document.diagnostics.hasErrors, case .list(let elements)? = document.root?.content else { return nil }
    return elements.prefix(1000).enumerated().map { index, column in
      Node(.text((column["name"]?.text ?? "#\(index + 1)").shortened(to: 300)), at: node.range)
    }
  }
}
