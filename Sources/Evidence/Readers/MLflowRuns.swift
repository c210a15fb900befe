import Diagnostics
import Documents

/// `experiment_runs`: the runs of an MLflow file store, `mlruns/<experiment>/<run>/meta.yaml` and what lies beside it.
struct MLflowRuns: ArtifactReader {
  let kind = "experiment_runs"
  let fileEndings = ["/meta.yaml"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.paths.filter { MLflowRuns.isRun($0, in: "mlruns") }.map { ArtifactCandidate(path: $0) }
  }

  func mainFiles(of declared: [String]) -> [String] {
    declared.filter { MLflowRuns.isRun($0, in: nil) }
  }

  /// `…/<store>/<experiment>/<run>/meta.yaml`; what else has a `meta.yaml` there is named after what it is.
  private static func isRun(_ path: String, in store: String?) -> Bool {
    guard path.endsWithBytes("/meta.yaml") else { return false }
    let parts = pathParts(path)
    guard parts.count >= 3, !MLflowStore.isTrashed(path) else { return false }
    if let store, parts.count < 4 || !parts[parts.count - 4].hasBytes(store) { return false }
    let run = parts[parts.count - 2]
    if parts[parts.count - 3].hasBytes("models") { return false }
    return run.utf8.count == 32 && run.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      && !["datasets", "inputs", "outputs", "traces"].contains(parts[parts.count - 3])
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let store = MLflowStore(tree: tree, limits: limits)
    switch store.meta(candidate.path) {
    case .failure(let failure): return .unreadable(failure.file, failure.diagnostics)
    case .success((let file, let meta)):
      guard meta["run_id"] != nil || meta["run_uuid"] != nil else {
        return .unreadable(file, [.notOfKind("a run of MLflow: it has no run_id", at: meta.range)])
      }
      if let stage = meta["lifecycle_stage"]?.text, !stage.hasBytes("active") { return .items([]) }
      return .items([item(file, meta, parentFolder(candidate.path), store)])
    }
  }

  private func item(_ file: SourceFile, _ meta: Node, _ folder: String, _ store: MLflowStore) -> EvidenceItem {
    var complaints: [Diagnostic] = []
    var facts = Facts(at: file.whole)
    facts.set("experiment_id", textOf: meta["experiment_id"])
    let experiment = parentFolder(folder)
    if case .success((_, let node)) = store.meta(experiment + "/meta.yaml") {
      facts.set("experiment_name", textOf: node["name"])
    }
    facts.set("run_id", textOf: meta["run_id"] ?? meta["run_uuid"], limit: 100)
    let tags = store.entries(in: folder + "/tags", complaints: &complaints)
    setName(meta, tags, &facts)
    facts.set("status", text: status(meta["status"]), at: meta["status"]?.range)
    let start = MLflowStore.time(meta["start_time"])
    let end = MLflowStore.time(meta["end_time"])
    facts.set("started_at", time: start, at: meta["start_time"]?.range)
    facts.set("ended_at", time: end, at: meta["end_time"]?.range)
    if let from = meta["start_time"]?.wholeNumber, let to = meta["end_time"]?.wholeNumber, start != nil, end != nil,
      to >= from
    {
      facts.set("duration_seconds", number: Double(to - from) / 1000, at: meta["end_time"]?.range)
    }
    setMetrics(folder, store, &facts, &complaints)
    let params = store.entries(in: folder + "/params", complaints: &complaints)
    facts.set("params", textMap(params, limit: 6000, at: file.whole))
    let own = tags.filter { !$0.name.startsWithBytes("mlflow.") && !$0.name.startsWithBytes("mlflow/") }
    facts.set("tags", textMap(own, limit: 5000, at: file.whole))
    let datasets = setDatasets(folder, experiment, store, &facts)
    let commit = tag("mlflow.source.git.commit", tags)
    facts.set("branch", tag("mlflow.source.git.branch", tags))
    if let source = tags.first(where: { $0.name.hasBytes("mlflow.source.name") }) {
      facts.set("source_file", text: source.text.lastPathPart, at: source.file.whole)
    }
    setModels(folder, experiment, store, &facts)
    var item = EvidenceItem(kind: kind, format: "mlflow-file-store", range: file.whole, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "MLflow")
    item.producedAt = end.map { Node(.text($0.text), at: meta["end_time"]?.range ?? file.whole) }
    item.commit = commit
    item.modelVersion = tag("model_version", tags) ?? tag("model.version", tags)
    item.datasetDigest = datasets.count == 1 ? datasets[0] : nil
    item.diagnostics = complaints
    return item
  }

  private func setName(_ meta: Node, _ tags: [MLflowStore.Entry], _ facts: inout Facts) {
    if let name = meta["run_name"]?.scalarText, !name.isEmpty {
      facts.set("run_name", text: name, at: meta["run_name"]?.range)
    } else {
      facts.set("run_name", tag("mlflow.runName", tags))
    }
    facts.set("parent_run_id", tag("mlflow.parentRunId", tags))
    facts.set("description", tag("mlflow.note.content", tags))
  }

  /// A number in the file store, a word in old ones.
  private func status(_ node: Node?) -> String? {
    switch node?.scalarText.map(asciiLowercased) {
    case "1", "running": "running"
    case "2", "scheduled": "scheduled"
    case "3", "finished": "finished"
    case "4", "failed": "failed"
    case "5", "killed": "killed"
    default: nil
    }
  }

