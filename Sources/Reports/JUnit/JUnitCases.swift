import Diagnostics
import Readiness

/// One test case of a JUnit file: a rule, or a decision.
struct JUnitCase {
  /// What became of it; one at most, since readers disagree about which wins.
  enum Result {
    case passed
    case failure(type: String, Finding)
    case error(type: String, Finding)
    case skipped(Finding)
  }

  /// A line, and the line again with what belongs to it: some readers show only the one, some only the other.
  struct Finding {
    var message: String
    var text: String

    init(_ message: String, details: [String] = []) {
      self.message = oneLine(message, limit: 500)
      self.text = ([self.message] + details.map { inert(excerpt($0, 2_000)) }).joined(separator: "\n")
    }
  }

  var classname: String
  var name: String
  var result: Result
  var place: SourceRange?
}

/// A suite of a JUnit file: an area of a rubric, or a decision.
struct JUnitSuite {
  var name: String
  var package: String
  var properties: [(String, String)]
  var cases: [JUnitCase]

  /// The suites of an assessment: for each rubric its areas and its decision, then the project's decision.
  static func suites(of assessment: Assessment) -> [JUnitSuite] {
    var suites: [JUnitSuite] = []
    for rubric in assessment.rubrics {
      let package = classPart(rubric.name)
      let properties = properties(of: rubric, assessment)
      let others = suites.count
      var known: [(area: String, suite: Int)] = []
      func suite(of area: String) -> Int {
        if let place = known.first(where: { sameBytes($0.area, area) }) { return place.suite }
        let name = "\(package).\(classPart(area))"
        let index = suites[others...].firstIndex { sameBytes($0.name, name) } ?? suites.count
        if index == suites.count {
          suites.append(JUnitSuite(name: name, package: package, properties: properties, cases: []))
        }
        known.append((area, index))
        return index
      }
      for rule in rubric.rules {
        let index = suite(of: rule.rule.area)
        suites[index].cases.append(
          JUnitCase(
            classname: suites[index].name, name: oneLine("\(rule.rule.id): \(rule.rule.title)", limit: 240),
            result: result(of: rule, rubric, assessment), place: assessment.firstPlace(of: rule)))
      }
      suites.append(
        decisionSuite(package, properties: properties, result: decision(of: rubric, assessment)))
    }
    suites.append(
      decisionSuite("project", properties: properties(of: assessment), result: decision(of: assessment)))
    return named(suites)
  }

  private static func decisionSuite(
    _ package: String, properties: [(String, String)], result: JUnitCase.Result
  ) -> JUnitSuite {
    JUnitSuite(
      name: "\(package).decision", package: package, properties: properties,
      cases: [JUnitCase(classname: "\(package).decision", name: "decision", result: result, place: nil)])
  }

  /// Case names are unique in the file: readers drop the second of two, or take it for a second run of the first.
  private static func named(_ suites: [JUnitSuite]) -> [JUnitSuite] {
    // Names that only a set of Swift's takes for the same get a number too, which does no harm.
    var taken: [String: Set<String>] = [:]
    var suites = suites
    for suite in suites.indices {
      for index in suites[suite].cases.indices {
        let testCase = suites[suite].cases[index]
        var name = testCase.name
        var number = 1
        while !taken[testCase.classname, default: []].insert(name).inserted {
          number += 1
          name = "\(testCase.name) (\(number))"
        }
        suites[suite].cases[index].name = name
      }
    }
    return suites
  }

  private static func properties(of assessment: Assessment) -> [(String, String)] {
    [
      ("gonogo.version", assessment.provenance.toolVersion), ("project", assessment.project.name),
      ("gate", assessment.gate.rawValue), ("decision", assessment.decision.rawValue),
      ("outcome", assessment.outcome.rawValue), ("strict", String(assessment.isStrict)),
      ("reason", assessment.reason),
    ]
  }

