import Diagnostics
import Documents

/// What a gate's template asks for that a manifest does not have yet, with the template's comments, to be copied.
struct TemplateAdditions {
  /// The parts, as YAML; nil where there are none.
  let text: String?

  init(template: SourceFile, wanted: Node?, written: Node?) {
    let sections = (wanted?.entries ?? []).map { section in
      TemplateAdditions.lines(for: section, beside: written?[section.key], in: template, indent: 0)
    }
    let parts = sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    text = parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// The lines to add for an entry of the template; none where the manifest has all of it.
  private static func lines(
    for entry: Node.Entry, beside written: Node?, in template: SourceFile, indent: Int
  ) -> [String] {
    guard let written, !written.saysNothing else { return whole(entry, in: template, indent: indent) }
    let margin = String(repeating: " ", count: indent)
    if case .map(let wanted) = entry.value.content, case .map = written.content {
      let below = wanted.flatMap { lines(for: $0, beside: written[$0.key], in: template, indent: indent + 2) }
      return below.isEmpty ? [] : ["\(margin)\(entry.key):"] + below
    }
    if let wanted = entry.value.elements.first?.entries, !wanted.isEmpty, !written.elements.isEmpty {
      // The template shows one element of the list: what none of the manifest's has is to be added to each.
      let missing = wanted.filter { field in written.elements.allSatisfy { $0[field.key] == nil } }
      guard !missing.isEmpty else { return [] }
      return ["\(margin)\(entry.key):  # to each of them"]
        + missing.flatMap { whole($0, in: template, indent: indent + 4) }
    }
    return []
  }

  /// An entry as the template has it, with the comments above it where it has lines of its own.
  private static func whole(_ entry: Node.Entry, in file: SourceFile, indent: Int) -> [String] {
    guard let start = entry.keyRange.start, let end = entry.value.range.end, let line = file.line(start.line) else {
      return []
    }
    let margin = String(repeating: " ", count: indent)
    guard line.unicodeScalars.prefix(start.column - 1).allSatisfy({ $0 == " " }) else {
      // Inside braces, or behind the dash of a list.
      return ["\(margin)\(entry.key): \(entry.value.range.text ?? "")"]
    }
    var first = start.line
    while let above = file.line(first - 1), above.drop(while: { $0 == " " }).hasPrefix("#") { first -= 1 }
    // A block's range may end at the start of the line after it.
    let last = end.column == 1 && end.line > start.line ? end.line - 1 : end.line
    return (first...max(first, last)).compactMap { file.line($0) }.map { line in
      margin + line.drop { $0 == " " }.description.indented(by: leading(line) - (start.column - 1))
    }
  }

  private static func leading(_ line: String) -> Int { line.utf8.prefix { $0 == UInt8(ascii: " ") }.count }
}

extension Node {
  /// A key without a value, or with an empty map or list.
  fileprivate var saysNothing: Bool {
    switch content {
    case .null: true
    case .map(let entries): entries.isEmpty
    case .list(let elements): elements.isEmpty
    default: false
    }
  }
}

extension String {
  fileprivate func indented(by count: Int) -> String { String(repeating: " ", count: max(0, count)) + self }
}
