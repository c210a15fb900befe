public import Diagnostics
public import Readiness
import XML

/// The decision and the score as a small picture for a README. It says nothing but words of ours.
public struct BadgeReporter: Reporter {
  /// Its name on the command line.
  public let format = "badge"
  /// What the report is for, in one line.
  public let summary = "The decision and the score as a small SVG picture"

  /// A reporter.
  public init() {}

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let bytes: [UInt8]
    do throws(XMLWriter.Failure) {
      bytes = try picture(assessment)
    } catch {
      throw DiagnosticsError([.badgeNotWritten(error)])
    }
    output.write(bytes.span)
  }

  private func picture(_ assessment: Assessment) throws(XMLWriter.Failure) -> [UInt8] {
    let gate = BadgePart(text: "\(assessment.gate.rawValue) gate", x: 0)
    let result = BadgePart(text: words(assessment), x: gate.width)
    let width = gate.width + result.width
    let description = "\(gate.text): \(result.text)"
    var writer = try XMLWriter(indent: 0)
    try writer.start("svg")
    let attributes: KeyValuePairs = [
      "xmlns": "http://www.w3.org/2000/svg", "width": "\(width)", "height": "20", "viewBox": "0 0 \(width) 20",
      "role": "img", "aria-label": description,
    ]
    for (name, value) in attributes { try writer.attribute(name, value) }
    try writer.element("title", text: description)
    try part(gate, color: "#24292f", to: &writer)
    try part(result, color: assessment.decision.color, to: &writer)
    try writer.end()
    return try writer.finish()
  }

  private func part(_ part: BadgePart, color: String, to writer: inout XMLWriter) throws(XMLWriter.Failure) {
    try writer.element(
      "rect", ["x": "\(part.x)", "width": "\(part.width)", "height": "20", "fill": color])
    try writer.element(
      "text",
      [
        "x": "\(part.x + BadgePart.margin)", "y": "14", "textLength": "\(part.width - 2 * BadgePart.margin)",
        "fill": "#ffffff", "font-family": "Verdana,DejaVu Sans,Geneva,sans-serif", "font-size": "11",
      ], text: part.text)
  }

  /// The score stands beside the decision where there is one score: those of several rubrics are never merged.
  private func words(_ assessment: Assessment) -> String {
    let score = assessment.rubrics.count == 1 ? assessment.rubrics[0].scores.score : nil
    return assessment.decision.rawValue + (score.map { ", \($0.shown) of 100" } ?? "")
  }
}

/// A coloured field with a text in it.
private struct BadgePart {
  static let margin = 7

  let text: String
  let x: Int

  /// Letters are about this wide in the fonts that are asked for; the text is then set to exactly this length.
  var width: Int {
    let tenths = text.utf8.reduce(0) { sum, byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): sum + 79
      case UInt8(ascii: "0")...UInt8(ascii: "9"): sum + 70
      case 0x20, UInt8(ascii: ","), UInt8(ascii: "-"): sum + 42
      case UInt8(ascii: "i"), UInt8(ascii: "l"), UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "r"): sum + 42
      default: sum + 67
      }
    }
    return tenths / 10 + 1 + 2 * BadgePart.margin
  }
}

extension Decision {
  /// White text on any of these has a contrast of more than 4.5.
  fileprivate var color: String {
    switch self {
    case .go: "#1a7f37"
    case .conditionalGo: "#8a5a00"
    case .noGo: "#b3261e"
    case .nothingToDecide: "#57606a"
    }
  }
}

extension Diagnostic {
  static func badgeNotWritten(_ failure: XMLWriter.Failure) -> Diagnostic {
    Diagnostic(.error, id: "report.badge-not-written", "the badge could not be written: \(failure)")
  }
}
