import Diagnostics
import Documents

/// `documents`: Markdown and plain text that a project keeps about itself, its licence among them. In `docs`, at the top,
/// and wherever the manifest names one.
struct ProjectDocuments: ArtifactReader {
  static let name = "documents"
  let kind = ProjectDocuments.name
  let fileEndings = [".md", ".markdown", ".rst", ".txt", ".adoc"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      if isLicence(file) { return true }
      guard fileEndings.contains(where: { file.name.endsWithBytes($0) }) else { return false }
      let path = asciiLowercased(file.path)
      if path.startsWithBytes("docs/") || path.startsWithBytes("doc/") { return true }
      return !path.utf8.contains(UInt8(ascii: "/")) && (path.endsWithBytes(".md") || path.endsWithBytes(".rst"))
    }
  }

  /// A licence at the top, which mostly has no ending. One that is empty has no words.
  private func isLicence(_ file: ConventionalFile) -> Bool {
    guard ["license", "licence", "copying"].contains(where: { file.name.startsWithBytes($0) }) else { return false }
    return !file.path.utf8.contains(UInt8(ascii: "/"))
      && (!file.name.utf8.contains(UInt8(ascii: ".")) || file.name.endsWithBytes(".txt"))
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    var facts = Facts(at: file.whole)
    guard !file.bytes.contains(0), String(validating: file.bytes, as: UTF8.self) != nil else {
      // A PDF, say: it is there, and what it says is not known.
      return .items([EvidenceItem(kind: kind, format: "binary", range: file.whole, facts: facts.node)])
    }
    let front = FrontMatter(of: file, limits: limits)
    let outline = MarkdownOutline(file, from: front.bodyStart)
    describe(outline, front, in: file, &facts)
    var item = EvidenceItem(kind: kind, format: "text", range: file.whole, facts: facts.node)
    item.diagnostics = front.diagnostics.map { $0.asWarning }
    item.producedAt = statedTime(front.map, in: file)
    return .items([item])
  }

  private func describe(_ outline: MarkdownOutline, _ front: FrontMatter, in file: SourceFile, _ facts: inout Facts) {
    let headed = outline.sections.indices.filter {
      outline.sections[$0].level > 0 && !outline.sections[$0].heading.isEmpty
    }
    if let title = front.map?["title"]?.scalarText {
      facts.set("title", text: title, at: front.map?["title"]?.range)
    } else if let first = headed.first {
      facts.set("title", text: outline.sections[first].heading, at: outline.sections[first].range)
    }
    let shown = headed.prefix(2000)
    facts.set("headings", list: shown.map { heading(outline.sections[$0]) })
    let empty = shown.filter { index in
      outline.subtree(of: index).allSatisfy { outline.sections[$0].textLines == 0 }
    }
    facts.set("empty_headings", list: empty.map { heading(outline.sections[$0]) })
    facts.set("words", count: outline.words)
    facts.set("placeholders", count: outline.placeholders)
    let lines = outline.textLines + outline.placeholderLines
    if lines > 0 {
      facts.set("placeholder_percent", number: Double(outline.placeholderLines * 100) / Double(lines))
    }
    if let date = statedTime(front.map, in: file)?.text.flatMap(StatedTime.init) {
      facts.set("date", text: date.day, at: statedTime(front.map, in: file)?.range)
    }
    facts.set("status", textOf: front.map?["status"], limit: 100)
    facts.set("version", textOf: front.map?["version"], limit: 100)
    facts.set("owner", textOf: front.map?["owner"], limit: 300)
  }

  private func heading(_ section: MarkdownOutline.Section) -> Node {
    Node(.text(section.heading.shortened(to: 500)), at: section.range)
  }
}

/// The date that front matter states, as a node that says where.
func statedTime(_ front: Node?, in file: SourceFile) -> Node? {
  for key in ["last_updated", "updated", "last_modified", "date", "version_date"] {
    if let node = front?[key], let time = node.scalarText.flatMap(StatedTime.init) {
      return Node(.text(time.text), at: node.range)
    }
  }
  return nil
}

extension Diagnostic {
  /// The same where the artifact could be read all the same.
  var asWarning: Diagnostic {
    var copy = self
    if copy.severity == .error { copy.severity = .warning }
    return copy
  }
}
