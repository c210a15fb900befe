import Diagnostics

/// A requirement as pip and PEP 508 have it: `name[extra] >=1,<2 ; marker --hash=…`, `name @ address`, or an address or
/// path alone.
struct Requirement {
  var name: String
  var isPinned: Bool
  var isHashed: Bool
  var source: DependencyList.Source

  private init(name: String, isPinned: Bool, isHashed: Bool, source: DependencyList.Source) {
    self.name = name
    self.isPinned = isPinned
    self.isHashed = isHashed
    self.source = source
  }

  init?(_ line: String) {
    let bytes = Array(line.utf8)
    var text = line
    // Options of one requirement stand behind it.
    var hashes = false
    if let options = Requirement.startOfOptions(bytes) {
      hashes = Array(bytes[options...]).containsBytes("--hash")
      text = String(decoding: bytes[..<options], as: UTF8.self).trimmed
    }
    if Requirement.isAddress(text) {
      self.init(address: text)
      isHashed = isHashed || hashes
      isPinned = isPinned || hashes
      return
    }
    let name = text.utf8.prefix(while: Requirement.isNameByte)
    guard let first = name.first, isLetterOrDigit(first) else { return nil }
    var rest = Array(text.utf8.dropFirst(name.count))[...].trimmed
    if rest.first == UInt8(ascii: "[") {
      guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      rest = rest[(end + 1)...].trimmed
    }
    if rest.first == UInt8(ascii: "@") {
      let address = rest.dropFirst().trimmed.prefix { $0 != 0x20 && $0 != UInt8(ascii: ";") }
      guard !address.isEmpty else { return nil }
      self.init(address: String(decoding: address, as: UTF8.self))
    } else {
      let specifiers = rest.prefix { $0 != UInt8(ascii: ";") }.trimmed
      guard specifiers.isEmpty || "<>=!~(".utf8.contains(specifiers[specifiers.startIndex]) else { return nil }
      self.init(name: "", isPinned: Requirement.pins(specifiers), isHashed: false, source: .index)
    }
    self.name = String(Substring(name))
    isHashed = isHashed || hashes
    isPinned = isPinned || hashes
  }

  /// An address or a path: pinned where it names a commit in full, or a digest.
  init(address text: String) {
    let isAddress = text.containsBytes("://")
    let isHashed = text.containsBytes("#sha256=") || text.containsBytes("&sha256=")
    let isRepository = ["git+", "hg+", "svn+", "bzr+", "git:"].contains { text.startsWithBytes($0) }
    self.init(
      name: Requirement.egg(text) ?? (isAddress || text.startsWithBytes("/") ? Requirement.fileName(text) : text),
      isPinned: isHashed || isRepository && Requirement.namesCommit(text), isHashed: isHashed,
      source: isRepository ? .versionControl : isAddress && !text.startsWithBytes("file:") ? .address : .local)
  }

  func package(at place: SourceRange) -> DependencyList.Package {
    .init(name: name, isPinned: isPinned, isHashed: isHashed, source: source, place: place)
  }

  /// Whether specifiers allow one version only: `==1.2`, not `==1.*`.
  static func pins(_ specifiers: ArraySlice<UInt8>) -> Bool {
    specifiers.split(separator: UInt8(ascii: ",")).contains { clause in
      let clause = clause.trimmed.drop { $0 == UInt8(ascii: "(") }
      guard clause.starts(with: "==") else { return false }
      let version = clause.drop { $0 == UInt8(ascii: "=") }.trimmed
      return !version.isEmpty && !version.contains(UInt8(ascii: "*"))
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func startOfOptions(_ bytes: [UInt8]) -> Int? {
    for index in bytes.indices.dropFirst() where bytes[index] == UInt8(ascii: "-") {
      let isBehindBlank = bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09
      if isBehindBlank, bytes[index...].starts(with: "--") { return index }
    }
    return nil
  }

  private static func isAddress(_ text: String) -> Bool {
    let word = String(Substring(text.utf8.prefix { $0 != 0x20 }))
    if word.startsWithBytes(".") || word.startsWithBytes("/") { return true }
    let name = word.utf8.prefix(while: isNameByte)
    // `git+https://…` and `https://…`, but not `name@https://…`.
    if word.containsBytes("://") { return !word.utf8.dropFirst(name.count).starts(with: "@".utf8) }
    return [".whl", ".tar.gz", ".zip"].contains { word.endsWithBytes($0) }
  }

  /// Whether a revision behind an @ is a whole commit.
  private static func namesCommit(_ text: String) -> Bool {
    let bytes = text.utf8.prefix { $0 != UInt8(ascii: "#") }
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let revision = bytes[bytes.index(after: at)...]
    return isWholeCommit(String(Substring(revision)))
  }

  static func isWholeCommit(_ text: String) -> Bool {
    (text.utf8.count == 40 || text.utf8.count == 64)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains(asciiLowercased($0)) }
  }

  private static func egg(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    for index in bytes.indices where bytes[index...].starts(with: "egg=") {
      let name = bytes[(index + 4)...].prefix(while: isNameByte)
      return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
    return nil
  }

  /// The last part of an address's path: nothing before it, where a password may stand, and nothing behind.
  private static func fileName(_ text: String) -> String {
    let path = text.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let last = String(Substring(path)).lastPathPart
    return last.utf8.contains(UInt8(ascii: "@")) ? "(an address)" : last
  }
}