  private static func properties(of rubric: RubricAssessment, _ assessment: Assessment) -> [(String, String)] {
    [
      ("rubric", rubric.name), ("rubric.digest", rubric.digest.description), ("gate", assessment.gate.rawValue),
      ("decision", rubric.decision.rawValue),
    ] + (rubric.scores.score.map { [("score", String($0.shown))] } ?? [])
      + (rubric.threshold.map { [("threshold", String($0))] } ?? [])
  }
}

private func decision(of rubric: RubricAssessment, _ assessment: Assessment) -> JUnitCase.Result {
  let finding = JUnitCase.Finding("\(rubric.decision.rawValue): \(rubric.reason)")
  if fails(rubric.decision, assessment) { return .failure(type: "gonogo.decision", finding) }
  return rubric.decision == .nothingToDecide ? .skipped(finding) : .passed
}

private func decision(of assessment: Assessment) -> JUnitCase.Result {
  let message = "\(assessment.decision.rawValue): \(assessment.reason)"
  switch assessment.outcome {
  case .passed: return .passed
  case .notPassed: return .failure(type: "gonogo.decision", .init(message))
  case .broken:
    let complaints = assessment.diagnostics.filter { $0.severity == .error }.prefix(20).map { diagnostic in
      (diagnostic.place.map { "\($0.description): " } ?? "") + diagnostic.message
    }
    return .error(
      type: "gonogo.broken", .init("\(message) An input or a rule could not be evaluated.", details: complaints))
  }
}

private func result(
  of rule: RuleAssessment, _ rubric: RubricAssessment, _ assessment: Assessment
) -> JUnitCase.Result {
  let message = rule.message
  if rule.verdict == .upcoming { return .skipped(.init("UPCOMING, asked for at a later gate: \(message)")) }
  if rule.verdict == .notApplicable { return .skipped(.init("NOT APPLICABLE: \(message)")) }
  if let day = rule.announcedFor { return .skipped(.init("ANNOUNCED, counts from \(day) on: \(message)")) }
  if rule.verdict == .error { return .error(type: "gonogo.error", .init(message, details: details(rule, assessment))) }
  if rule.isMet { return .passed }
  if let index = rule.waiver {
    let waiver = assessment.waivers.indices.contains(index) ? assessment.waivers[index] : nil
    let until = waiver?.expiresOn.map { " until \($0)" } ?? ""
    let by = waiver?.approver.map { " by \($0)" } ?? ""
    return .skipped(
      .init("WAIVED\(until)\(by): \(waiver?.reason ?? message)", details: details(rule, assessment)))
  }
  let blocks = failsRun(rule, rubric, assessment)
  let finding = JUnitCase.Finding(
    blocks ? message : "NOT MET, and does not fail this run alone: \(message)", details: details(rule, assessment))
  return blocks ? .failure(type: "gonogo.\(rule.rule.severity.rawValue)", finding) : .skipped(finding)
}

/// What belongs to a finding: the verdict, the values with their places, the evidence, the remedy.
private func details(_ rule: RuleAssessment, _ assessment: Assessment) -> [String] {
  var lines = ["verdict: \(rule.verdict.word) (\(rule.rule.severity.rawValue)). \(rule.verdict.meaning)"]
  func at(_ place: SourceRange?) -> String { place.map { " at \($0.description)" } ?? "" }
  lines += rule.missing.prefix(20).map { "missing: \($0.path)\(at($0.place))" }
  lines += rule.citations.prefix(20).map { "found: \($0.path) = \($0.value)\(at($0.place))" }
  for use in rule.evidence.prefix(20) where assessment.evidence.entries.indices.contains(use.entry) {
    lines.append("evidence: \(assessment.evidence.entries[use.entry].place.description) (\(use.standing.words))")
  }
  lines += rule.notes.prefix(20).map { "note: \($0)" }
  if let remedy = rule.rule.remedy { lines.append("do: \(remedy)") }
  return lines
}

/// A part of a class name: readers split at dots and at spaces.
private func classPart(_ text: String) -> String {
  let bytes = oneLine(text, limit: 100).utf8.map { $0 == UInt8(ascii: ".") || $0 == 0x20 ? UInt8(ascii: "-") : $0 }
  return String(decoding: bytes, as: UTF8.self)
}
