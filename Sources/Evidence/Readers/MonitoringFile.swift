import Diagnostics
import Documents

/// A YAML file that may hold rules of Prometheus or the configuration of Alertmanager.
enum MonitoringFile {
  case roots([Node], [Diagnostic])
  case broken(SourceFile, [Diagnostic])
  case chartTemplate(ChartTemplate)
  case other

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
  init(
    _ candidate: ArtifactCandidate, naming words: [String], in tree: ProjectTree, limits: Limits
  ) throws(ReadFailure) {
    let file = try tree.read(candidate.path, limits: limits)
    guard words.contains(where: { file.bytes.containsBytes($0) }) else {
      self = .other
      return
    }
    // `{{ $value }}` stands in every rule file; in a chart's it says nothing yet.
    if let template = ChartTemplate(file, in: tree) {
      self = .chartTemplate(template)
      return
    }
    let document = tree.yaml(file, limits: limits)
    self =
      document.diagnostics.hasErrors
      ? .broken(file, ChartTemplate.explained(document.diagnostics)) : .roots(document.roots, document.diagnostics)
  }
}
