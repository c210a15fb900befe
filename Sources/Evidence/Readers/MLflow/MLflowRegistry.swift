import Diagnostics
import Documents

/// `registered_models`: the versions in a registry of MLflow, in a file store (`mlruns/models/<name>/version-<n>/meta.yaml`)
/// or in the database that newer versions keep.
struct MLflowRegistry: ArtifactReader {
  let kind = "registered_models"
  let fileEndings = ["/meta.yaml", "mlflow.db"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.paths.filter { MLflowRegistry.isVersion($0, in: "mlruns") }.map { ArtifactCandidate(path: $0) }
      + MLflowDatabase.candidates(in: tree)
  }

  func mainFiles(of declared: [String]) -> [String] {
    declared.filter { MLflowRegistry.isVersion($0, in: nil) || MLflowDatabase.isOne($0) }
  }

  private static func isVersion(_ path: String, in store: String?) -> Bool {
    guard path.endsWithBytes("/meta.yaml"), !MLflowStore.isTrashed(path) else { return false }
    let parts = pathParts(path)
    guard parts.count >= 4, parts[parts.count - 2].startsWithBytes("version-"),
      parts[parts.count - 4].hasBytes("models")
    else { return false }
    guard let store else { return true }
    return parts.count >= 5 && parts[parts.count - 5].hasBytes(store)
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    if MLflowDatabase.isOne(candidate.path) {
      return MLflowDatabase.reading(
        candidate, in: tree, limits: limits, most: MLflowDatabase.mostVersions
      ) { database throws(SQLiteFile.Failure) in
        try database.versions().map { $0.item(kind, format: MLflowDatabase.format) }
      }
    }
    let store = MLflowStore(tree: tree, limits: limits)
    let file: SourceFile
    let meta: Node
    switch store.meta(candidate.path) {
    case .failure(let failure): return .unreadable(failure.file, failure.diagnostics)
    case .success((let source, let node)): (file, meta) = (source, node)
    }
    guard let version = meta["version"], version.wholeNumber != nil, meta["name"]?.scalarText != nil else {
      return .unreadable(file, [.notOfKind("a model version of MLflow: it has no name or version", at: meta.range)])
    }
    // A deleted version stays on disk under a stage of this name.
    if meta["current_stage"]?.scalarText?.hasBytes("Deleted_Internal") == true { return .items([]) }
    let folder = parentFolder(candidate.path)
    let model = parentFolder(folder)
    var registered = MLflowVersion(file: file, meta: meta)
    if case .success((_, let node)) = store.meta(model + "/meta.yaml") { registered.modelMeta = node }
    registered.isLatest = isLatest(version.wholeNumber ?? 0, model, tree)
    registered.aliases = aliases(of: version, in: model, registered.modelMeta, store, &registered.complaints)
    if let run = meta["run_id"]?.scalarText, !run.isEmpty {
      registered.hasRun = hasRun(run, parentFolder(parentFolder(model)), store)
    }
    registered.tags = store.entries(in: folder + "/tags", complaints: &registered.complaints)
    registered.modelTags = store.entries(in: model + "/tags", complaints: &registered.complaints)
    return .items([registered.item(kind, format: "mlflow-file-store")])
  }

  private func isLatest(_ version: Int64, _ model: String, _ tree: ProjectTree) -> Bool {
    let others = tree.paths(below: model).compactMap { path -> Int64? in
      let rest = path.utf8.dropFirst(model.utf8.count + 1)
      guard path.endsWithBytes("/meta.yaml"), rest.starts(with: "version-".utf8) else { return nil }
      let number = rest.dropFirst(8).prefix { $0 != UInt8(ascii: "/") }
      return Int64(String(Substring(number)))
    }
    return others.allSatisfy { $0 <= version }
  }

  /// Aliases stand in files of their own and, in newer stores, in the model's `meta.yaml` too.
  private func aliases(
    of version: Node, in model: String, _ meta: Node?, _ store: MLflowStore, _ complaints: inout [Diagnostic]
  ) -> [Node] {
    let wanted = version.scalarText ?? ""
    var names: [Node] = []
    for entry in store.entries(in: model + "/aliases", complaints: &complaints) where entry.text.hasBytes(wanted) {
      names.append(Node(.text(entry.name.shortened(to: 200)), at: entry.file.whole))
    }
    for entry in meta?["aliases"]?.entries ?? [] where entry.value.scalarText?.hasBytes(wanted) == true {
      if !names.contains(where: { $0.text?.hasBytes(entry.key) == true }) {
        names.append(Node(.text(entry.key.shortened(to: 200)), at: entry.keyRange))
      }
    }
    names.sort { ($0.text ?? "").utf8.lexicographicallyPrecedes(($1.text ?? "").utf8) }
    return Array(names.prefix(100))
  }

  private func hasRun(_ run: String, _ store: String, _ files: MLflowStore) -> Bool {
    guard !run.utf8.contains(UInt8(ascii: "/")) else { return false }
    let ending = "/" + run + "/meta.yaml"
    return files.tree.paths(below: store).contains { path in
      guard path.endsWithBytes(ending), !MLflowStore.isTrashed(path),
        case .success((_, let meta)) = files.meta(path), meta["run_id"] != nil || meta["run_uuid"] != nil
      else { return false }
      return meta["lifecycle_stage"]?.text?.hasBytes("active") ?? true
    }
  }
}
