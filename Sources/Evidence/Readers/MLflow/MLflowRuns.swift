import Diagnostics
import Documents

/// `experiment_runs`: the runs of MLflow, from a file store (`mlruns/<experiment>/<run>/meta.yaml` and what lies beside it)
/// or from the database that newer versions keep (`mlflow.db`).
struct MLflowRuns: ArtifactReader {
  let kind = "experiment_runs"
  let fileEndings = ["/meta.yaml", "mlflow.db"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.paths.filter { MLflowRuns.isRun($0, in: "mlruns") }.map { ArtifactCandidate(path: $0) }
      + MLflowDatabase.candidates(in: tree)
  }

  func mainFiles(of declared: [String]) -> [String] {
    declared.filter { MLflowRuns.isRun($0, in: nil) || MLflowDatabase.isOne($0) }
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
    if MLflowDatabase.isOne(candidate.path) {
      return MLflowDatabase.reading(candidate, in: tree, limits: limits) { database throws(SQLiteFile.Failure) in
        try database.runs().map { $0.item(kind, format: MLflowDatabase.format) }
      }
    }
    let store = MLflowStore(tree: tree, limits: limits)
    switch store.meta(candidate.path) {
    case .failure(let failure): return .unreadable(failure.file, failure.diagnostics)
    case .success((let file, let meta)):
      guard meta["run_id"] != nil || meta["run_uuid"] != nil else {
        return .unreadable(file, [.notOfKind("a run of MLflow: it has no run_id", at: meta.range)])
      }
      if let stage = meta["lifecycle_stage"]?.text, !stage.hasBytes("active") { return .items([]) }
      return .items([
        run(file, meta, parentFolder(candidate.path), store).item(kind, format: "mlflow-file-store")
      ])
    }
  }

  private func run(_ file: SourceFile, _ meta: Node, _ folder: String, _ store: MLflowStore) -> MLflowRun {
    var run = MLflowRun(file: file, meta: meta)
    let experiment = parentFolder(folder)
    if case .success((_, let node)) = store.meta(experiment + "/meta.yaml") { run.experimentName = node["name"] }
    run.tags = store.entries(in: folder + "/tags", complaints: &run.complaints)
    run.metrics = store.metrics(in: folder, &run.complaints)
    run.params = store.entries(in: folder + "/params", complaints: &run.complaints)
    run.datasets = datasets(folder, experiment, store)
    run.models = models(folder, experiment, store)
    return run
  }

  /// The data sets of the run.
  private func datasets(_ folder: String, _ experiment: String, _ store: MLflowStore) -> [Node] {
    var datasets: [Node] = []
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
    }
    return datasets
  }

  private func models(_ folder: String, _ experiment: String, _ store: MLflowStore) -> [Node] {
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
    return models
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
