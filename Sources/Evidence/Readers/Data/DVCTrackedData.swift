import Diagnostics
import Documents

/// `tracked_data`: what `.dvc` files say about data that is kept outside git. One item for each output.
struct DVCTrackedData: ArtifactReader {
  let kind = "tracked_data"
  let fileEndings = [".dvc"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { $0.path.endsWithBytes(".dvc") && $0.name.utf8.count > 4 }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let store = MLflowStore(tree: tree, limits: limits)
    switch store.meta(candidate.path) {
    case .failure(let failure): return .unreadable(failure.file, failure.diagnostics)
    case .success((let file, let root)):
      let folder = parentFolder(candidate.path)
      let home = root["wdir"]?.scalarText.flatMap { joinedPath(folder, $0) } ?? folder
      let outs = root["outs"]?.elements ?? []
      guard !outs.isEmpty else { return .unreadable(file, [.notOfKind("a .dvc file: it has no outs", at: root.range)]) }
      var items: [EvidenceItem] = []
      for out in outs {
        guard let path = out["path"]?.scalarText, let joined = joinedPath(home, path) else {
          return .unreadable(file, [.trackedOutside(at: out["path"]?.range ?? out.range)])
        }
        items.append(item(file, root, out, DVCProject.slashed(joined), tree, limits))
      }
      return .items(items)
    }
  }

  private func item(
    _ file: SourceFile, _ root: Node, _ out: Node, _ path: String, _ tree: ProjectTree, _ limits: Limits
  ) -> EvidenceItem {
    var facts = Facts(at: out.range)
    facts.set("data_path", text: path, at: out["path"]?.range, limit: 1000)
    let digest = digest(of: out)
    facts.set("hash", digest)
    facts.set("size", countOf: out["size"])
    facts.set("files", countOf: out["nfiles"])
    facts.set(
      "is_directory", flag: out["nfiles"] != nil || digest?.text?.endsWithBytes(".dir") == true)
    facts.set("is_present", flag: tree.contains(path) || !tree.paths(below: path).isEmpty)
    facts.set("frozen", flag: root["frozen"]?.truth ?? false)
    facts.set("description", textOf: out["desc"] ?? root["desc"], limit: 2000)
    let sources = root["deps"]?.elements ?? []
    facts.set("is_imported", flag: !sources.isEmpty)
    // The address may hold a password; the revision is what counts.
    facts.set("source_revision", textOf: sources.compactMap { $0["repo"]?["rev_lock"] }.first, limit: 200)
    let remotes = DVCProject.remotes(for: parentFolder(file.path), in: tree, limits: limits)
    facts.set("has_remote", flag: DVCProject.hasRemote(remotes), at: remotes.first?.place)
    var item = EvidenceItem(kind: kind, format: "dvc", range: out.range, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "DVC")
    item.datasetDigest = digest
    return item
  }

  private func digest(of out: Node) -> Node? {
    for algorithm in ["md5", "etag", "checksum", "sha256"] {
      guard let node = out[algorithm], let text = node.scalarText else { continue }
      return Node(.text((algorithm + ":" + text).shortened(to: 200)), at: node.range)
    }
    return nil
  }
}

extension Diagnostic {
  static func trackedOutside(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.outside-project", "the tracked path is not below the project's folder", at: place)
  }
}
