import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("The JUnit report")
struct JUnitReporterTests {
  private struct Case {
    var attributes: Node
    var outcomes: [Node]

    var name: String { attributes["name"]?.text ?? "" }
    var classname: String { attributes["classname"]?.text ?? "" }
    var outcome: String { outcomes.first?["name"]?.text ?? "passed" }
    var message: String { outcomes.first?["attributes"]?["message"]?.text ?? "" }
  }

  private func suites(_ assessment: Assessment, _ dialect: JUnitReporter.Dialect = .strict) throws -> [Node] {
    let bytes = try JUnitReporter(dialect: dialect).report(assessment)
    let document = Document.xml(SourceFile(path: "report.junit.xml", bytes: bytes))
    #expect(document.diagnostics == [])
    return try #require(document.root?["children"]?.elements)
  }

  private func cases(_ assessment: Assessment, _ dialect: JUnitReporter.Dialect = .strict) throws -> [Case] {
    try suites(assessment, dialect).flatMap { $0["children"]?.elements ?? [] }.compactMap { node in
      guard node["name"]?.text == "testcase", let attributes = node["attributes"] else { return nil }
      return Case(attributes: attributes, outcomes: node["children"]?.elements ?? [])
    }
  }

  @Test(
    "a failure or an error is there exactly when the outcome is not passed", arguments: SampleAssessment.all.map(\.name)
  )
  func agrees(name: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    let bad = try cases(assessment).filter { $0.outcome == "failure" || $0.outcome == "error" }
    #expect(bad.isEmpty == (assessment.outcome == .passed))
    #expect((try cases(assessment).last?.outcome == "passed") == (assessment.outcome == .passed))
  }

  @Test(
    "names are unique, each case has one outcome, and the counts of suites add up",
    arguments: SampleAssessment.all.map(\.name))
  func structure(name: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    let cases = try cases(assessment)
    #expect(Set(cases.map { "\($0.classname)\n\($0.name)" }).count == cases.count)
    #expect(cases.allSatisfy { $0.outcomes.count <= 1 })
    for (index, suite) in try suites(assessment).enumerated() {
      let children = try #require(suite["children"]?.elements)
      let attributes = try #require(suite["attributes"])
      #expect(children.map { $0["name"]?.text }.first == "properties")
      #expect(children.suffix(2).map { $0["name"]?.text } == ["system-out", "system-err"])
      #expect(attributes["id"]?.text == String(index))
      #expect(attributes["tests"]?.text == String(children.count - 3))
      for (attribute, outcome) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
        let count = children.filter { $0["children"]?.elements.first?["name"]?.text == outcome }.count
        #expect(attributes[attribute]?.text == String(count))
      }
      #expect(attributes["timestamp"]?.text == "2026-11-21T13:00:00")
      #expect(attributes["hostname"]?.text == "localhost")
    }
  }

  @Test(
    "in a NO-GO an unmet, unwaived blocker fails, an error is an error, and every other unmet rule is skipped with its reason",
    arguments: [
      ("release.rollback-plan", "failure", "Rolling back takes 120 minutes; at most 30 are allowed."),
      ("tests.holdout", "failure", "The manifest promises recall"),
      ("tests.coverage", "error", "coverage.xml cannot be read"),
      ("tests.load", "skipped", "WAIVED until 2026-12-15 by Dana Okafor: launch is limited to two regions"),
      ("data.access", "skipped", "NOT MET, and does not fail this run alone: Access"),
      ("data.retention", "skipped", "ANNOUNCED, counts from 2027-01-01 on: "),
      ("data.labeling-plan", "skipped", "NOT APPLICABLE: "), ("operations.handover", "skipped", "UPCOMING"),
      ("security.secrets", "passed", ""), ("data.lineage", "passed", ""),
    ])
  func outcomes(rule: String, outcome: String, message: String) throws {
    let found = try #require(try cases(SampleAssessment.noGo).first { $0.name.hasPrefix(rule + ": ") })
    #expect(found.outcome == outcome)
    #expect(found.message.hasPrefix(message))
    #expect(found.classname == "production-readiness." + rule.prefix { $0 != "." })
    if outcome != "passed" {
      // Some readers show only the attribute, some only the text.
      #expect(found.outcomes.first?["text"]?.text?.hasPrefix(found.message) == true)
    }
  }

  @Test("a failure's text says what was found, where, by which evidence, and what to do")
  func text() throws {
    let found = try #require(try cases(SampleAssessment.noGo).first { $0.name.hasPrefix("tests.holdout") })
    let text = try #require(found.outcomes.first?["text"]?.text)
    for words in [
      "found: release.rollback.max_minutes = 120 at gonogo.yaml:61:21", "evidence: test-results/junit.xml:3 (fresh)",
      "do: Name",
    ] { #expect(text.contains(words)) }
    #expect(found.outcomes.first?["attributes"]?["type"]?.text == "gonogo.blocker")
  }

  @Test("under --strict an unmet major fails too, and the rubric and the project with it")
  func strict() throws {
    let lax = try cases(SampleAssessment.several())
    #expect(lax.allSatisfy { $0.outcome == "passed" || $0.outcome == "skipped" })
    let strict = try cases(SampleAssessment.several(isStrict: true))
    let failing = strict.filter { $0.outcome == "failure" }.map { "\($0.classname) \($0.name)" }
    #expect(
      failing == [
        "acme-extra.data data.access: The whole team can reach all the data", "acme-extra.decision decision",
        "project.decision decision",
      ])
    #expect(strict.first { $0.classname == "later.decision" }?.outcome == "skipped")
  }

  @Test("a policy that gives GO despite an unmet major fails nothing, strict or not")
  func policyWins() throws {
    var assessment = SampleAssessment.several(isStrict: true)
    for index in assessment.rubrics.indices { assessment.rubrics[index].decision = .go }
    assessment.decision = .go
    assessment.outcome = .passed
    #expect(try cases(assessment).allSatisfy { $0.outcome != "failure" && $0.outcome != "error" })
  }

  @Test("a run that is broken writes an error, even without a rubric")
  func broken() throws {
    let only = try cases(SampleAssessment.empty)
    #expect(only.map(\.outcome) == ["error"])
    #expect(only.first?.message.contains("could not be evaluated") == true)
  }

  @Test("file and line are in the extended dialect only")
  func dialects() throws {
    let strict = try cases(SampleAssessment.noGo)
    #expect(strict.allSatisfy { $0.attributes["file"] == nil && $0.attributes["line"] == nil })
    let extended = try #require(
      try cases(SampleAssessment.noGo, .extended).first { $0.name.hasPrefix("release.rollback-plan") })
    #expect(extended.attributes["file"]?.text == "gonogo.yaml")
    #expect(extended.attributes["line"]?.text == "61")
  }

  @Test(
    "names and class names are tokens of sane length, whatever a stranger writes",
    arguments: SampleAssessment.hostileTexts)
  func hostile(text: String) throws {
    for found in try cases(SampleAssessment.hostile(text)) {
      for token in [found.name, found.classname] {
        #expect(!token.isEmpty && !token.hasPrefix(" ") && !token.hasSuffix(" ") && !token.contains("  "))
        #expect(token.unicodeScalars.count <= 512)
      }
      #expect(found.classname.filter { $0 == "." }.count == 1)
      #expect(!found.message.hasPrefix("::") && !found.message.contains("##["))
    }
  }

  @Test("the same assessment makes the same bytes")
  func deterministic() throws {
    for sample in SampleAssessment.all {
      #expect(try JUnitReporter().report(sample.assessment) == JUnitReporter().report(sample.assessment))
    }
  }
}
