public import Diagnostics
public import Documents

/// The files below a project's root: listed once, in byte order, and opened from the open root only. Every reader gets
/// its files from here; nothing else in the tool touches a project's files.
///
/// Links are followed only where they resolve inside the root. A link to a file stands in `paths` under its own name; a
/// link to a folder is not walked, because what it leads to is listed under its own name already.
public struct ProjectTree: Sendable {
  /// The paths of all regular files below the root, relative, with `/`, in byte order.
  public let paths: [String]
  /// The files that are looked at by convention: not what an experiment tracker keeps, nor what tests are fed with.
  let conventionalFiles: [ConventionalFile]
  /// What was not looked at, and why.
  public let passedOver: [EvidenceCollection.PassedOver]
  /// What was wrong with the tree as a whole.
  public let diagnostics: [Diagnostic]

  /// Links to folders: where they stand, and where they lead.
  let folderLinks: [(path: String, target: String)]
  /// Links to files, by path bytes.
  private let fileLinks: [(path: String, target: String)]
  let root: OpenRoot
  private let files: ReadFiles

  /// Lists a project.
  /// - Parameter path: the root, as the user named it.
  public init(root path: String, bounds: DiscoveryBounds = .standard) throws(DiagnosticsError) {
    do {
      root = try OpenRoot(path: path)
    } catch {
      throw DiagnosticsError([.rootUnreadable(path, error)])
    }
    let walk = TreeWalk(root, bounds: bounds)
    var passedOver = walk.passedOver
    var fileLinks: [(path: String, target: String)] = []
    var folderLinks: [(path: String, target: String)] = []
    for link in walk.links {
      switch root.target(of: link) {
      case .file(let target): fileLinks.append((link, target))
      case .folder(let target): folderLinks.append((link, target))
      case .outside: passedOver.append(.init(path: link, reason: "the link leads outside the project"))
      case .loop: passedOver.append(.init(path: link, reason: "the link leads in a circle"))
      case .missing: passedOver.append(.init(path: link, reason: "the link leads nowhere"))
      case .special: passedOver.append(.init(path: link, reason: "it is a pipe, a socket or a device"))
      }
    }
    var paths = walk.files
    if !fileLinks.isEmpty {
      fileLinks.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      paths.append(contentsOf: fileLinks.map(\.path))
      paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    self.paths = paths
    self.conventionalFiles = ConventionalFile.files(in: paths)
    self.fileLinks = fileLinks
    self.folderLinks = folderLinks
    self.passedOver = passedOver
    var diagnostics: [Diagnostic] = walk.stoppedAt.map { [.tooManyFiles(in: $0, limit: bounds.files)] } ?? []
    if walk.passedOverLeftOut > 0 {
      diagnostics.append(.tooMuchPassedOver(listed: bounds.passedOver, leftOut: walk.passedOverLeftOut))
    }
    self.diagnostics = diagnostics
    self.files = ReadFiles(budget: bounds.totalBytes)
  }

  /// Whether there is such a file.
  public func contains(_ path: String) -> Bool {
    let index = ProjectTree.firstIndex(notBefore: path, in: paths, by: \.self)
    return index < paths.count && sameBytes(paths[index], path)
  }

  /// The files in a folder and in the folders below it, in byte order. The empty path is the root.
  public func paths(below folder: String) -> ArraySlice<String> {
    if folder.isEmpty { return paths[...] }
    // '0' is the character after '/'.
    let start = ProjectTree.firstIndex(notBefore: folder + "/", in: paths, by: \.self)
    return paths[start..<ProjectTree.firstIndex(notBefore: folder + "0", in: paths, by: \.self)]
  }

  /// The path that a file is really at, for telling that two names are one file.
  func realPath(of path: String) -> String {
    let index = ProjectTree.firstIndex(notBefore: path, in: fileLinks, by: \.path)
    guard index < fileLinks.count, sameBytes(fileLinks[index].path, path) else { return path }
    return fileLinks[index].target
  }

  /// Opens a file for streaming.
  public func open(_ path: String) throws(ReadFailure) -> FileHandle {
    try root.openFile(realPath(of: path))
  }

  /// Reads a file as a whole.
  public func read(_ path: String, limits: Limits = .standard) throws(ReadFailure) -> SourceFile {
    if let file = files.file(path) {
      guard file.bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
      return file
    }
    let handle = try open(path)
    guard handle.size <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    let bytes = try handle.read(atMost: limits.bytes)
    guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
    let file = SourceFile(path: path, bytes: bytes)
    guard files.add(file) else { throw .overBudget }
    return file
  }

  /// Whether readers asked for more than may be read in all: some of them got no answer.
  var isOverBudget: Bool { files.isOverBudget }

  /// Begins anew with counting what is read.
  func forgetReadings() { files.removeAll() }

  /// A file that was read, as YAML.
  func yaml(_ file: SourceFile, limits: Limits) -> Document { files.yaml(file, limits: limits) }

  /// Where a path leads, through links, below the root.
  func target(of path: String) -> PathTarget {
    // What was listed as a regular file needs no search; opening it follows no link in any case.
    if contains(path), sameBytes(realPath(of: path), path) { return .file(path) }
    return root.target(of: path)
  }

  private static func firstIndex<Element>(
    notBefore path: String, in sorted: [Element], by key: (Element) -> String
  ) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(key(sorted[middle]), path) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Diagnostic {
  static func rootUnreadable(_ path: String, _ failure: ReadFailure) -> Diagnostic {
    Diagnostic(.error, id: "project.unreadable", "the folder '\(path)' cannot be opened: \(failure.reason)")
  }

  static func tooManyFiles(in folder: String, limit: Int) -> Diagnostic {
    Diagnostic(
      .error, id: "project.too-many-files",
      "the project has more than \(limit) files; evidence in '\(folder.isEmpty ? "." : folder)' and after it was not looked for",
      notes: [Note(LimitName.files.remedy)], fix: "name a folder with fewer files, or move data out of it")
  }

  static func tooMuchPassedOver(listed: Int, leftOut: Int) -> Diagnostic {
    Diagnostic(
      .warning, id: "project.passed-over", "of what was passed over \(listed) paths are listed, and \(leftOut) are not")
  }
}
