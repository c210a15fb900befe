import Glibc

/// Lists everything below the root once, in the byte order of the paths. Links are noted, not followed; pipes, sockets
/// and devices are passed over.
struct TreeWalk {
  /// Regular files.
  private(set) var files: [String] = []
  /// Symbolic links.
  private(set) var links: [String] = []
  private(set) var passedOver: [EvidenceCollection.PassedOver] = []
  /// How many more were passed over than are listed.
  private(set) var passedOverLeftOut = 0
  /// Where the walk stopped because there were too many files.
  private(set) var stoppedAt: String?

  private let bounds: DiscoveryBounds

  init(_ root: OpenRoot, bounds: DiscoveryBounds) {
    self.bounds = bounds
    // Opened anew: the descriptor's position in the folder is shared by its duplicates.
    let descriptor = unsafe openat(root.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 { list(descriptor, at: "", depth: 0) }
  }

  /// Folders that tools fill: nothing in them is a project's own, and they can be huge.
  static let skippedNames: Set<String> = [
    ".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", "site-packages", ".build", ".tox", ".nox",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".ipynb_checkpoints", ".eggs", ".terraform",
  ]

  /// Whether a folder is not looked into.
  static func isSkipped(_ path: String, name: String) -> Bool {
    if skippedNames.contains(name) { return true }
    return (name == "cache" || name == "tmp") && path.utf8.suffix(name.utf8.count + 5).starts(with: ".dvc/".utf8)
  }

  private struct Child {
    /// Its name, a folder's with a slash at the end: so the order of the walk is the byte order of whole paths.
    var key: [UInt8]
    var type: Int32

    var name: ArraySlice<UInt8> { type == Int32(DT_DIR) ? key.dropLast() : key[...] }
  }

  private mutating func list(_ descriptor: Int32, at folder: String, depth: Int) {
    guard let stream = unsafe fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    defer { unsafe closedir(stream) }
    var children: [Child] = []
    while let entry = unsafe readdir(stream) {
      guard let child = unsafe child(of: entry, in: descriptor) else { continue }
      children.append(child)
      if children.count + files.count > bounds.files {
        stoppedAt = stoppedAt ?? folder
        break
      }
    }
    children.sort { $0.key.lexicographicallyPrecedes($1.key) }
    for child in children {
      if stoppedAt != nil && files.count >= bounds.files { return }
      visit(child, in: descriptor, at: folder, depth: depth)
    }
  }

  private mutating func visit(_ child: Child, in descriptor: Int32, at folder: String, depth: Int) {
    guard let name = String(validating: child.name, as: UTF8.self) else {
      let readable = String(decoding: child.name, as: UTF8.self)
      passOver(folder.isEmpty ? readable : folder + "/" + readable, "its name is not UTF-8")
      return
    }
    let path = folder.isEmpty ? name : folder + "/" + name
    switch child.type {
    case Int32(DT_REG):
      guard files.count < bounds.files else {
        stoppedAt = stoppedAt ?? folder
        return
      }
      files.append(path)
    case Int32(DT_LNK):
      links.append(path)
    case Int32(DT_DIR):
      guard !TreeWalk.isSkipped(path, name: name) else { return }
      guard depth + 1 < bounds.depth else { return passOver(path, "it lies more than \(bounds.depth) folders deep") }
      let next = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { return passOver(path, ReadFailure(errno: errno).reason) }
      list(next, at: path, depth: depth + 1)
    default:
      passOver(path, "it is a pipe, a socket or a device")
    }
  }

  private mutating func passOver(_ path: String, _ reason: String) {
    // A register of a million lines helps nobody: of the rest only how many there are.
    guard passedOver.count < bounds.passedOver else {
      passedOverLeftOut += 1
      return
    }
    passedOver.append(EvidenceCollection.PassedOver(path: path, reason: reason))
  }

  private func child(of entry: UnsafeMutablePointer<dirent>, in descriptor: Int32) -> Child? {
    guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return nil }
    let start = unsafe UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    let length = unsafe strlen(start)
    var name = unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
    if name == [0x2E] || name == [0x2E, 0x2E] { return nil }
    var type = Int32(unsafe entry.pointee.d_type)
    if type == Int32(DT_UNKNOWN) {
      var status = stat()
      guard unsafe fstatat(descriptor, start, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
      switch status.st_mode & S_IFMT {
      case S_IFREG: type = Int32(DT_REG)
      case S_IFDIR: type = Int32(DT_DIR)
      case S_IFLNK: type = Int32(DT_LNK)
      default: type = Int32(DT_FIFO)
      }
    }
    if type == Int32(DT_DIR) { name.append(UInt8(ascii: "/")) }
    return Child(key: name, type: type)
  }
}