  private func tag(_ name: String, _ tags: [MLflowStore.Entry]) -> Node? {
    guard let entry = tags.first(where: { $0.name.hasBytes(name) }), !entry.text.isEmpty else { return nil }
    return Node(
      .text(entry.text.shortened(to: name.hasBytes("mlflow.note.content") ? 5000 : 100)), at: entry.file.whole)
  }

  private func setMetrics(
    _ folder: String, _ store: MLflowStore, _ facts: inout Facts, _ complaints: inout [Diagnostic]
  ) {
    let root = folder + "/metrics"
    let paths = store.tree.paths(below: root)
    if paths.count > MLflowStore.mostEntries {
      complaints.append(.tooManyEntries(in: root, limit: MLflowStore.mostEntries))
    }
    var values = Facts(at: facts.range)
    var steps = Facts(at: facts.range)
    var nonFinite: [Node] = []
    for path in paths.prefix(MLflowStore.mostEntries) {
      let name = String(Substring(path.utf8.dropFirst(root.utf8.count + 1)))
      do {
        let file = try store.tree.read(path, limits: store.limits)
        switch MLflowMetric.latest(in: file.bytes) {
        case .empty: break
        case .malformed(let line):
          complaints.append(.malformedMetric(name, at: SourceRange(file: file, line: line)))
        case .latest(let metric):
          let place = SourceRange(file: file, line: metric.line)
          if metric.value.isFinite {
            values.set(name, number: metric.value, at: place)
            steps.set(name, Node(.integer(metric.step), at: place))
          } else {
            nonFinite.append(Node(.text(name.shortened(to: 500)), at: place))
          }
        }
      } catch {
        complaints.append(Diagnostic.artifactUnreadable(error, at: SourceFile(path: path, bytes: []).whole).asWarning)
      }
    }
    facts.set("metrics", values.node)
    facts.set("metric_steps", steps.node)
    facts.set("non_finite_metrics", list: nonFinite)
  }

  private func textMap(_ entries: [MLflowStore.Entry], limit: Int, at place: SourceRange) -> Node {
    var map = Facts(at: place)
    for entry in entries { map.set(entry.name, text: entry.text, at: entry.file.whole, limit: limit) }
    return map.node
  }

  /// The data sets of the run; the digests are given back.
  private func setDatasets(
    _ folder: String, _ experiment: String, _ store: MLflowStore, _ facts: inout Facts
  ) -> [Node] {
    var datasets: [Node] = []
    var digests: [Node] = []
    for path in store.tree.paths(below: folder + "/inputs") where path.endsWithBytes("/meta.yaml") {
      guard datasets.count < 200, case .success((let file, let input)) = store.meta(path),
        let id = input["source_id"]?.scalarText, !id.utf8.contains(UInt8(ascii: "/")),
        case .success((_, let data)) = store.meta(experiment + "/datasets/" + id + "/meta.yaml")
      else { continue }
      var entry = Facts(at: file.whole)
      entry.set("name", textOf: data["name"])
      entry.set("digest", textOf: data["digest"], limit: 200)
      entry.set("context", textOf: input["tags"]?["mlflow.data.context"], limit: 200)
      datasets.append(entry.node)
      if let digest = entry.node["digest"] { digests.append(digest) }
    }
    facts.set("datasets", list: datasets)
    return digests
  }

  private func setModels(_ folder: String, _ experiment: String, _ store: MLflowStore, _ facts: inout Facts) {
    var models: [Node] = []
    // MLflow 3 keeps models beside the runs and names them under outputs; before, they lay in the run's artifacts.
    for path in store.tree.paths(below: folder + "/outputs") where path.endsWithBytes("/meta.yaml") {
      let id = parentFolder(path).lastPathPart
      let home = experiment + "/models/" + id
      guard models.count < 100, case .success((let file, let meta)) = store.meta(home + "/meta.yaml") else { continue }
      var entry = Facts(at: file.whole)
      entry.set("model_id", text: id, limit: 100)
      entry.set("name", textOf: meta["name"])
      describe(home + "/artifacts/MLmodel", store, &entry)
      models.append(entry.node)
    }
    for path in store.tree.paths(below: folder + "/artifacts") where path.endsWithBytes("/MLmodel") {
      guard models.count < 100 else { break }
      var entry = Facts(at: SourceFile(path: path, bytes: []).whole)
      entry.set("name", text: parentFolder(path).lastPathPart)
      describe(path, store, &entry)
      models.append(entry.node)
    }
    facts.set("models", list: models)
  }

  private func describe(_ path: String, _ store: MLflowStore, _ facts: inout Facts) {
    guard case .success((_, let model)) = store.meta(path) else { return }
    let flavors = (model["flavors"]?.entries ?? []).prefix(50)
    facts.set("flavors", list: flavors.map { Node(.text($0.key.shortened(to: 100)), at: $0.keyRange) })
    facts.set("has_signature", flag: !(model["signature"]?["inputs"]?.scalarText ?? "").isEmpty)
    let folder = parentFolder(path)
    facts.set(
      "has_requirements",
      flag: store.tree.contains(folder + "/requirements.txt") || store.tree.contains(folder + "/conda.yaml"))
  }
}

extension Diagnostic {
  static func malformedMetric(_ name: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.malformed-metric",
      "the metric '\(name.shortened(to: 100))' has a line that is none of MLflow's; it is left out",
      at: place)
  }
}
