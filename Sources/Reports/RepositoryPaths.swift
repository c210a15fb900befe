import Diagnostics

/// How paths are told to services that show findings beside the files of a repository: GitHub, GitLab, code scanning. They
/// count paths from the repository's root, and reports from the project's folder, which need not be the same.
public struct RepositoryPaths: Sendable {
  /// The project stands at the repository's root.
  public static let project = RepositoryPaths(prefix: "", outside: [])

  /// Nothing, or a path that ends with a slash.
  private let prefix: String
  /// Paths that do not start at the project's folder: files that were named on the command line.
  private let outside: [String]

  private init(prefix: String, outside: [String]) {
    self.prefix = prefix
    self.outside = outside
  }

  /// The project stands in a folder of the repository.
  ///
  /// - Parameters:
  ///   - folder: the folder's path from the repository's root, such as `services/churn`.
  ///   - outside: paths of files that are told as they are.
  /// - Returns: nil where the path could lead out of the repository, or is none.
  public init?(folder: String, outside: [String] = []) {
    let slash = UInt8(ascii: "/")
    // Backslashes and colons make paths absolute elsewhere.
    let refused = [UInt8(ascii: "\\"), UInt8(ascii: ":")]
    guard folder.utf8.first != slash, !folder.utf8.contains(where: { $0 < 0x20 || refused.contains($0) }),
      !folder.unicodeScalars.contains(where: isHarmful)
    else { return nil }
    let parts = folder.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }
    guard !parts.isEmpty, !parts.contains(where: { sameBytes($0, "..") }) else { return nil }
    let names = parts.filter { !sameBytes($0, ".") }
    self.init(prefix: names.map { $0 + "/" }.joined(), outside: outside)
  }

  /// A path as the service counts it.
  func path(_ path: String) -> String {
    if path.isEmpty || outside.contains(where: { sameBytes($0, path) }) { return path }
    return prefix + path
  }

  /// The path of a file as the service counts it. What the tool brings along is in no repository.
  func path(of file: SourceFile) -> String { file.embedded == nil ? path(file.path) : file.path }
}
