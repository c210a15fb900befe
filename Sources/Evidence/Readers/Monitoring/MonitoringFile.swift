import Diagnostics
import Documents

/// YAML files that may hold rules of Prometheus or the configuration of Alertmanager.
enum MonitoringFile {
  private static let hints = ["alert", "rule", "prometheus", "monitoring", "grafana", "observability"]

  /// By name, or by a folder of such a name: most YAML is something else.
  static func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    var folder = ""
    var isHinted = false
    return tree.candidates { file in
      guard file.name.endsWithBytes(".yaml") || file.name.endsWithBytes(".yml") || file.name.endsWithBytes(".rules")
      else { return false }
      if hints.contains(where: { file.name.containsBytes($0) }) { return true }
      // Files of one folder follow one another.
      let own = parentFolder(file.path)
      if !own.hasBytes(folder) {
        folder = own
        let lower = asciiLowercased(own)
        isHinted = hints.contains { lower.containsBytes($0) }
      }
      return isHinted
    }
  }

  /// Reads a file in whose text one of these words stands.
  /// - Parameter item: what one of its documents says; nil where it is something else.
  static func read(
    _ candidate: ArtifactCandidate, naming words: [String], in tree: ProjectTree, limits: Limits,
    item: (Node) -> EvidenceItem?
  ) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    guard words.contains(where: { file.bytes.containsBytes($0) }) else { return .notThisKind }
    // `{{ $value }}` stands in every rule file; in a chart's it says nothing yet.
    if let template = ChartTemplate(file, in: tree) { return template.reading(isDeclared: candidate.isDeclared) }
    let document = tree.yaml(file, limits: limits)
    guard !document.diagnostics.hasErrors else {
      return .unreadable(file, ChartTemplate.explained(document.diagnostics))
    }
    var items = document.roots.compactMap(item)
    if items.isEmpty { return .notThisKind }
    items[0].diagnostics += document.diagnostics
    return .items(items)
  }
}
