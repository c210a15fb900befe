import Diagnostics
import Documents

/// A card of a model or of a data set: a file of Markdown, perhaps with front matter.
enum MarkdownCard {
  /// Reads a file as a card.
  /// - Parameters:
  ///   - isNamed: whether its name alone says what it is: then it is one, or broken.
  ///   - isOfKind: whether front matter speaks of what the card is about.
  static func read(
    _ candidate: ArtifactCandidate, isNamed: Bool, isOfKind: (Node) -> Bool, in tree: ProjectTree, limits: Limits,
    item: (SourceFile, FrontMatter) -> EvidenceItem
  ) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return isNamed ? .unreadable(candidate.path, error) : .notThisKind
    }
    guard !file.bytes.contains(0), String(validating: file.bytes, as: UTF8.self) != nil else {
      return isNamed ? .unreadable(file, [.notOfKind("text", at: file.whole)]) : .notThisKind
    }
    let front = FrontMatter(of: file, limits: limits)
    guard isNamed || front.map.map(isOfKind) == true else { return .notThisKind }
    if front.diagnostics.hasErrors { return .unreadable(file, front.diagnostics) }
    return .items([item(file, front)])
  }
}
