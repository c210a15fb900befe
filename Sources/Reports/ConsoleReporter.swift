import CEL
public import Diagnostics
public import Readiness

/// The report for people at a terminal: the decision, why, and what to do next and where. Its last line is the decision.
public struct ConsoleReporter: Reporter {
  /// Its name on the command line.
  public let format = "console"
  /// What the report is for, in one line.
  public let summary = "The decision, what is unmet and where, for a terminal"

  private let color: Bool
  private let width: Int

  /// A reporter that writes in colour only where the caller knows that it is wanted, in lines of about this width.
  public init(color: Bool = false, width: Int = 100) {
    self.color = color
    self.width = max(40, width)
  }

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    var page = ConsolePage(color: color, width: width)
    head(assessment, &page)
    if let change = assessment.change { page.change(change, shownLines: 20) }
    for rubric in assessment.rubrics {
      if assessment.rubrics.count > 1 {
        page.line()
        page.text(
          page.styled(inert(excerpt(rubric.title, 200)), .bold) + ": "
            + page.styled(rubric.decision.rawValue, Style(rubric.decision)))
        page.text(inert(excerpt(rubric.reason, 400)), indent: 2)
      }
      standing(rubric, &page)
      unmet(rubric, assessment, &page)
      areas(rubric, &page)
      plan(rubric, &page)
      if let scale = rubric.scale { page.scale(scale) }
    }
    for sentence in assessment.openFrameworks {
      page.line()
      page.text(inert(oneLine(sentence, limit: 500)))
    }
    foot(assessment, &page)
    output.write(page.bytes.span)
  }

  private func head(_ assessment: Assessment, _ page: inout ConsolePage) {
    page.text(
      page.styled(inert(excerpt(assessment.project.name, 200)), .bold)
        + ", \(assessment.gate.rawValue) gate, \(assessment.asOf.dateDescription)")
    if let stated = assessment.statedGate, stated != assessment.gate {
      page.text("The manifest is heading for another gate: \(stated.rawValue).")
    }
    page.line()
    page.text(
      page.styled(assessment.decision.rawValue, Style(assessment.decision)) + ": "
        + inert(excerpt(assessment.reason, 400)))
  }

  private func standing(_ rubric: RubricAssessment, _ page: inout ConsolePage) {
    let counts = rubric.counts
    var parts: [String] = []
    if let score = rubric.scores.score {
      parts.append("Score \(score.shown) of 100" + (rubric.threshold.map { ", \($0) needed" } ?? ""))
      parts.append("proved \(rubric.scores.proved?.shown ?? 0), stated \(rubric.scores.stated?.shown ?? 0)")
    } else {
      parts.append("No score")
    }
    parts.append("\(counts.decided) of \(counted(counts.applicable, "demand")) decided")
    parts.append("\(counts.unmet) not met" + (counts.waived > 0 ? ", \(counts.waived) of them waived" : ""))
    page.line()
    page.text(parts.joined(separator: "; ") + ".")
  }

  private func unmet(_ rubric: RubricAssessment, _ assessment: Assessment, _ page: inout ConsolePage) {
    for index in GroupedRules(rubric)[.unmet] {
      let rule = rubric.rules[index]
      page.line()
      page.text(
        page.styled(rule.rule.severity >= .major ? "✕" : "!", rule.rule.severity >= .major ? .bad : .careful) + " "
          + page.styled(rule.verdict.word, .bold)
          + " \(inert(excerpt(rule.rule.id, 120))) (\(rule.rule.severity.rawValue)): "
          + inert(excerpt(rule.rule.title, 200)), hanging: 2)
      page.text(inert(excerpt(rule.message, 400)), indent: 2)
      let places = places(rule, assessment)
      if !places.isEmpty { page.text(page.styled("at " + places.joined(separator: ", "), .dim), indent: 2, hanging: 3) }
      if let remedy = rule.rule.remedy { page.text("do: " + inert(excerpt(remedy, 400)), indent: 2, hanging: 4) }
    }
  }

  /// Where to look: at most three places.
  private func places(_ rule: RuleAssessment, _ assessment: Assessment) -> [String] {
    var shown: [String] = []
    for place in assessment.places(of: rule) where shown.count < 3 {
      let text = inert(excerpt(place.description, 200))
      if !shown.contains(where: { sameBytes($0, text) }) { shown.append(text) }
    }
    return shown
  }

  private func areas(_ rubric: RubricAssessment, _ page: inout ConsolePage) {
    guard !rubric.areas.isEmpty else { return }
    page.line()
    page.text("Areas, weakest first (proved #, stated only +, open .)")
    let names = rubric.areas.map { inert(excerpt($0.title, 28)) }
    let column = names.map(\.unicodeScalars.count).max() ?? 0
    for (area, name) in zip(rubric.areas, names) {
      let padding = String(repeating: " ", count: column - name.unicodeScalars.count)
      guard let score = area.scores.score, let parts = WeightParts(area, of: rubric) else {
        page.line("  \(name)\(padding)    –")
        continue
      }
      let digits = String(score.shown)
      let proved = parts.proved / 5
      let stated = (parts.proved + parts.statedOnly) / 5 - proved
      let bar =
        page.styled(String(repeating: "#", count: proved), .good) + String(repeating: "+", count: stated)
        + page.styled(String(repeating: ".", count: 20 - proved - stated), .dim)
      page.line(
        "  \(name)\(padding)  \(String(repeating: " ", count: max(0, 3 - digits.utf8.count)))\(digits)  \(bar)")
    }
  }

  /// The way to GO and the margin, in short; the plan has the steps.
  private func plan(_ rubric: RubricAssessment, _ page: inout ConsolePage) {
    let way = rubric.wayToGo
    var sentences: [String] = []
    switch rubric.decision {
    case .nothingToDecide: return
    case .go: break
    case .conditionalGo, .noGo:
      if let route = way.toGo {
        let doubt = route.isProvedCheapest ? "" : " (\(route.proofWords))"
        sentences.append(
          "The cheapest way to GO: \(counted(route.steps.count, "demand")), cost \(grouped(route.cost))\(doubt).")
      }
      if let obstacle = way.obstacle { sentences.append(obstacle.sentence(threshold: rubric.threshold)) }
      if !way.steps.isEmpty { sentences.append("gonogo plan tells the steps.") }
    }
    if let margin = rubric.marginSentence { sentences.append(margin) }
    let hinges = rubric.robustness.hinges.count
    if hinges > 0 { sentences.append("The decision hangs on \(counted(hinges, "single item")) of evidence.") }
    guard !sentences.isEmpty else { return }
    page.line()
    page.text(sentences.joined(separator: " "))
  }

  private func foot(_ assessment: Assessment, _ page: inout ConsolePage) {
    page.line()
    let severities: [DiagnosticSeverity] = [.error, .warning, .note]
    let complaints = severities.compactMap { severity -> String? in
      let count = assessment.diagnostics.filter { $0.severity == severity }.count
      return count > 0 ? counted(count, severity.rawValue) : nil
    }
    if !complaints.isEmpty { page.text("Diagnostics: \(complaints.joined(separator: ", ")).") }
    let soon = assessment.waivers.filter { $0.state == .covering && $0.expiresSoon }.count
    if soon > 0 { page.text("\(counted(soon, "waiver")) \(soon == 1 ? "ends" : "end") within thirty days.") }
    if assessment.outcome == .broken {
      page.text(page.styled("Broken: an input or a rule could not be evaluated.", .bad))
    }
    if assessment.isStrict, assessment.decision == .conditionalGo {
      page.text("Strict: a CONDITIONAL GO does not pass.")
    }
    page.line(page.styled(assessment.decision.rawValue, Style(assessment.decision)))
  }
}
