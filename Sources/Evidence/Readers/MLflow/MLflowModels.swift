import Diagnostics
import Documents

/// `logged_models`: models that MLflow keeps. From 3.0 on one is a record of its own, `mlruns/<experiment>/models/m-<id>` or
/// in the database; before, and wherever somebody saves one, it is a folder with a file `MLmodel`, mostly among a run's
/// artifacts. The model itself is never loaded.
struct MLflowModels: ArtifactReader {
  let kind = "logged_models"
  let fileEndings = ["/meta.yaml", "MLmodel", "mlflow.db"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    let stored = tree.paths.filter { path in
      guard path.endsWithBytes("/meta.yaml") || path.endsWithBytes("/MLmodel") else { return false }
      return isModel(path, in: tree) && pathParts(path).contains { ["mlruns", "mlartifacts"].contains($0) }
    }
    let saved = tree.candidates { $0.path.lastPathPart.hasBytes("MLmodel") && isModel($0.path, in: tree) }
    return stored.map { ArtifactCandidate(path: $0) } + saved + MLflowDatabase.candidates(in: tree)
  }

  func mainFiles(of declared: [String]) -> [String] {
    declared.filter {
      $0.lastPathPart.hasBytes("MLmodel") || MLflowModels.isRecord($0) || MLflowDatabase.isOne($0)
    }
  }

  /// A record in the database says of its files what the `MLmodel` among them says: that is no second model.
  func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading] {
    var readings = candidates.map { read($0, in: tree, limits: limits) }
    var recorded: [String: String] = [:]
    for case .items(let items) in readings {
      for item in items where item.format.hasBytes(MLflowDatabase.format) {
        if let id = item.facts["model_id"]?.text { recorded[id] = id }
      }
    }
    for (index, candidate) in candidates.enumerated() where !recorded.isEmpty && !candidate.isDeclared {
      guard let id = MLflowModels.recordID(ofFile: candidate.path), recorded[id]?.hasBytes(id) == true else { continue }
      readings[index] = .items([])
    }
    return readings
  }

  /// The id of the record that an `MLmodel` belongs to: `…/models/m-<id>/artifacts/MLmodel`.
  private static func recordID(ofFile path: String) -> String? {
    let folder = parentFolder(parentFolder(path))
    guard path.endsWithBytes("/artifacts/MLmodel"), isRecord(folder + "/meta.yaml") else { return nil }
    return folder.lastPathPart
  }

  /// A record, or an `MLmodel` that no record stands over.
  private func isModel(_ path: String, in tree: ProjectTree) -> Bool {
    if MLflowStore.isTrashed(path) { return false }
    if path.endsWithBytes("/meta.yaml") { return MLflowModels.isRecord(path) }
    let record = parentFolder(parentFolder(path)) + "/meta.yaml"
    return !(MLflowModels.isRecord(record) && tree.contains(record))
  }

  /// `…/models/m-<32 digits>/meta.yaml`.
  private static func isRecord(_ path: String) -> Bool {
    guard path.endsWithBytes("/meta.yaml") else { return false }
    let parts = pathParts(path)
    guard parts.count >= 3, parts[parts.count - 3].hasBytes("models") else { return false }
    let id = parts[parts.count - 2].utf8
    return id.count == 34 && id.starts(with: "m-".utf8)
      && id.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    if MLflowDatabase.isOne(candidate.path) {
      return MLflowDatabase.reading(candidate, in: tree, limits: limits) { database throws(SQLiteFile.Failure) in
        try database.models(in: tree, limits: limits).map { $0.item(kind, format: MLflowDatabase.format) }
      }
    }
    let store = MLflowStore(tree: tree, limits: limits)
    let file: SourceFile
    let root: Node
    switch store.meta(candidate.path) {
    case .failure(let failure): return .unreadable(failure.file, failure.diagnostics)
    case .success((let source, let node)): (file, root) = (source, node)
    }
    if candidate.path.endsWithBytes("/meta.yaml") {
      guard root["model_id"]?.scalarText != nil else {
        return .unreadable(file, [.notOfKind("a model of MLflow: it has no model_id", at: root.range)])
      }
      if root["lifecycle_stage"]?.text?.hasBytes("deleted") == true { return .items([]) }
      return .items([record(file, root, parentFolder(candidate.path), store).item(kind, format: "mlflow-file-store")])
    }
    guard case .map? = root["flavors"]?.content else {
      return .unreadable(file, [.notOfKind("a model of MLflow: it has no flavors", at: root.range)])
    }
    if isOfDeletedRun(candidate.path, store) { return .items([]) }
    var facts = Facts(at: file.whole)
    let folder = parentFolder(candidate.path)
    facts.set("name", text: folder.lastPathPart)
    facts.set("model_id", textOf: root["model_id"], limit: 100)
    facts.set("run_id", textOf: root["run_id"], limit: 100)
    let time = created(root["utc_time_created"])
    facts.set("created_at", time)
    MLmodel(root).describe(&facts, besides: folder, tree)
    var item = EvidenceItem(kind: kind, format: "mlmodel", range: file.whole, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "MLflow", version: root["mlflow_version"]?.scalarText?.shortened(to: 100))
    item.producedAt = time
    return .items([item])
  }

  private func record(_ file: SourceFile, _ meta: Node, _ folder: String, _ store: MLflowStore) -> MLflowModel {
    var model = MLflowModel(file: file, meta: meta)
    model.metrics = store.metrics(in: folder, &model.complaints)
    model.params = store.entries(in: folder + "/params", complaints: &model.complaints)
    model.tags = store.entries(in: folder + "/tags", complaints: &model.complaints)
    model.setDescription(folder + "/artifacts/MLmodel", store)
    return model
  }

  private func created(_ node: Node?) -> Node? {
    guard let node, let time = node.scalarText.flatMap(StatedTime.init) else { return nil }
    return Node(.text(time.instant), at: node.range)
  }

  /// Whether it lies among the artifacts of a run that was deleted: such runs stay on disk.
  private func isOfDeletedRun(_ path: String, _ store: MLflowStore) -> Bool {
    let parts = pathParts(path)
    guard let index = parts.lastIndex(where: { $0.hasBytes("artifacts") }), index >= 1 else { return false }
    let meta = parts[..<index].joined(separator: "/") + "/meta.yaml"
    guard store.tree.contains(meta), case .success((_, let run)) = store.meta(meta) else { return false }
    return run["lifecycle_stage"]?.text.map { !$0.hasBytes("active") } ?? false
  }
}
