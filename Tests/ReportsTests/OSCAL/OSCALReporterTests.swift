import Diagnostics
import Documents
import Readiness
import Testing

import struct CEL.Timestamp

@testable import Reports

@Suite("The OSCAL report")
struct OSCALReporterTests {
  private func report(_ assessment: Assessment) throws -> Node {
    try #require(try ReadReport.json(OSCALReporter(), assessment)["assessment-results"])
  }

  private func results(_ assessment: Assessment) throws -> [Node] {
    try #require(try report(assessment)["results"]?.elements)
  }

  private func finding(_ rule: String, _ assessment: Assessment) throws -> Node {
    let findings = try results(assessment).flatMap { $0["findings"]?.elements ?? [] }
    return try #require(findings.first { $0["target"]?["target-id"]?.text == rule })
  }

  private func risk(_ rule: String, _ assessment: Assessment) throws -> Node {
    let id = try #require(try finding(rule, assessment)["related-risks"]?.elements.first?["risk-uuid"]?.text)
    let risks = try results(assessment).flatMap { $0["risks"]?.elements ?? [] }
    return try #require(risks.first { $0["uuid"]?.text == id })
  }

  @Test("UUIDs are those that others make of the same names")
  func uuid() {
    // As `uuid.uuid5(uuid.NAMESPACE_URL, …)` of Python makes them.
    let addresses = NameBasedUUID.addresses
    #expect(addresses.description == "6ba7b811-9dad-11d1-80b4-00c04fd430c8")
    #expect(NameBasedUUID("http://python.org/", in: addresses).description == "4c565f0d-3f5a-5890-b41b-20cf47701c5e")
    #expect(NameBasedUUID("", in: addresses).description == "1b4db7eb-4057-5ddf-91e0-36dec72071f5")
    let long = String(repeating: "a", count: 1_000)
    #expect(NameBasedUUID(long, in: addresses).description == "7f46a8f9-f8ba-5a67-983a-ffc2101475df")
  }

  @Test(
    "is what OSCAL's schema and its readers ask for: UUIDs, tokens, strings, nothing empty, every reference leads somewhere",
    arguments: SampleAssessment.all.map(\.name))
  func valid(name: String) throws {
    try check(SampleAssessment.named(name))
  }

  @Test("with frameworks it is so as well", arguments: [nil] + SampleAssessment.hostileTexts)
  func validWithFrameworks(outside: String?) throws {
    try check(SampleAssessment.held(outside))
  }

