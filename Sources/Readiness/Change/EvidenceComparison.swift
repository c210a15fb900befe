import Diagnostics

/// What became of the evidence between two reports, file by file: an item is known by its kind and its path, its content by
/// the file's digest.
struct EvidenceComparison {
  enum Fate { case kept, replaced, absent }

  private(set) var changes = EvidenceChanges()
  /// Whether the registers list the same, and the same could not be read.
  let isSame: Bool
  /// The digests of the later report's files by kind and path, and by path alone.
  private var later: [[UInt8]: [Digest]] = [:]
  private var laterFiles: [[UInt8]: [Digest]] = [:]

  init(_ earlier: AssessmentSnapshot, _ later: AssessmentSnapshot) {
    isSame =
      earlier.evidence.count == later.evidence.count && earlier.unreadable.count == later.unreadable.count
      && zip(earlier.evidence, later.evidence).allSatisfy { $0.isSame(as: $1) }
      && zip(earlier.unreadable, later.unreadable).allSatisfy { sameBytes($0, $1) }
    for item in later.evidence {
      self.later[item.fileKey, default: []].append(item.digest)
      laterFiles[Array(item.path.utf8), default: []].append(item.digest)
    }
    // One file may hold evidence of several kinds: what is told are files.
    var known: Set<[UInt8]> = []
    for item in earlier.evidence where known.insert(Array(item.path.utf8)).inserted {
      guard let digests = laterFiles[Array(item.path.utf8)] else {
        changes.gone.append(item)
        continue
      }
      if !digests.contains(item.digest) { changes.replaced += 1 }
    }
    changes.added = laterFiles.keys.count { !known.contains($0) }
  }

  /// What became of an item of the earlier report.
  func fate(of item: EvidenceSnapshot) -> Fate {
    if let digests = later[item.fileKey] { return digests.contains(item.digest) ? .kept : .replaced }
    return laterFiles[Array(item.path.utf8)] == nil ? .absent : .replaced
  }
}

extension EvidenceSnapshot {
  /// Kind and path, which no NUL is part of.
  fileprivate var fileKey: [UInt8] { Array(kind.utf8) + [0] + Array(path.utf8) }

  /// Whether it is of the same kind in the file of the same path, whatever that holds.
  func isOfSameFile(as other: EvidenceSnapshot) -> Bool {
    sameBytes(path, other.path) && sameBytes(kind, other.kind)
  }

  /// Whether it is the same with the same content.
  func isSame(as other: EvidenceSnapshot) -> Bool { digest == other.digest && isOfSameFile(as: other) }
}
