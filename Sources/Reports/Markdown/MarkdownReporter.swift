import CEL
public import Diagnostics
public import Readiness

/// The report for a job's summary page and for a note on a merge request: the decision, what to do, what is unmet and
/// where. It stays below the size that services accept, and says what it left out for that.
public struct MarkdownReporter: Reporter {
  /// Its name on the command line.
  public let format = "markdown"
  /// What the report is for, in one line.
  public let summary = "Markdown for a job summary or a note on a merge request, below their size limits"

  private let limit: Int

  /// A reporter of at most so many bytes. The default fits a comment on GitHub, which takes the least: 65,536 characters.
  public init(limit: Int = 60_000) {
    // The head and the foot are always written.
    self.limit = max(limit, 30_000)
  }

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    var page = MarkdownPage(limit: limit)
    let names = RuleNames(assessment)
    head(assessment, &page)
    if let change = assessment.change { page.change(change, reserve: 28_000) }
    actions(assessment, names, &page)
    open(assessment, names, &page)
    waived(assessment, names, &page)
    mistakes(assessment, &page)
    areas(assessment, &page)
    page.frameworks(assessment, reserve: 6_000)
    page.scales(assessment, reserve: 5_000)
    foot(assessment, &page)
    output.write(page.bytes.span)
  }

  private func head(_ assessment: Assessment, _ page: inout MarkdownPage) {
    let project = words(assessment.project.name, 150)
    page.block(
      "## \(assessment.decision.sign) \(assessment.decision.rawValue): \(project), \(assessment.gate.rawValue) gate")
    page.block("**Why:** \(words(assessment.reason, 400))")
    if assessment.outcome == .broken { page.block("**Broken:** an input or a rule could not be evaluated.") }
    if assessment.isStrict, assessment.decision == .conditionalGo {
      page.block("**Strict:** a CONDITIONAL GO does not pass.")
    }
    // More rubrics than a person reads are in the other reports.
    for rubric in assessment.rubrics.prefix(10) {
      var parts: [String] = []
      if let score = rubric.scores.score {
        parts.append("**score \(score.shown)** of 100" + (rubric.threshold.map { ", \($0) needed" } ?? ""))
        parts.append("proved \(rubric.scores.proved?.shown ?? 0), stated \(rubric.scores.stated?.shown ?? 0)")
      } else {
        parts.append("no score")
      }
      let counts = rubric.counts
      parts.append("\(counts.decided) of \(counted(counts.applicable, "demand")) decided")
      parts.append("\(counts.unmet) not met" + (counts.waived > 0 ? ", \(counts.waived) of them waived" : ""))
      let decision = assessment.rubrics.count > 1 ? " (\(rubric.decision.rawValue))" : ""
      page.block("**\(words(rubric.title, 80))**\(decision): \(parts.joined(separator: "; ")).")
    }
  }

  private func actions(_ assessment: Assessment, _ names: RuleNames, _ page: inout MarkdownPage) {
    let actions = Overview(assessment).actions.prefix(10)
    page.list("What to do first", count: actions.count, reserve: 27_000, unit: "demand") { index in
      let action = actions[index]
      let rule = assessment.rubrics[action.rubric].rules[action.rule]
      let remedy = rule.rule.remedy.map { " \(words($0, 300))" } ?? ""
      return "**\(words(rule.rule.title, 150))** (\(rule.rule.severity.rawValue), \(rule.rule.effort.words)).\(remedy)"
    }
  }

  private func open(_ assessment: Assessment, _ names: RuleNames, _ page: inout MarkdownPage) {
    let open = OpenDemands(assessment).demands
    page.table(
      "Not met (\(grouped(open.count)))", ["", "demand", "found", "where"], count: open.count, reserve: 23_000,
      unit: "demand"
    ) { index in
      let demand = open[index]
      let rule = assessment.rubrics[demand.rubric].rules[demand.rule]
      return [
        "\(demand.level.sign) \(rule.rule.severity.rawValue)",
        "\(words(rule.rule.title, 150)) \(code(names.name(of: rule, rubric: demand.rubric)))",
        "*\(rule.verdict.word)*: \(words(rule.message, 300))",
        assessment.firstPlace(of: rule).map { code($0.description) } ?? "",
      ]
    }
  }

  private func waived(_ assessment: Assessment, _ names: RuleNames, _ page: inout MarkdownPage) {
    let rows = assessment.rubrics.enumerated().flatMap { number, rubric in
      rubric.rules.compactMap { rule in rule.waiver.map { (number, rule, $0) } }
    }
    page.table(
      "Accepted for a time", ["demand", "until", "approved by", "because"], count: rows.count, reserve: 17_000,
      unit: "demand"
    ) { index in
      let (rubric, rule, number) = rows[index]
      let waiver = assessment.waivers.indices.contains(number) ? assessment.waivers[number] : nil
      return [
        "\(words(rule.rule.title, 150)) \(code(names.name(of: rule, rubric: rubric)))",
        waiver?.expiresOn.map { words($0, 40) } ?? "", waiver?.approver.map { words($0, 80) } ?? "",
        waiver?.reason.map { words($0, 200) } ?? "",
      ]
    }
  }

  private func mistakes(_ assessment: Assessment, _ page: inout MarkdownPage) {
    let errors = assessment.diagnostics.filter { $0.severity == .error }
    page.table(
      "Mistakes in inputs", ["where", "what"], count: errors.count, reserve: 13_000, unit: "mistake"
    ) { index in
      let fix = errors[index].fix.map { "; \(words($0, 150))" } ?? ""
      return [
        errors[index].place.map { code($0.description) } ?? "", words(errors[index].message, 300) + fix,
      ]
    }
  }

  private func areas(_ assessment: Assessment, _ page: inout MarkdownPage) {
    let areas = assessment.rubrics.flatMap(\.areas).filter { $0.scores.score != nil }
    page.table(
      "Areas, weakest first", ["area", "score", "proved", "stated"], count: areas.count, reserve: 10_000, unit: "area"
    ) { index in
      let scores = areas[index].scores
      return [words(areas[index].title, 80)]
        + [scores.score, scores.proved, scores.stated].map { $0.map { String($0.shown) } ?? "–" }
    }
  }

  private func foot(_ assessment: Assessment, _ page: inout MarkdownPage) {
    let made = "gonogo \(words(assessment.provenance.toolVersion, 40)), \(assessment.asOf.dayInWords)"
    let digest = assessment.provenance.assessmentDigest.map { "; assessment `\($0.description)`" } ?? ""
    page.block("---")
    let command = markdownCode(oneLine(assessment.provenance.command, limit: 400), isInTable: false)
    page.block("Made by \(made)\(digest). Again: \(command)")
  }

  /// A text from outside.
  private func words(_ text: String, _ limit: Int) -> String { markdown(oneLine(text, limit: limit)) }

  /// A text from outside that is a name or a path, for a table.
  private func code(_ text: String) -> String {
    markdownCode(oneLine(text, limit: 120), isInTable: true)
  }
}

extension Decision {
  /// A sign that is seen before the word is read.
  fileprivate var sign: String {
    switch self {
    case .go: "✅"
    case .conditionalGo: "⚠️"
    case .noGo: "❌"
    case .nothingToDecide: "➖"
    }
  }
}

extension FindingLevel {
  fileprivate var sign: String {
    switch self {
    case .error: "❌"
    case .warning: "⚠️"
    case .note: "ℹ️"
    }
  }
}