  private func check(_ assessment: Assessment) throws {
    let report = try report(assessment)
    for key in ["uuid", "metadata", "import-ap", "results"] { #expect(report[key] != nil) }
    let all = report.everything
    var uuids: Set<String> = []
    for (_, value) in all.filter({ $0.name == "uuid" }) {
      let text = try #require(value.text)
      #expect(text.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
      #expect(uuids.insert(text).inserted, "\(text) is there twice")
    }
    for (name, value) in all {
      switch name {
      case _ where name.hasSuffix("-uuid"): #expect(uuids.contains(try #require(value.text)), "\(name)")
      case "party-uuids": #expect(value.elements.allSatisfy { uuids.contains($0.text ?? "") })
      case "control-id", "target-id", "role-id", "id",
        "name" where value.text != nil && name != "name":
        #expect(try #require(value.text).wholeMatch(of: /[\p{L}_][\p{L}\p{N}.\-_]*/) != nil, "\(value.text ?? "")")
      case "value", "name", "title":
        let text = try #require(value.text)
        #expect(text.wholeMatch(of: /\S(.*\S)?/) != nil, "\(name): \(text.debugDescription)")
      case "href":
        let text = try #require(value.text)
        if text.hasPrefix("#") { #expect(uuids.contains(String(text.dropFirst()))) }
        #expect(text.wholeMatch(of: /[A-Za-z0-9.\/_~%#\-]*/) != nil)
      default: break
      }
      if case .list(let elements) = value.content { #expect(!elements.isEmpty, "\(name) is empty") }
      if case .null = value.content { Issue.record("\(name) is null") }
    }
    for role in all.filter({ $0.name == "role-id" }) {
      #expect(report["metadata"]?["roles"]?.elements.contains { $0["id"]?.text == role.value.text } == true)
    }
  }

  @Test(
    "each rule that counts has an observation and a finding",
    arguments: [
      ("security.secrets", "satisfied", "pass"), ("data.lineage", "satisfied", "pass"),
      ("release.rollback-plan", "not-satisfied", "fail"), ("tests.holdout", "not-satisfied", "fail"),
      ("tests.load", "not-satisfied", "fail"), ("tests.coverage", "not-satisfied", "other"),
    ])
  func findings(rule: String, state: String, reason: String) throws {
    let finding = try finding(rule, SampleAssessment.noGo)
    #expect(finding["target"]?["status"]?["state"]?.text == state)
    #expect(finding["target"]?["status"]?["reason"]?.text == reason)
    #expect((finding["related-risks"] != nil) == (state == "not-satisfied"))
    #expect(finding["related-observations"]?.elements.count == 1)
  }

  @Test("what does not apply, or not yet, is excluded and has no finding")
  func excluded() throws {
    let result = try #require(try results(SampleAssessment.noGo).first)
    let selection = try #require(result["reviewed-controls"]?["control-selections"]?.elements.first)
    #expect(
      selection["exclude-controls"]?.elements.compactMap { $0["control-id"]?.text }
        == ["data.labeling-plan", "data.retention", "operations.handover"])
    #expect(selection["include-controls"]?.elements.count == result["findings"]?.elements.count)
    let nothing = try #require(try results(SampleAssessment.several()).last)
    #expect(nothing["findings"] == nil && nothing["observations"] == nil && nothing["risks"] == nil)
    #expect(nothing["reviewed-controls"]?["control-selections"]?.elements.first?["include-all"] != nil)
  }

  @Test("a waiver is a deviation that somebody approved for a time")
  func waiver() throws {
    let risk = try risk("tests.load", SampleAssessment.noGo)
    #expect(risk["status"]?.text == "deviation-approved")
    #expect(risk["deadline"]?.text == "2026-12-15T23:59:59Z")
    let entry = try #require(risk["risk-log"]?["entries"]?.elements.first)
    #expect(entry["start"]?.text == "2026-10-01T00:00:00Z")
    #expect(entry["status-change"]?.text == "deviation-approved")
    let approver = entry["logged-by"]?.elements.first?["party-uuid"]?.text
    let parties = try #require(try report(SampleAssessment.noGo)["metadata"]?["parties"]?.elements)
    #expect(parties.first { $0["uuid"]?.text == approver }?["name"]?.text == "Dana Okafor")
    #expect(
      risk["mitigating-factors"]?.elements.first?["description"]?.text == "traffic is capped at a tenth of the peak")
    #expect(try self.risk("release.rollback-plan", SampleAssessment.noGo)["status"]?.text == "open")
  }

  @Test("a sign-off that stands is an attestation; one that is stale is none")
  func attestations() throws {
    let go = try #require(try results(SampleAssessment.go).first?["attestations"]?.elements.first)
    #expect(
      go["responsible-parties"]?.elements.first?["role-id"]?.text?.hasPrefix("signatory-business_sponsor") == true)
    #expect(try results(SampleAssessment.noGo).first?["attestations"] == nil)
  }

  @Test("evidence is named with the file that it stands in, and the file with its digest")
  func evidence() throws {
    let report = try report(SampleAssessment.noGo)
    let observations = try #require(report["results"]?.elements.first?["observations"]?.elements)
    let canary = try #require(observations.first { $0["title"]?.text == "A release reaches few users first" })
    #expect(canary["methods"]?.elements.map(\.text) == ["TEST"])
    #expect(canary["relevant-evidence"]?.elements.first?["href"]?.text == "test-results/junit.xml")
    let file = report["back-matter"]?["resources"]?.elements.first {
      $0["rlinks"]?.elements.first?["href"]?.text == "test-results/junit.xml"
    }
    let hash = file?["rlinks"]?.elements.first?["hashes"]?.elements.first
    #expect(hash?["algorithm"]?.text == "SHA-256")
    #expect(hash?["value"]?.text == SampleAssessment.junit.digest.hex)
  }

