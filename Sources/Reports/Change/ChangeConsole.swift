import CEL
import Diagnostics
public import Readiness

/// What changed between two reports, for people at a terminal. Its last line is the decision of the later one.
public struct ChangeConsole: Sendable {
  private let color: Bool
  private let width: Int

  /// A writer that uses colour only where the caller knows that it is wanted, in lines of about this width.
  public init(color: Bool = false, width: Int = 100) {
    self.color = color
    self.width = max(40, width)
  }

  /// The change as UTF-8.
  public func report(_ change: AssessmentChange) -> [UInt8] {
    var page = ConsolePage(color: color, width: width)
    page.text(
      page.styled(inert(excerpt(change.after.project, 200)), .bold)
        + ", \(change.after.gate.rawValue) gate, \(change.after.asOf.dateDescription)")
    page.change(change, shownLines: 200)
    page.line()
    page.line(page.styled(change.after.decision.rawValue, Style(change.after.decision)))
    return page.bytes
  }
}

extension ConsolePage {
  /// What changed since an earlier report.
  ///
  /// - Parameter shownLines: how many lines of each part are shown.
  mutating func change(_ change: AssessmentChange, shownLines: Int) {
    let words = ChangeWords(change)
    line()
    text(styled(words.title, .bold))
    text(inert(words.headline))
    for caveat in words.caveats { text(styled("!", .careful) + " " + inert(caveat), hanging: 2) }
    for standing in words.standings { text(inert(standing), hanging: 2) }
    let areas = change.standings.flatMap(\.areas).filter { $0.before?.score?.shown != $0.after?.score?.shown }
    if !areas.isEmpty {
      let moves = areas.map { "\(inert(oneLine($0.title, limit: 28))) \($0.move)" }
      text("Areas: \(moves.joined(separator: ", ")).", hanging: 2)
    }
    if change.isEmpty { text("Nothing else changed.") }
    for part in words.parts {
      line()
      text(styled("\(part.title) (\(grouped(part.lines.count)))", .bold))
      for entry in part.lines.prefix(shownLines) {
        let (sign, style) = ConsolePage.sign(entry.direction)
        let name = entry.name.map { styled(inert($0), .bold) + ": " } ?? ""
        text("\(styled(sign, style)) \(name)\(inert(entry.text))", indent: 2, hanging: 2)
      }
      let more = part.lines.count - shownLines
      if more > 0 { text("and \(grouped(more)) more; gonogo diff --json has all of them", indent: 2) }
    }
  }

  private static func sign(_ direction: ChangeDirection) -> (String, Style) {
    switch direction {
    case .worse: ("✕", .bad)
    case .better: ("✓", .good)
    case .neither: ("·", .dim)
    }
  }
}
