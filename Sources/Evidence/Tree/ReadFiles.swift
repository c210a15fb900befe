import Diagnostics
import Documents
import Synchronization

/// What was read of a project so far, within its budget. Several readers look into the same small files: they are opened
/// and parsed once, and all readers see the same bytes.
final class ReadFiles: Sendable {
  private struct Kept {
    var file: SourceFile
    /// The file as YAML, where somebody asked for it.
    var yaml: (document: Document, limits: Limits)?
  }

  private struct State {
    /// All that was read, each file once, so that it does not matter who read it first.
    var counted: Set<String> = []
    var countedBytes = 0
    var kept: [String: Kept] = [:]
    var keptBytes = 0
  }

  private let state = Mutex(State())
  private let budget: Int
  private static let smallFile = 1 << 16
  private static let mostKeptBytes = 4 << 20

  /// - Parameter budget: how many bytes may be read in all.
  init(budget: Int) { self.budget = budget }

  /// Whether more was asked for than may be read.
  var isOverBudget: Bool { state.withLock { $0.countedBytes > budget } }

  /// Begins anew.
  func removeAll() { state.withLock { $0 = State() } }

  /// A file that is kept, under the name that it was asked for by.
  func file(_ path: String) -> SourceFile? {
    state.withLock { state in
      // The dictionary takes some different names for the same.
      state.kept[path].flatMap { sameBytes($0.file.path, path) ? $0.file : nil }
    }
  }

  /// Counts a file, and keeps it where it is small; false where too much has been read already.
  func add(_ file: SourceFile) -> Bool {
    let size = file.bytes.count
    return state.withLock { state in
      if state.counted.insert(file.path).inserted { state.countedBytes += size }
      guard state.countedBytes <= budget else { return false }
      if size <= ReadFiles.smallFile, state.keptBytes + size <= ReadFiles.mostKeptBytes {
        state.keptBytes += size
        state.kept[file.path] = Kept(file: file)
      }
      return true
    }
  }

  /// A file as YAML.
  func yaml(_ file: SourceFile, limits: Limits) -> Document {
    let known = state.withLock { $0.kept[file.path]?.yaml }
    if let known, known.limits == limits, known.document.file === file { return known.document }
    let document = Document.yaml(file, limits: limits)
    state.withLock { state in
      if let kept = state.kept[file.path], kept.file === file { state.kept[file.path]?.yaml = (document, limits) }
    }
    return document
  }
}
