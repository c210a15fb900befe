import Diagnostics

/// A file that is looked at by convention, with its name as conventions have it.
struct ConventionalFile: Sendable {
  let path: String
  /// What comes after the last slash, in lower case.
  let name: String
  /// The folders that it lies in, in lower case: one list for all files of a folder.
  fileprivate let folders: [String]
  /// The same number for all files of a folder, which follow one another.
  fileprivate let folderNumber: Int

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
    var number = 0
    for path in paths {
      let own = parentFolder(path)
      if !sameBytes(own, folder) {
        folder = own
        number += 1
        let parts = pathParts(own)
        isConventional = !parts.contains { unconventionalFolders.contains($0) }
        folders = parts.map { asciiLowercased($0) }
      }
      guard isConventional else { continue }
      files.append(
        ConventionalFile(
          path: path, name: asciiLowercased(path.lastPathPart), folders: folders, folderNumber: number))
    }
    return files
  }

  /// Whether its name has one of these words in it.
  func isNamed(after words: FoldedWords) -> Bool { words.occur(in: name) }
}

extension ProjectTree {
  /// The files by convention of which something holds.
  func candidates(_ isCandidate: (ConventionalFile) -> Bool) -> [ArtifactCandidate] {
    conventionalFiles.filter(isCandidate).map { ArtifactCandidate(path: $0.path) }
  }

  /// The files by convention whose names end in one of these ways, and that are named as something wants it or lie, at
  /// whatever depth, in a folder whose name in lower case is such a one.
  func candidates(
    ending endings: [String], named isNamed: (ConventionalFile) -> Bool, orIn isFolder: (String) -> Bool
  ) -> [ArtifactCandidate] {
    // Folders are asked once for all their files.
    var last = (number: -1, isSuch: false)
    return candidates { file in
      guard endings.contains(where: { file.name.endsWithBytes($0) }) else { return false }
      if file.folderNumber != last.number {
        last = (file.folderNumber, file.folders.contains(where: isFolder))
      }
      return last.isSuch || isNamed(file)
    }
  }
}
