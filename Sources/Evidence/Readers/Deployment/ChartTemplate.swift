import Diagnostics

/// A template of a Helm chart: a file under `templates` beside a `Chart.yaml`, with something in it that is still to be
/// filled in.
///
/// Such a file is no evidence that was lost: it says nothing until it is rendered, and a chart in a project's tree is as
/// usual as a Dockerfile. Undeclared it is therefore passed over, by name and with the reason, instead of making an error
/// of each rule on deployments. That pays nobody: rules that want to see a deployment still see none, and nothing passes
/// by that. Whoever declares a template under `artifacts` says that it is evidence, and then it is unreadable. The same
/// holds for a template that lies anywhere else: without a chart beside it, it may be a file that was spoiled.
struct ChartTemplate {
  private let file: SourceFile
  private let place: SourceRange

  init?(_ file: SourceFile, in tree: ProjectTree) {
    guard let mark = ChartTemplate.mark(in: file.bytes) else { return nil }
    let parts = pathParts(file.path)
    let isInChart = parts.indices.dropLast().contains { index in
      parts[index].hasBytes("templates") && tree.contains((parts[..<index] + ["Chart.yaml"]).joined(separator: "/"))
    }
    guard isInChart else { return nil }
    self.file = file
    place = file.range(mark..<(mark + 2))
  }

  /// What becomes of it: unreadable where the manifest declares it, otherwise passed over.
  func reading(isDeclared: Bool) -> ArtifactReading {
    isDeclared
      ? .unreadable(file, [.template(at: place)])
      : .passedOver(reason: "it is a template of a Helm chart, which says nothing until it is rendered")
  }

  /// What was wrong with a file of YAML. A template is not a broken file: what it becomes when it is rendered is the
  /// evidence. Said once, at its first mark.
  static func explained(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard let template = diagnostics.first(where: { $0.id.hasBytes("yaml.template") }) else { return diagnostics }
    return [.template(at: template.place)]
  }

  private static func mark(in bytes: [UInt8]) -> Int? {
    let brace = UInt8(ascii: "{")
    var at = 0
    while let found = bytes.span.offset(of: brace, from: at) {
      if found + 1 < bytes.count, bytes[found + 1] == brace { return found }
      at = found + 1
    }
    return nil
  }
}

extension Diagnostic {
  fileprivate static func template(at place: SourceRange?) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.template", "template: what it deploys is known only once it is rendered", at: place,
      fix: "render it (helm template, kustomize build) into a file, and declare that under artifacts")
  }
}
