import Diagnostics
import Documents
import FuzzSupport
import Readiness
import Reports

/// A report as `gonogo assess --json` writes it, to be edited and to compare with.
enum Known {
  static let bytes = packageFile("Tests/Fuzz/seeds/report.json").bytes

  static let snapshot: AssessmentSnapshot = {
    guard let snapshot = readBack(bytes) else { fatalError("the report among the seeds is none") }
    return snapshot
  }()

  /// Where its values stand.
  static let places = valuePlaces(bytes)

  /// What a value of the report is replaced by; or another value of it, as often as not.
  static let values: [String] = [
    "null", "true", "false", "0", "-1", "1", "100", "101", "1e400", "0.5", "9223372036854775807",
    "-9223372036854775808",
    "1000000000000", "\"\"", "[]", "{}", "[null]", "[{}]", "\"\\u0000\"", "\"\\u202e::error::x\"", "\"a\\r\\n## b\"",
    "\"e\\u0301\"", "\"\\u00e9\"", "\"GO\"", "\"NO-GO\"", "\"verified\"", "\"missing\"", "\"0001-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:59.999999999Z\"", "\"2026-02-30\"", "\"sha256:\"",
  ]
}

/// The snapshot in a report; nil where it is none, which has to be complained about, at a place.
func readBack(_ bytes: [UInt8]) -> AssessmentSnapshot? {
  do throws(DiagnosticsError) {
    return try ReportReader().snapshot(Document.json(SourceFile(path: "old.json", bytes: bytes)))
  } catch {
    require(error.diagnostics.hasErrors, "no snapshot, and no error")
    show(error.diagnostics)
    for diagnostic in error.diagnostics { require(diagnostic.place != nil, "no place: \(diagnostic.message)") }
    return nil
  }
}

/// Where each value of a JSON text stands, depth first; none where it is not read.
func valuePlaces(_ bytes: [UInt8]) -> [Range<Int>] {
  guard let root = Document.json(SourceFile(path: "old.json", bytes: bytes)).root else { return [] }
  var places: [Range<Int>] = []
  func collect(_ node: Node) {
    if let offsets = node.range.offsets { places.append(offsets) }
    for entry in node.entries { collect(entry.value) }
    for element in node.elements { collect(element) }
  }
  collect(root)
  return places
}

/// The known report with a few values replaced, as the input says: three bytes for each, which value and by what.
func edited(_ input: ArraySlice<UInt8>) -> [UInt8] {
  var text = Known.bytes
  var places = Known.places
  var rest = input
  for _ in 0..<4 where rest.count >= 3 && !places.isEmpty {
    let words = Array(rest.prefix(3))
    rest = rest.dropFirst(3)
    let place = places[(Int(words[0]) << 8 | Int(words[1])) % places.count]
    let choice = Int(words[2])
    let value =
      choice < 128
      ? Array(Known.values[choice % Known.values.count].utf8)
      : Array(text[places[(Int(words[1]) * 31 + choice) % places.count]])
    text.replaceSubrange(place, with: value)
    places = valuePlaces(text)
  }
  return text
}

/// What two reports come to in every form that they are printed in.
func compare(_ earlier: AssessmentSnapshot, _ later: AssessmentSnapshot) {
  let change = AssessmentChange(from: earlier, to: later)
  let json = Document.json(SourceFile(path: "diff.json", bytes: ChangeJSON().report(change)))
  require(json.diagnostics.isEmpty, "the change is no JSON")
  let markdown = ChangeMarkdown().report(change)
  require(markdown.count <= 60_000, "the note has \(markdown.count) bytes")
  for text in [markdown, ChangeConsole().report(change)] {
    for line in String(decoding: text, as: UTF8.self).utf8.split(separator: 0x0A) {
      require(!line.drop { $0 == 0x20 }.starts(with: "::".utf8), "a command to a CI runner")
      require(!String(Substring(line)).unicodeScalars.contains(where: isHarmful), "a character that acts")
    }
  }
}

// Reports to compare with, which may come from a stranger. After a first byte of 0x21 and more the input is the report
// itself, as bytes; below, it tells what is different in a sound one, so that what stands behind the first check is reached.
unsafe fuzz { start, count in
  let input = unsafe bytes(start, count)
  let text = (input.first ?? 0xFF) <= 0x20 ? edited(input.dropFirst()) : input
  guard let snapshot = readBack(text) else { return 0 }
  require(AssessmentChange(from: snapshot, to: snapshot).isEmpty, "a report is different from itself")
  compare(snapshot, Known.snapshot)
  compare(Known.snapshot, snapshot)
  return 0
}
