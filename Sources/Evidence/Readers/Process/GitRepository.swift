import Diagnostics
import Documents

/// `repository`: what git's own files say: the commit and the branch that are checked out, tags, and whether the history
/// was cut off. git itself is never run: a repository's settings can make it run anything.
///
/// Not known, and so never given: whether files were changed since, and when the commit was made. Both stand in objects
/// and in an index that only git reads.
struct GitRepository: ArtifactReader {
  let kind = "repository"
  let fileEndings = [".git"]

  private static let folder = ".git"
  private static let head = ".git/HEAD"

  /// The root's own, never that of a folder above: nothing outside the root is looked at.
  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    // A worktree or a submodule has a file in the folder's place.
    if tree.contains(GitRepository.folder) { return [ArtifactCandidate(path: GitRepository.folder)] }
    return (try? tree.open(GitRepository.head)) == nil ? [] : [ArtifactCandidate(path: GitRepository.head)]
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    do throws(ReadFailure) {
      var gitFolder = GitRepository.folder
      if candidate.path.hasBytes(GitRepository.folder) {
        let file = try tree.read(candidate.path, limits: limits)
        guard let target = GitText.value(of: "gitdir: ", in: file.bytes) else {
          return .unreadable(file, [.notOfKind("git's: it names no gitdir", at: file.whole)])
        }
        guard let inside = joinedPath("", target) else {
          return .passedOver(reason: "the repository that it belongs to lies outside the project")
        }
        gitFolder = inside
      }
      return try read(gitFolder, in: tree, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
  }

  private func read(
    _ folder: String, in tree: ProjectTree, limits: Limits
  ) throws(ReadFailure) -> ArtifactReading {
    let head = try tree.read(folder + "/HEAD", limits: limits)
    let refs = GitReferences(folder: commonFolder(of: folder, tree, limits), own: folder, tree: tree, limits: limits)
    var facts = Facts(at: head.whole)
    var commit: String?
    if let name = GitText.value(of: "ref: ", in: head.bytes) {
      guard GitText.isReference(name) else {
        return .unreadable(head, [.notOfKind("git's HEAD: it names no reference", at: head.whole)])
      }
      let branch = name.startsWithBytes("refs/heads/") ? String(Substring(name.utf8.dropFirst(11))) : nil
      facts.set("branch", text: branch, limit: 300)
      facts.set("detached", flag: false)
      commit = refs.commit(of: name)
    } else if let digest = GitText.digest(head.bytes[...]) {
      facts.set("detached", flag: true)
      commit = digest
    } else {
      return .unreadable(head, [.notOfKind("git's HEAD: it names neither a branch nor a commit", at: head.whole)])
    }
    facts.set("head", text: commit)
    setTags(refs.tags, head: commit, &facts)
    let shallow = try? tree.read(refs.folder + "/shallow", limits: limits)
    facts.set("shallow", flag: shallow.map { !$0.bytes[...].trimmed.isEmpty } ?? false)
    var item = EvidenceItem(kind: kind, format: "git", range: head.whole, facts: facts.node)
    item.commit = commit.map { Node(.text($0), at: head.whole) }
    return .items([item])
  }

  private func setTags(_ tags: [GitReferences.Tag]?, head: String?, _ facts: inout Facts) {
    guard let tags else { return }
    facts.set("tags", texts: tags.map(\.name), limit: 300, most: 1000)
    facts.set("tags_left_out", count: max(0, tags.count - 1000))
    // A loose tag with a message is an object of its own: what it points at is not known here.
    let here = tags.filter { tag in head.map { tag.commits.contains($0) } ?? false }
    if !here.isEmpty { facts.set("head_tags", texts: here.map(\.name), limit: 300, most: 100) }
  }

  /// A worktree shares references with its repository.
  private func commonFolder(of folder: String, _ tree: ProjectTree, _ limits: Limits) -> String {
    guard let file = try? tree.read(folder + "/commondir", limits: limits),
      let shared = joinedPath(folder, String(decoding: file.bytes, as: UTF8.self).trimmed)
    else { return folder }
    return shared
  }
}

/// References, loose and packed (gitrepository-layout(5), git-pack-refs(1)).
private struct GitReferences {
  struct Tag {
    var name: String
    /// What it points at: the tag's object or a commit, and the commit behind the object.
    var commits: [String]
  }

  let folder: String
  private let own: String
  private let tree: ProjectTree
  private let limits: Limits
  /// Nil where they could not be read.
  private let packed: [(name: String, digests: [String])]?

