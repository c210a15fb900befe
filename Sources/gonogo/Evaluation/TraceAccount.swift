import CEL
import Diagnostics

/// The steps of an evaluation as lines: where in the expression, which part, the part with the values of its own parts,
/// and what it came to.
///
/// ```
///   1:1  size(team.members) >= 3 → 2 >= 3 → false
///   1:1    size(team.members) → size(['Ada', 'Grace']) → 2
///   1:6      team.members → ['Ada', 'Grace']
/// ```
struct TraceAccount {
  /// The longest value among others, and the longest part with values in it: more hides what matters.
  private static let longestPart = 40
  private static let longestSubstitution = 80

  let lines: [String]

  init(trace: Trace, source: SourceFragment) {
    let steps = trace.steps
    let bytes = Array(source.text.utf8)
    var lines: [String] = []
    // The steps that the step at hand is a part of, the innermost last, with how far each is indented.
    var parents: [(depth: Int, index: Int, indent: Int)] = []
    for (index, step) in steps.enumerated() {
      while let last = parents.last, last.depth >= step.depth { parents.removeLast() }
      let indent = parents.last.map { $0.indent + 1 } ?? 0
      if let parent = parents.last, TraceAccount.isBeginning(step, of: steps[parent.index], bytes) {
        parents.append((step.depth, index, indent - 1))
        continue
      }
      parents.append((step.depth, index, indent))
      let position = source.place(of: step.offsets).start.map { "\($0.line):\($0.column)" } ?? ""
      var forms = [TraceAccount.text(bytes[step.offsets])]
      let substituted = TraceAccount.substituted(index, in: steps, bytes)
      if substituted.utf8.count <= TraceAccount.longestSubstitution, substituted != forms[0] {
        forms.append(substituted)
      }
      var result = TraceAccount.result(step.outcome, maxLength: 120)
      if let element = step.decidingIndex { result += ", by element \(element)" }
      forms.append(result)
      let gap = String(repeating: " ", count: max(1, 6 - position.utf8.count) + 2 * indent)
      lines.append("  \(position)\(gap)\(forms.map { inert($0) }.joined(separator: " → "))")
    }
    self.lines = lines.isEmpty ? [] : [""] + lines
  }

  /// An outcome in few words.
  private static func result(_ outcome: Outcome, maxLength: Int) -> String {
    switch outcome {
    case .value(let value): value.spelledOut.literal(maxLength: maxLength)
    case .unknown: "unknown"
    case .error(let error): "error: \(error.message)"
    }
  }

  /// Source text on one line.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether a step is what a longer attribute begins with, as `team` is of `team.members`: its value would only repeat.
  private static func isBeginning(_ step: Trace.Step, of parent: Trace.Step, _ bytes: [UInt8]) -> Bool {
    let before = bytes[parent.offsets.lowerBound..<max(step.offsets.lowerBound, parent.offsets.lowerBound)]
    var rest = bytes[step.offsets.upperBound..<max(step.offsets.upperBound, parent.offsets.upperBound)]
    if before.starts(with: "has(".utf8), rest.last == UInt8(ascii: ")") {
      rest.removeLast()
    } else if !before.isEmpty {
      return false
    }
    guard let first = rest.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "[") else { return false }
    // `.name(…)` is a call of its own, and a comparison may follow.
    return first == UInt8(ascii: "[") ? rest.last == UInt8(ascii: "]") : rest.dropFirst().allSatisfy(isNamePart)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "?")
  }

  // MARK: - Values in place of parts

  private static let walks: Set<String> = [
    "all", "exists", "exists_one", "existsOne", "filter", "map", "transformList", "transformMap",
    "transformMapEntry", "sortBy", "optMap", "optFlatMap",
  ]

  /// A part with values in place of its own parts; of what walks a list, the list alone.
  private static func substituted(_ index: Int, in steps: [Trace.Step], _ bytes: [UInt8]) -> String {
    let step = steps[index]
    var pieces: [UInt8] = []
    var position = step.offsets.lowerBound
    for part in steps[(index + 1)...].prefix(while: { $0.depth > step.depth }) where part.depth == step.depth + 1 {
      guard part.offsets.lowerBound >= position, part.offsets.upperBound <= step.offsets.upperBound else { continue }
      if isBeginning(part, of: step, bytes) { continue }
      let isWalked =
        part.offsets.lowerBound == step.offsets.lowerBound && walks.contains(nameOfCall(after: part, bytes))
      if step.decidingIndex != nil, !isWalked { break }
      pieces += bytes[position..<part.offsets.lowerBound]
      pieces += result(part.outcome, maxLength: longestPart).utf8
      position = part.offsets.upperBound
      if isWalked { break }
    }
    pieces += bytes[position..<step.offsets.upperBound]
    return text(pieces[...])
  }

  /// The name in `.name(` after a part.
  private static func nameOfCall(after part: Trace.Step, _ bytes: [UInt8]) -> String {
    let rest = bytes[part.offsets.upperBound...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    guard rest.first == UInt8(ascii: ".") else { return "" }
    return String(decoding: rest.dropFirst().prefix(while: isNamePart), as: UTF8.self)
  }
}
