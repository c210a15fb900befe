import Diagnostics
import Documents

/// A folder in which MLflow keeps runs and registry as small files: what is common to the readers of both.
struct MLflowStore {
  let tree: ProjectTree
  let limits: Limits
  /// How many metrics, parameters or tags are read of one run.
  static let mostEntries = 2000

  /// A value that is kept as a file of its own, named by its path below a folder: a parameter, a tag, an alias.
  struct Entry {
    var name: String
    var text: String
    var file: SourceFile
  }

  /// The small files below a folder, with their names. Those that cannot be read are complained about and left out.
  func entries(in folder: String, complaints: inout [Diagnostic]) -> [Entry] {
    let paths = tree.paths(below: folder)
    if paths.count > MLflowStore.mostEntries {
      complaints.append(.tooManyEntries(in: folder, limit: MLflowStore.mostEntries))
    }
    var small = limits
    small.bytes = min(limits.bytes, 1 << 20)
    return paths.prefix(MLflowStore.mostEntries).compactMap { path -> Entry? in
      do throws(ReadFailure) {
        let file = try tree.read(path, limits: small)
        let name = String(Substring(path.utf8.dropFirst(folder.utf8.count + 1)))
        return Entry(name: name, text: String(decoding: file.bytes, as: UTF8.self).trimmed, file: file)
      } catch {
        let file = SourceFile(path: path, bytes: [])
        complaints.append(Diagnostic.artifactUnreadable(error, at: file.whole).asWarning)
        return nil
      }
    }
  }

  /// A `meta.yaml`, or why it cannot be read.
  func meta(_ path: String) -> Result<(SourceFile, Node), MetaFailure> {
    let file: SourceFile
    do {
      file = try tree.read(path, limits: limits)
    } catch {
      let file = SourceFile(path: path, bytes: [])
      return .failure(MetaFailure(file: file, diagnostics: [.artifactUnreadable(error, at: file.whole)]))
    }
    let document = tree.yaml(file, limits: limits)
    guard !document.diagnostics.hasErrors else {
      return .failure(MetaFailure(file: file, diagnostics: document.diagnostics))
    }
    guard let root = document.root, case .map = root.content else {
      return .failure(MetaFailure(file: file, diagnostics: [.notOfKind("a record of MLflow", at: file.whole)]))
    }
    return .success((file, root))
  }

  struct MetaFailure: Error {
    var file: SourceFile
    var diagnostics: [Diagnostic]
  }

  /// Milliseconds since 1970, as MLflow writes all its times.
  static func time(_ node: Node?) -> StatedTime? {
    node?.wholeNumber.flatMap { StatedTime(milliseconds: $0) }
  }

  /// Whether a path lies in what MLflow has thrown away.
  static func isTrashed(_ path: String) -> Bool {
    pathParts(path).contains { $0.hasBytes(".trash") }
  }
}

extension Diagnostic {
  static func tooManyEntries(in folder: String, limit: Int) -> Diagnostic {
    Diagnostic(.warning, id: "evidence.cut-off", "'\(folder)' has more than \(limit) files; the rest was not read")
  }
}
