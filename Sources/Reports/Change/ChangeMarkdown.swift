import CEL
import Diagnostics
public import Readiness

/// What changed between two reports, for a note on a merge request. It stays below the size that services accept.
public struct ChangeMarkdown: Sendable {
  private let limit: Int

  /// A writer of at most so many bytes.
  public init(limit: Int = 60_000) {
    self.limit = max(limit, 30_000)
  }

  /// The change as UTF-8.
  public func report(_ change: AssessmentChange) -> [UInt8] {
    var page = MarkdownPage(limit: limit)
    let project = markdown(oneLine(change.after.project, limit: 150))
    page.block("## \(change.after.decision.rawValue): \(project), \(change.after.gate.rawValue) gate")
    page.change(change, reserve: 1_000)
    return page.bytes
  }
}

extension MarkdownPage {
  /// What changed since an earlier report: a paragraph, then a table for each who changed something.
  ///
  /// - Parameter reserve: the bytes that are kept free for what follows.
  mutating func change(_ change: AssessmentChange, reserve: Int) {
    let words = ChangeWords(change)
    block("### \(words.title)")
    block("**\(markdown(words.headline))**")
    for caveat in words.caveats { block("**Note:** \(markdown(caveat))") }
    // More rubrics than a person reads are in the JSON.
    for standing in words.standings.prefix(10) { block("**Standing:** \(markdown(standing))") }
    if change.isEmpty { block("Nothing else changed.") }
    for part in words.parts {
      table(
        "\(part.title) (\(grouped(part.lines.count)))", ["", "which", "what"], count: part.lines.count,
        reserve: reserve, unit: "change"
      ) { index in
        let line = part.lines[index]
        return [
          line.direction.sign, line.name.map { markdownCode($0, isInTable: true) } ?? "", markdown(line.text),
        ]
      }
    }
  }
}

extension ChangeDirection {
  fileprivate var sign: String {
    switch self {
    case .worse: "❌"
    case .better: "✅"
    case .neither: "➖"
    }
  }
}
