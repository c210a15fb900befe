import Diagnostics

/// A file that is looked at by convention, with its name as conventions have it.
struct ConventionalFile: Sendable {
  let path: String
  /// What comes after the last slash, in lower case.
  let name: String

  private static let unconventionalFolders: Set<String> = [
    "mlruns", "mlartifacts", "wandb", "fixtures", "Fixtures", "testdata", "test_data", "__snapshots__",
  ]

  /// Those of a project's files that do not lie in what an experiment tracker keeps, nor in what tests are fed with.
  static func files(in paths: [String]) -> [ConventionalFile] {
    var files: [ConventionalFile] = []
    // Of the folder before: mostly it is the same one.
    var folder = ""
    var isConventional = true
    for path in paths {
      let own = parentFolder(path)
      if !sameBytes(own, folder) {
        folder = own
        isConventional = !pathParts(own).contains { unconventionalFolders.contains($0) }
      }
      if isConventional { files.append(ConventionalFile(path: path, name: asciiLowercased(path.lastPathPart))) }
    }
    return files
  }
}

extension ProjectTree {
  /// The files by convention of which something holds.
  func candidates(_ isCandidate: (ConventionalFile) -> Bool) -> [ArtifactCandidate] {
    conventionalFiles.filter(isCandidate).map { ArtifactCandidate(path: $0.path) }
  }
}