  private static let mostTags = 10_000

  init(folder: String, own: String, tree: ProjectTree, limits: Limits) {
    self.folder = folder
    self.own = own
    self.tree = tree
    self.limits = limits
    do {
      packed = GitReferences.packed(try tree.read(folder + "/packed-refs", limits: limits).bytes)
    } catch {
      packed = error == .missing ? [] : nil
    }
  }

  func commit(of name: String) -> String? {
    for place in [own, folder] {
      if let file = try? tree.read(place + "/" + name, limits: limits), let digest = GitText.digest(file.bytes[...]) {
        return digest
      }
    }
    return packed?.first { $0.name.hasBytes(name) }?.digests.first
  }

  /// All tags in byte order; nil where they are kept in another way (reftable), or could not all be read.
  var tags: [Tag]? {
    let prefix = "refs/tags/"
    guard let packed, tree.names(in: folder + "/reftable") == nil else { return nil }
    var tags: [Tag] = packed.filter { $0.name.startsWithBytes(prefix) }.map { entry in
      Tag(name: String(Substring(entry.name.utf8.dropFirst(prefix.utf8.count))), commits: entry.digests)
    }
    guard addLoose("", depth: 0, &tags) else { return nil }
    // A loose one, which comes later, replaces a packed one of the same name.
    let sorted = tags.enumerated().sorted { a, b in
      a.element.name.hasBytes(b.element.name) ? a.offset < b.offset : precedes(a.element.name, b.element.name)
    }
    var unique: [Tag] = []
    for tag in sorted.map(\.element) {
      if let last = unique.last, last.name.hasBytes(tag.name) { unique.removeLast() }
      unique.append(tag)
    }
    return unique
  }

  /// False where there are more than are looked at.
  private func addLoose(_ below: String, depth: Int, _ tags: inout [Tag]) -> Bool {
    guard depth < 8 else { return false }
    let place = folder + "/refs/tags" + below
    let entries = tree.names(in: place) ?? []
    guard tags.count + entries.count <= GitReferences.mostTags else { return false }
    for entry in entries {
      if entry.isFolder {
        guard addLoose(below + "/" + entry.name, depth: depth + 1, &tags) else { return false }
      } else if let file = try? tree.read(place + "/" + entry.name, limits: limits),
        let digest = GitText.digest(file.bytes[...])
      {
        tags.append(Tag(name: String(Substring((below + "/" + entry.name).utf8.dropFirst())), commits: [digest]))
      }
    }
    return true
  }

  /// Lines of a digest and a name; `^` and a digest is the commit behind the tag before it.
  private static func packed(_ bytes: [UInt8]) -> [(name: String, digests: [String])] {
    var entries: [(name: String, digests: [String])] = []
    for line in bytes.split(separator: 0x0A) {
      if line.first == UInt8(ascii: "^") {
        if let digest = GitText.digest(line.dropFirst()), !entries.isEmpty {
          entries[entries.count - 1].digests.append(digest)
        }
      } else if let blank = line.firstIndex(of: 0x20), let digest = GitText.digest(line[..<blank]) {
        let name = String(decoding: line[(blank + 1)...], as: UTF8.self).trimmed
        if GitText.isReference(name) { entries.append((name, [digest])) }
      }
    }
    return entries
  }
}

private enum GitText {
  /// What stands after a word at the beginning of a file.
  static func value(of key: String, in bytes: [UInt8]) -> String? {
    guard bytes[...].starts(with: key), bytes.count < 10_000 else { return nil }
    let value = String(decoding: bytes.dropFirst(key.utf8.count), as: UTF8.self).trimmed
    return value.isEmpty || value.utf8.contains(0x0A) || value.utf8.contains(0) ? nil : value
  }

  /// The name of a commit or another object: 40 digits of SHA-1, or 64 of SHA-256.
  static func digest(_ bytes: ArraySlice<UInt8>) -> String? {
    let digits = bytes.trimmed
    guard digits.count == 40 || digits.count == 64,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    return String(decoding: digits, as: UTF8.self)
  }

  /// git's own rules are stricter; these keep a name below its folder.
  static func isReference(_ name: String) -> Bool {
    name.startsWithBytes("refs/") && name.utf8.count < 1000 && !name.containsBytes("..") && !name.containsBytes("//")
      && !name.endsWithBytes("/") && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}
