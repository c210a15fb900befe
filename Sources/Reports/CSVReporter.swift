public import Diagnostics
public import Readiness

/// The traceability matrix for an auditor's spreadsheet: a row for each rule, with what it demands, what it came to, from
/// which values and which evidence, who accepted it otherwise, and which controls of frameworks it serves. RFC 4180; nothing in it is a formula.
public struct CSVReporter: Reporter {
  /// Its name on the command line.
  public let format = "csv"
  /// What the report is for, in one line.
  public let summary = "Traceability matrix for a spreadsheet: a row for each rule, from demand to evidence"

  private static let columns: [StaticString] = [
    "rubric", "rubric digest", "area", "rule", "demand", "severity", "weight", "gate", "required", "verdict", "met",
    "mark", "found", "missing", "values", "evidence", "waiver", "approved by", "waiver ends", "why", "to do", "sources",
    "controls", "defined at",
  ]

  /// A reporter.
  public init() {}

  /// Writes the report, UTF-8. It begins with a byte order mark, without which Excel takes it for another encoding.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let text = TextBuffer(output)
    text.append("\u{FEFF}")
    for (index, column) in Self.columns.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      text.append(column)
    }
    text.append("\r\n")
    let controls = RuleControls(assessment.compliance)
    for (number, rubric) in assessment.rubrics.enumerated() {
      for (place, rule) in rubric.rules.enumerated() {
        let served = controls.names(rubric: number, rule: place)
        for (index, cell) in cells(rule, rubric, assessment, controls: served).enumerated() {
          if index > 0 { text.append(UInt8(ascii: ",")) }
          text.append(UInt8(ascii: "\""))
          text.append(cell, escapedFor: CSVText.self)
          text.append(UInt8(ascii: "\""))
        }
        text.append("\r\n")
      }
    }
    text.flush()
  }

  private func cells(
    _ assessed: RuleAssessment, _ rubric: RubricAssessment, _ assessment: Assessment, controls: [String]
  ) -> [String] {
    let rule = assessed.rule
    let waiver = assessed.waiver.flatMap { assessment.waivers.indices.contains($0) ? assessment.waivers[$0] : nil }
    let mark = assessed.isWaived ? "waived" : assessed.announcedFor.map { "announced for \($0)" }
    return [
      cell(rubric.name), rubric.digest.description, cell(rule.area), cell(rule.id), cell(rule.title),
      rule.severity.rawValue, String(rule.weight), assessment.gate.rawValue, assessed.requiredLevel?.rawValue ?? "",
      assessed.verdict.rawValue, assessed.verdict.counts ? (assessed.isMet ? "yes" : "no") : "", cell(mark),
      cell(assessed.message), list(assessed.missing) { missing in missing.path + at(missing.place) },
      list(assessed.citations) { citation in "\(citation.path) = \(citation.value)\(at(citation.place))" },
      list(assessed.evidence) { use in
        guard assessment.evidence.entries.indices.contains(use.entry) else { return "not in the register" }
        let entry = assessment.evidence.entries[use.entry]
        return "\(entry.place.description) (\(entry.kind), \(use.standing.words), \(entry.digest))"
      },
      cell(waiver?.reason), cell(waiver?.approver), cell(waiver?.expiresOn), cell(rule.why), cell(rule.remedy),
      list(rule.sources) { $0 }, list(controls) { $0 }, cell(rule.place.description),
    ]
  }

  private func at(_ place: SourceRange?) -> String { place.map { " at \($0.description)" } ?? "" }

  /// A text from outside.
  private func cell(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "" }
    return noFormula(oneLine(text, limit: 2_000))
  }

  /// Several texts from outside in one cell.
  private func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
    var parts = elements.prefix(20).map { oneLine(text($0), limit: 500) }
    if elements.count > 20 { parts.append("\(elements.count - 20) more") }
    return noFormula(parts.joined(separator: "; "))
  }
}

/// A cell that no spreadsheet takes for a formula. One begins with `=`, `+`, `-` or `@`, also full-width, at the start of a
/// cell; and a program that separates at another sign, or does not know quotes, sees starts where we see none. An
/// apostrophe before it makes it a text.
func noFormula(_ text: String) -> String {
  guard mayHaveFormula(text) else { return text }
  var scalars = String.UnicodeScalarView()
  var isStart = true
  for scalar in text.unicodeScalars {
    switch scalar {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
      if isStart { scalars.append("'") }
      isStart = false
    case ",", ";", "\t", "\"", "|": isStart = true
    // Programs that read a table trim their cells.
    case " ", "\u{A0}", "\u{3000}": break
    default: isStart = false
    }
    scalars.append(scalar)
  }
  return String(scalars)
}

/// Whether a text needs a second look: a sign of a formula, or something that is no ASCII, stands where a cell may start.
private func mayHaveFormula(_ text: String) -> Bool {
  let bytes = text.utf8.span
  var isStart = true
  var at = 0
  while bytes.count - at >= 8 {
    // What begins no cell and no formula leaves nothing to ask; spaces at its end do not matter before the next cell.
    let eight = EightBytes(bytes, at: at)
    let isSimple =
      !isStart
      && eight.without(UInt8(ascii: ",")).without(UInt8(ascii: ";"))
        .without(UInt8(ascii: "\"")).without(UInt8(ascii: "|")).arePlain
    if isSimple {
      at += 8
      continue
    }
    for index in at..<at + 8 where mayBegin(formula: bytes[index], &isStart) { return true }
    at += 8
  }
  for index in at..<bytes.count where mayBegin(formula: bytes[index], &isStart) { return true }
  return false
}

/// Takes a byte in; true for a sign of a formula, or for what is no ASCII, where a cell may start.
private func mayBegin(formula byte: UInt8, _ isStart: inout Bool) -> Bool {
  switch byte {
  case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x80...:
    if isStart { return true }
  case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "|"): isStart = true
  case UInt8(ascii: " "): break
  default: isStart = false
  }
  return false
}

/// A quoted cell.
private enum CSVText: TextEscaping {
  static func isPlain(_ byte: UInt8) -> Bool { byte != UInt8(ascii: "\"") }

  static func arePlain(_ bytes: EightBytes) -> Bool { bytes.without(UInt8(ascii: "\"")).arePlain }

  static func replacement(_ scalar: Unicode.Scalar) -> String? { scalar == "\"" ? "\"\"" : nil }
}
