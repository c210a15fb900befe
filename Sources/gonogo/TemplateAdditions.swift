import Diagnostics
import Documents

/// What a gate's template asks for that a manifest does not have yet, with the template's comments, to be copied.
struct TemplateAdditions {
  /// The parts, as YAML; nil where there are none.
  let text: String?

  init(template: SourceFile, wanted: Node?, written: Node?) {
    var parts: [String] = []
    for section in wanted?.entries ?? [] {
      guard let own = written?[section.key], !own.entries.isEmpty || section.value.entries.isEmpty else {
        parts.append(TemplateAdditions.lines(of: section, in: template))
        continue
      }
      let missing = section.value.entries.filter { own[$0.key] == nil }
      guard !missing.isEmpty else { continue }
      let fields = missing.map { TemplateAdditions.lines(of: $0, in: template) }
      parts.append("\(section.key):\n" + fields.joined(separator: "\n"))
    }
    text = parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// The lines of an entry and the comments right above it.
  private static func lines(of entry: Node.Entry, in file: SourceFile) -> String {
    guard let start = entry.keyRange.start, let end = entry.value.range.end else { return "" }
    var first = start.line
    while let above = file.line(first - 1), above.drop(while: { $0 == " " }).hasPrefix("#") { first -= 1 }
    // A block's range may end at the start of the line after it.
    let last = end.column == 1 && end.line > start.line ? end.line - 1 : end.line
    return (first...max(first, last)).compactMap { file.line($0) }.joined(separator: "\n")
  }
}
