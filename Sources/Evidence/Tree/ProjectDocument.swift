public import Diagnostics
public import Documents

/// What stands at a path that the manifest names as a document.
public enum ProjectDocument: Sendable {
  /// A file with something in it.
  case present(SourceFile)
  /// A file with nothing but blanks.
  case empty(SourceFile)
  /// No file that counts, and why, in a few words: 'there is no such file'.
  case absent(reason: String)
}

extension ProjectTree {
  /// Looks a document up: below the root, links resolved, regular, of a reasonable size.
  public func document(at path: String, limits: Limits = .standard) -> ProjectDocument {
    if path.utf8.count > 4096 { return .absent(reason: "the path is too long") }
    switch target(of: path) {
    case .outside: return .absent(reason: "it is not below the project's folder")
    case .loop: return .absent(reason: "the link leads in a circle")
    case .missing: return .absent(reason: "there is no such file")
    case .folder: return .absent(reason: "it is a folder")
    case .special: return .absent(reason: "it is not a regular file")
    case .file(let real):
      do {
        var file = try self.read(real, limits: limits)
        let name = pathParts(path).joined(separator: "/")
        if !sameBytes(file.path, name) { file = SourceFile(path: name, bytes: file.bytes) }
        let isBlank = file.bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) || $0 == 0 }
        return isBlank ? .empty(file) : .present(file)
      } catch {
        return .absent(reason: error.reason)
      }
    }
  }
}
