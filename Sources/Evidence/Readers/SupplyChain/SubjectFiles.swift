import Diagnostics
import Documents

/// The files of a project as attestations speak of them: by name and digest. Only files of the tree are opened, whatever
/// the names say, and each is read once.
final class SubjectFiles {
  private let tree: ProjectTree
  private lazy var pathsByName = SubjectFiles.byName(tree.paths)
  private var digests: [String: (path: String, digest: Digest?)] = [:]
  private var left = 8 << 30

  private static let largest = 1 << 30
  /// Names that too many files have say nothing.
  private static let mostOfOneName = 16

  init(in tree: ProjectTree) { self.tree = tree }

  private static func byName(_ paths: [String]) -> [String: [String]] {
    var byName: [String: [String]] = [:]
    for path in paths { byName[path.lastPathPart, default: []].append(path) }
    return byName
  }

  /// For each subject whether the file of that name has the digest; nil where there is no such file, or where it cannot
  /// be told which is meant.
  ///
  /// A name is a path from the attestation's folder or from the root. A file elsewhere whose path ends so may be the one:
  /// where its digest is right it is, where not nothing is known. Files that were signed together lie together.
  func matches(of subjects: [SignedStatement.Subject], statedIn path: String) -> [Bool?] {
    var folders = [parentFolder(path), ""]
    // Where one file of a signed folder is found, that is the folder.
    for subject in subjects where subject.isResource && match(subject, in: folders) == nil {
      guard let found = elsewhere(subject) else { continue }
      folders.append(String(Substring(found.utf8.dropLast(min(found.utf8.count, subject.name.utf8.count + 1)))))
      break
    }
    return subjects.map { match($0, in: folders) ?? (elsewhere($0) == nil ? nil : true) }
  }

  private func match(_ subject: SignedStatement.Subject, in folders: [String]) -> Bool? {
    guard let expected = subject.sha256 else { return nil }
    var answer: Bool?
    for folder in folders {
      guard let path = joinedPath(folder, subject.name), tree.contains(path), let digest = digest(of: path) else {
        continue
      }
      if digest.hex.hasBytes(expected) { return true }
      answer = false
    }
    return answer
  }

  /// A file elsewhere that has the name and the digest.
  private func elsewhere(_ subject: SignedStatement.Subject) -> String? {
    guard let expected = subject.sha256, joinedPath("", subject.name) != nil, !subject.name.isEmpty else { return nil }
    let paths = pathsByName[subject.name.lastPathPart] ?? []
    guard paths.count <= SubjectFiles.mostOfOneName else { return nil }
    return paths.first { path in
      (path.hasBytes(subject.name) || path.endsWithBytes("/" + subject.name))
        && digest(of: path)?.hex.hasBytes(expected) == true
    }
  }

  /// The digest of a file; nil where it is too large, cannot be read, or only points to the real one.
  private func digest(of path: String) -> Digest? {
    if let known = digests[path], known.path.hasBytes(path) { return known.digest }
    let digest = hashed(path)
    digests[path] = (path, digest)
    return digest
  }

  private func hashed(_ path: String) -> Digest? {
    do throws(ReadFailure) {
      let file = try tree.open(path)
      guard file.size <= min(SubjectFiles.largest, left) else { return nil }
      var hash = SHA256()
      var count = 0
      var isPointer = false
      try file.forEachPiece(upTo: SubjectFiles.largest) { piece in
        isPointer = count == 0 && piece[...].starts(with: "version https://git-lfs.github.com/spec/v")
        count += piece.count
        hash.update(piece.span)
        return !isPointer
      }
      if isPointer { return nil }
      left -= count
      return hash.finish()
    } catch {
      return nil
    }
  }
}

/// Base64 (RFC 4648) as attestations have it: of either alphabet, with or without padding and line ends.
enum Base64 {
  /// Nil where it is none.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var digits = 0
    var padding = 0
    for byte in text {
      if byte == 0x0A || byte == 0x0D || byte == 0x20 || byte == 0x09 { continue }
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(byte) else { return nil }
      bits = bits << 6 | value
      digits += 1
      if digits % 4 == 0 {
        bytes += [
          UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits),
        ]
        bits = 0
      }
    }
    switch digits % 4 {
    case 0: return padding == 0 ? bytes : nil
    case 2 where padding == 0 || padding == 2: return bytes + [UInt8(truncatingIfNeeded: bits >> 4)]
    case 3 where padding <= 1:
      return bytes + [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    default: return nil
    }
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
