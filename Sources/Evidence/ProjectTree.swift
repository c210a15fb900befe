/// The files below a project's root, listed once, in byte order. The helper room of discovery: see `Discovery`.
public struct ProjectTree: Sendable {
  /// The paths of all regular files below the root, relative, with `/`, in byte order.
  public let paths: [String]

  /// A tree of these paths.
  init(paths: [String]) {
    self.paths = paths
  }
}