  @Test("a framework that applies has a result of its own, after those of the rubrics, and others have none")
  func frameworks() throws {
    let results = try results(SampleAssessment.held())
    #expect(results.count == 2)
    let law = try #require(results.last)
    #expect(law["title"]?.text == "The Law")
    let properties = law["props"]?.elements.map { "\($0["name"]?.text ?? "")=\($0["value"]?.text ?? "")" } ?? []
    #expect(properties.contains("controls-not-assessed=2") && properties.contains("framework-version=Act 1"))
    let selection = try #require(law["reviewed-controls"]?["control-selections"]?.elements.first)
    #expect(selection["include-controls"]?.elements.count == 3)
    #expect(selection["exclude-controls"]?.elements.count == 3, "what nobody told anything of was not reviewed")
  }

  @Test(
    "a control is satisfied only by what its rules can tell of it, and says by which observations",
    arguments: [
      (1, Control.Coverage.partial, "not-satisfied", "fail"), (4, .partial, "satisfied", "other"),
      (5, .partial, "satisfied", "other"), (5, .full, "satisfied", "pass"), (4, .full, "satisfied", "other"),
    ])
  func controls(number: Int, coverage: Control.Coverage, state: String, reason: String) throws {
    var assessment = SampleAssessment.held()
    assessment.compliance[0].controls[number - 1].control.coverage = coverage
    let findings = try #require(try results(assessment).last?["findings"]?.elements)
    let finding = try #require(findings.first { $0["title"]?.text == "Art. \(number): Demand \(number)" })
    let status = try #require(finding["target"]?["status"])
    #expect(status["state"]?.text == state)
    #expect(status["reason"]?.text == reason)
    #expect(status["remarks"]?.text == "The demands can tell \(coverage == .full ? "all" : "part") of it.")
    // Of the rules in the sample some are not met.
    let judged = assessment.compliance[0].controls[number - 1].rules.compactMap(\.judged)
    let rules = judged.map { assessment.rubrics[0].rules[$0.rule] }
    #expect(finding["related-observations"]?.elements.count == rules.filter(\.isReviewed).count)
    #expect((finding["related-risks"]?.elements.count ?? 0) == rules.filter { $0.isReviewed && !$0.isMet }.count)
  }

  @Test("a finding keeps its UUID from run to run, and a document does not")
  func identity() throws {
    var later = SampleAssessment.noGo
    later.asOf = try #require(Timestamp(seconds: SampleAssessment.now.seconds + 86_400))
    let (before, after) = (SampleAssessment.noGo, later)
    #expect(try finding("tests.load", before)["uuid"]?.text == finding("tests.load", after)["uuid"]?.text)
    #expect(try report(before)["uuid"]?.text != report(after)["uuid"]?.text)
    var other = SampleAssessment.noGo
    other.project.id = "another"
    #expect(try finding("tests.load", before)["uuid"]?.text != finding("tests.load", other)["uuid"]?.text)
  }

  @Test(
    "names become tokens, two names never the same",
    arguments: [
      ("release.rollback-plan", "release.rollback-plan"), ("_x", "_x"), ("1.a", "_1.a_"), ("a b", "a_b_"), ("", "_"),
      ("é", "___"),
    ])
  func tokens(name: String, token: String) {
    let found = oscalToken(name)
    #expect(found.hasPrefix(token))
    #expect(found == name || found.utf8.count == token.utf8.count + 12)
  }

  @Test(
    "days become times that OSCAL knows",
    arguments: [
      ("2026-10-01", "2026-10-01T23:59:59Z"), ("2026-02-30", nil), ("tomorrow", nil), ("0001-01-01", nil),
      ("9999-12-31", nil), ("3000-01-01", nil), ("1999-12-31", "1999-12-31T23:59:59Z"),
    ])
  func times(day: String, time: String?) {
    #expect(oscalTime(day: day, atItsEnd: true) == time)
  }
}
