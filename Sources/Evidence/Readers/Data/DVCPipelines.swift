import Diagnostics
import Documents

/// `data_pipelines`: a `dvc.yaml`, held against the `dvc.lock` beside it.
struct DVCPipelines: ArtifactReader {
  let kind = "data_pipelines"
  let fileEndings = ["dvc.yaml"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    DVCProject.pipelines(in: tree).map { ArtifactCandidate(path: $0) }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let folder = parentFolder(candidate.path)
    switch document(candidate.path, in: tree, limits) {
    case .failure(let failure): return .unreadable(failure.file, failure.diagnostics)
    case .success((let file, let root)):
      let known = ["stages", "metrics", "plots", "params", "artifacts", "vars", "datasets"]
      guard root.entries.contains(where: { entry in known.contains { $0.hasBytes(entry.key) } }) else {
        return .unreadable(file, [.notOfKind("a pipeline of DVC", at: root.range)])
      }
      var lock: Node?
      let lockPath = folder.isEmpty ? "dvc.lock" : folder + "/dvc.lock"
      if tree.contains(lockPath) {
        switch document(lockPath, in: tree, limits) {
        case .failure(let failure): return .unreadable(file, failure.diagnostics)
        case .success((_, let node)): lock = node
        }
      }
      return .items([item(file, root, lock, folder, tree, limits)])
    }
  }

  private func document(
    _ path: String, in tree: ProjectTree, _ limits: Limits
  ) -> Result<(SourceFile, Node), MLflowStore.MetaFailure> {
    MLflowStore(tree: tree, limits: limits).meta(path)
  }

  private func item(
    _ file: SourceFile, _ root: Node, _ lock: Node?, _ folder: String, _ tree: ProjectTree, _ limits: Limits
  ) -> EvidenceItem {
    var facts = Facts(at: root.range)
    let comparison = LockComparison(lock: lock, folder: folder, tree: tree, limits: limits)
    var stages: [Node] = []
    var missing: [Node] = []
    var stale: [Node] = []
    for entry in (root["stages"]?.entries ?? []).prefix(1000) {
      let verdict = comparison.compare(entry.key, entry.value)
      let name = Node(.text(entry.key.shortened(to: 500)), at: entry.keyRange)
      if verdict == .missing { missing.append(name) }
      if verdict == .stale { stale.append(name) }
      stages.append(stage(entry, verdict))
    }
    facts.set("stages", list: stages)
    // A file that describes no stage has nothing that could be locked.
    if !stages.isEmpty { facts.set("locked", flag: missing.isEmpty && stale.isEmpty) }
    facts.set("has_lock", flag: lock != nil)
    facts.set("stages_missing_from_lock", list: missing)
    facts.set("stale_stages", list: stale)
    facts.set("metrics_files", texts: DVCProject.metricsPaths(root, in: folder), limit: 1000, most: 200)
    facts.set("params_files", texts: paramsFiles(root, folder), limit: 1000, most: 200)
    facts.set("plots_files", texts: plots(root), limit: 1000, most: 500)
    let remotes = DVCProject.remotes(for: folder, in: tree, limits: limits)
    facts.set("has_remote", flag: DVCProject.hasRemote(remotes), at: remotes.first?.place)
    facts.set("remotes", list: remotes.prefix(50).map(remote))
    facts.set("artifacts", list: (root["artifacts"]?.entries ?? []).prefix(500).map(artifact))
    var item = EvidenceItem(kind: kind, format: "dvc", range: file.whole, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "DVC")
    return item
  }

  private func stage(_ entry: Node.Entry, _ verdict: LockComparison.Verdict) -> Node {
    let stage = entry.value["do"] ?? entry.value
    var facts = Facts(at: entry.value.range)
    facts.set("name", text: entry.key, at: entry.keyRange)
    facts.set("command", text: LockComparison.command(stage["cmd"]), at: stage["cmd"]?.range, limit: 2000)
    func paths(_ keys: String...) -> [Node] {
      keys.flatMap { DVCProject.outputs(stage[$0]) }.prefix(1000)
        .map { Node(.text($0.text.shortened(to: 1000)), at: $0.place) }
    }
    facts.set("deps", list: paths("deps"))
    facts.set("outs", list: paths("outs", "metrics", "plots"))
    facts.set(
      "params",
      list: LockComparison.params(stage["params"]).prefix(1000).map {
        Node(.text(($0.key.isEmpty ? $0.file : $0.key).shortened(to: 500)), at: $0.place)
      })
    facts.set("metrics", list: Array(paths("metrics").prefix(200)))
    facts.set("frozen", flag: stage["frozen"]?.truth ?? false)
    facts.set("locked", flag: verdict != .missing)
    switch verdict {
    case .same: facts.set("stale", flag: false)
    case .stale: facts.set("stale", flag: true)
    case .missing, .templated: break
    }
    return facts.node
  }

  private func paramsFiles(_ root: Node, _ folder: String) -> [String] {
    var files = DVCProject.outputs(root["params"]).map(\.text)
    for stage in root["stages"]?.entries ?? [] {
      files += LockComparison.params((stage.value["do"] ?? stage.value)["params"]).map(\.file)
    }
    var unique: [String] = []
    for file in files {
      guard let path = joinedPath(folder, file), !unique.contains(where: { $0.hasBytes(path) }) else { continue }
      unique.append(path)
    }
    return unique
  }

  private func plots(_ root: Node) -> [String] {
    let all =
      DVCProject.outputs(root["plots"])
      + (root["stages"]?.entries ?? []).flatMap { DVCProject.outputs($0.value["plots"]) }
    return all.map(\.text)
  }

  private func remote(_ remote: DVCProject.Remote) -> Node {
    var facts = Facts(at: remote.place)
    facts.set("name", text: remote.name, limit: 200)
    facts.set("scheme", text: remote.scheme, limit: 50)
    facts.set("is_local", flag: remote.isLocal)
    facts.set("is_default", flag: remote.isDefault)
    return facts.node
  }

  private func artifact(_ entry: Node.Entry) -> Node {
    var facts = Facts(at: entry.value.range)
    facts.set("name", text: entry.key, at: entry.keyRange)
    facts.set("path", textOf: entry.value["path"], limit: 1000)
    facts.set("type", textOf: entry.value["type"], limit: 100)
    facts.set("description", textOf: entry.value["desc"], limit: 2000)
    facts.set("labels", texts: (entry.value["labels"]?.elements ?? []).compactMap(\.scalarText), limit: 200, most: 100)
    return facts.node
  }
}
