import Diagnostics
import Documents

/// `code_owners`: the CODEOWNERS file that counts, by GitHub's order of places, and GitLab's own.
struct CodeOwners: ArtifactReader {
  let kind = "code_owners"
  let fileEndings = ["codeowners"]

  private static let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"]
  private static let mostPaths = 20_000

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    CodeOwners.places.first(where: tree.contains).map { [ArtifactCandidate(path: $0)] } ?? []
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    var limits = limits
    // GitHub does not read larger ones either.
    limits.bytes = min(limits.bytes, 3 << 20)
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    guard String(validating: file.bytes, as: UTF8.self) != nil, !file.bytes.contains(0) else {
      return .unreadable(file, [.notOfKind("text", at: file.whole)])
    }
    let rules = OwnerRules(file)
    var facts = Facts(at: file.whole)
    facts.set("rules", count: rules.rules.count)
    let fallback = rules.rules.last { $0.isForEverything }
    facts.set(
      "default_owners",
      list: (fallback?.owners ?? []).prefix(100).map { owner in
        Node(.text(OwnerRules.shown(owner).shortened(to: 300)), at: fallback?.place ?? file.whole)
      })
    facts.set("owners", count: rules.ownerCount)
    setCoverage(rules, tree, &facts)
    return .items([EvidenceItem(kind: kind, format: "codeowners", range: file.whole, facts: facts.node)])
  }

  private func setCoverage(_ rules: OwnerRules, _ tree: ProjectTree, _ facts: inout Facts) {
    // Rules times files: beyond this it would take too long, and is then not known.
    guard tree.paths.count <= CodeOwners.mostPaths, rules.rules.count <= 2000, !tree.paths.isEmpty else { return }
    var owned = 0
    var uncovered: [String] = []
    for path in tree.paths {
      if rules.hasOwner(path) {
        owned += 1
        continue
      }
      let slash = path.utf8.firstIndex(of: UInt8(ascii: "/"))
      let top = slash.map { String(path[...$0]) } ?? path
      // In byte order, so that one folder's files stand together.
      if !uncovered.contains(where: { $0.hasBytes(top) }) { uncovered.append(top) }
    }
    facts.set("owned_percent", number: Double(owned * 100) / Double(tree.paths.count))
    facts.set("uncovered", texts: uncovered, limit: 1000, most: 200)
  }
}

/// The rules of a CODEOWNERS file: the last one that matches decides, and one without owners takes ownership away.
struct OwnerRules {
  struct Rule {
    var patterns: [PathPattern]
    var owners: [String]
    var isForEverything: Bool
    var place: SourceRange
  }

  private(set) var rules: [Rule] = []

  init(_ file: SourceFile) {
    var sectionOwners: [String] = []
    var start = 0
    for bytes in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let range = file.range(start..<(start + bytes.count))
      start += bytes.count + 1
      let words = OwnerRules.words(bytes)
      guard let first = words.first else { continue }
      if first.startsWithBytes("[") || first.startsWithBytes("^[") {
        // GitLab's section: its owners hold for entries below that name none.
        sectionOwners = words.dropFirst().filter(OwnerRules.isOwner)
        continue
      }
      let owners = words.dropFirst().filter(OwnerRules.isOwner)
      let patterns = OwnerRules.patterns(first)
      guard !patterns.isEmpty else { continue }
      rules.append(
        Rule(
          patterns: patterns, owners: owners.isEmpty ? sectionOwners : owners,
          isForEverything: ["*", "**", "/**", "/", "/*"].contains { $0.hasBytes(first) } && !first.hasBytes("/*"),
          place: range))
    }
  }

  var ownerCount: Int { Set(rules.flatMap(\.owners).map { Array(asciiLowercased($0).utf8) }).count }

  func hasOwner(_ path: String) -> Bool {
    let names = PathPattern.Names(path)
    for index in rules.indices.reversed() where rules[index].patterns.contains(where: { $0.matches(names) }) {
      return !rules[index].owners.isEmpty
    }
    return false
  }

  /// An owner as reports may show it: a handle, not an address.
  static func shown(_ owner: String) -> String {
    owner.startsWithBytes("@") ? owner : "(an e-mail address)"
  }

  private static func isOwner(_ word: String) -> Bool {
    let at = word.utf8.firstIndex(of: UInt8(ascii: "@"))
    return at != nil && word.utf8.count > 1
  }

  /// The words of a line, up to a comment; a backslash keeps a blank in a path.
  private static func words(_ line: ArraySlice<UInt8>) -> [String] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if isEscaped {
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        if !word.isEmpty { words.append(word) }
        word = []
      } else if byte == UInt8(ascii: "#"), word.isEmpty {
        break
      } else {
        word.append(byte)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The patterns that one of gitignore's comes to: anchored where it has a slash before its end, and with what is below.
  private static func patterns(_ text: String) -> [PathPattern] {
    let isFolder = text.endsWithBytes("/")
    var parts = pathParts(text)
    let inner = isFolder ? text.utf8.dropLast() : text.utf8[...]
    let isAnchored = inner.contains(UInt8(ascii: "/")) || text.hasBytes("/")
    if !isAnchored { parts.insert("**", at: 0) }
    guard parts.count <= 62 else { return [] }
    let below = PathPattern(parts: parts + ["**"])
    if isFolder { return [PathPattern(parts: parts + ["*", "**"]), PathPattern(parts: parts + ["**", "*"])] }
    // `docs/*` is the files in docs, not those below.
    if isAnchored, parts.last?.hasBytes("*") == true { return [PathPattern(parts: parts)] }
    return [below]
  }
}
