import Diagnostics

/// A file that is looked at by convention, with its name as conventions have it.
struct ConventionalFile: Sendable {
  let path: String
  /// What comes after the last slash, in lower case.
  let name: String
  /// The folders that it lies in, in lower case: one list for all files of a folder.
  private let folders: [String]

  private static let unconventionalFolders: Set<String> = [
    "mlruns", "mlartifacts", "wandb", "fixtures", "Fixtures", "testdata", "test_data", "__snapshots__",
  ]

  /// Those of a project's files that do not lie in what an experiment tracker keeps, nor in what tests are fed with.
  static func files(in paths: [String]) -> [ConventionalFile] {
    var files: [ConventionalFile] = []
    // Of the folder before: mostly it is the same one.
    var folder = ""
    var isConventional = true
    var folders: [String] = []
    for path in paths {
      let own = parentFolder(path)
      if !sameBytes(own, folder) {
        folder = own
        let parts = pathParts(own)
        isConventional = !parts.contains { unconventionalFolders.contains($0) }
        folders = parts.map { asciiLowercased($0) }
      }
      guard isConventional else { continue }
      files.append(ConventionalFile(path: path, name: asciiLowercased(path.lastPathPart), folders: folders))
    }
    return files
  }

  /// Whether it lies in a folder, at whatever depth, whose name in lower case is such a one.
  func lies(inFolder isSuch: (String) -> Bool) -> Bool { folders.contains(where: isSuch) }

  /// Whether its name has one of these words in it.
  func isNamed(after words: [String]) -> Bool { words.contains { name.containsBytes($0) } }
}

extension ProjectTree {
  /// The files by convention of which something holds.
  func candidates(_ isCandidate: (ConventionalFile) -> Bool) -> [ArtifactCandidate] {
    conventionalFiles.filter(isCandidate).map { ArtifactCandidate(path: $0.path) }
  }
}
