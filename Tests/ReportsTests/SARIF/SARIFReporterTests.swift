import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("The SARIF report")
struct SARIFReporterTests {
  private func run(_ assessment: Assessment, _ profile: SARIFReporter.Profile = .open) throws -> Node {
    let log = try ReadReport.json(SARIFReporter(profile: profile), assessment)
    #expect(log["version"]?.text == "2.1.0")
    #expect(log["$schema"]?.text?.hasSuffix("sarif-2.1.0.json") == true)
    let runs = try #require(log["runs"]?.elements)
    #expect(runs.count == 1)
    return try #require(runs.first)
  }

  private func results(_ run: Node) throws -> [Node] { try #require(run["results"]?.elements) }

  @Test(
    "has all that code scanning asks for, and what the specification says beyond its schema",
    arguments: SampleAssessment.all.map(\.name), SARIFReporter.Profile.allCases)
  func complete(name: String, profile: SARIFReporter.Profile) throws {
    let run = try run(SampleAssessment.named(name), profile)
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
    #expect(Set(rules.compactMap { $0["id"]?.text }).count == rules.count)
    for rule in rules {
      for text in ["shortDescription", "fullDescription", "help"] {
        let text = try #require(rule[text]?["text"]?.text)
        #expect(!text.isEmpty && text.unicodeScalars.count <= 16_000)
      }
    }
    for lists in run.everything where ["relatedLocations", "tags", "artifacts", "rules"].contains(lists.name) {
      let elements = lists.value.elements.map { $0.everything.map { $0.value.scalarText ?? $0.name } }
      let texts = lists.value.elements.map { $0.text }
      #expect(Set(elements).count == elements.count || Set(texts).count == texts.count, "\(lists.name) has one twice")
    }
    var fingerprints: Set<String> = []
    for result in try results(run) {
      let id = try #require(result["ruleId"]?.text)
      if let index = result["ruleIndex"]?.integer { #expect(rules[Int(index)]["id"]?.text == id) }
      #expect(rules.contains { $0["id"]?.text == id })
      #expect(result["message"]?["text"]?.text?.isEmpty == false)
      let place = try #require(result["locations"]?.elements.first?["physicalLocation"])
      #expect(place["artifactLocation"]?["uri"]?.text?.isEmpty == false)
      let region = try ["startLine", "startColumn", "endLine", "endColumn"].map {
        try #require(place["region"]?[$0]?.integer)
      }
      #expect(region.allSatisfy { $0 >= 1 })
      #expect((region[0], region[1]) <= (region[2], region[3]))
      #expect(["error", "warning", "note", "none"].contains(result["level"]?.text))
      #expect((result["kind"]?.text ?? "fail") == "fail" || result["level"]?.text == "none")
      #expect(fingerprints.insert(try #require(result["partialFingerprints"]?["gonogo/v1"]?.text)).inserted)
    }
  }

  @Test("shows what stands open and what could not be read, the gravest first, at its line")
  func open() throws {
    let shown = try results(run(SampleAssessment.noGo)).map { result in
      let place = result["locations"]?.elements.first?["physicalLocation"]
      return [
        result["ruleId"]?.text, result["level"]?.text, place?["artifactLocation"]?["uri"]?.text,
        place?["region"]?["startLine"]?.integer.map { String($0) },
        place?["region"]?["startColumn"]?.integer.map { String($0) },
      ].map { $0 ?? "?" }.joined(separator: " ")
    }
    #expect(
      shown == [
        "tests.holdout error gonogo.yaml 61 21", "release.rollback-plan error gonogo.yaml 61 21",
        "tests.coverage error gonogo.yaml 1 1", "team.reviewers warning gonogo.yaml 61 21",
        "data.access warning gonogo.yaml 61 21", "waiver.approver-is-owner error gonogo.yaml 48 1",
      ])
  }

  @Test("shows nothing where nothing is open, and is a report all the same")
  func clean() throws {
    let run = try run(SampleAssessment.go)
    #expect(try results(run).isEmpty)
    #expect(run["tool"]?["driver"]?["rules"]?.elements.isEmpty == true)
    #expect(run["invocations"]?.elements.first?["exitCode"]?.integer == 0)
  }

  @Test(
    "in the full profile each rule has its kind",
    arguments: [
      ("release.rollback-plan", "fail", "error", "insufficient"), ("data.access", "fail", "warning", "missing"),
      ("tests.coverage", "fail", "error", "error"), ("tests.load", "fail", "warning", "missing"),
      ("data.retention", "informational", "none", "missing"),
      ("data.labeling-plan", "notApplicable", "none", "not_applicable"),
      ("operations.handover", "notApplicable", "none", "upcoming"), ("security.secrets", "pass", "none", "verified"),
      ("data.lineage", "pass", "none", "claimed"),
    ])
  func kinds(rule: String, kind: String, level: String, verdict: String) throws {
    let result = try #require(try results(run(SampleAssessment.noGo, .full)).first { $0["ruleId"]?.text == rule })
    #expect(result["kind"]?.text == kind)
    #expect(result["level"]?.text == level)
    #expect(result["properties"]?["verdict"]?.text == verdict)
    #expect((result["suppressions"] != nil) == (rule == "tests.load"))
  }

  @Test("a waiver in force suppresses, with who accepted it, until when, and where it is written")
  func suppression() throws {
    let run = try run(SampleAssessment.noGo, .full)
    let suppressions = try results(run).compactMap { $0["suppressions"]?.elements }.flatMap(\.self)
    let only = try #require(suppressions.first)
    #expect(suppressions.count == 1)
    #expect(only["kind"]?.text == "external")
    #expect(only["status"]?.text == "accepted")
    #expect(
      only["justification"]?.text == "launch is limited to two regions; accepted by Dana Okafor; ends 2026-12-15")
    #expect(only["location"]?["physicalLocation"]?["region"]?["startLine"]?.integer == 40)
    #expect(run["artifacts"]?.elements.first?["hashes"]?["sha-256"]?.text?.utf8.count == 64)
  }

  @Test("a text from outside makes no link in a message", arguments: SampleAssessment.hostileTexts + ["[a](0)", "]["])
  func links(text: String) throws {
    for result in try results(run(SampleAssessment.hostile(text), .full)) {
      let message = Array(try #require(result["message"]?["text"]?.text).utf8)
      for index in message.indices where message[index] == UInt8(ascii: "[") || message[index] == UInt8(ascii: "]") {
        #expect(index > 0 && message[index - 1] == UInt8(ascii: "\\"))
      }
    }
  }

  @Test("a finding that moves to another line keeps our fingerprint")
  func identity() throws {
    func fingerprint(_ assessment: Assessment) throws -> String? {
      try results(run(assessment)).first { $0["ruleId"]?.text == "release.rollback-plan" }?["partialFingerprints"]?[
        "gonogo/v1"]?.text
    }
    var moved = SampleAssessment.noGo
    for index in moved.rubrics[0].rules.indices {
      for citation in moved.rubrics[0].rules[index].citations.indices {
        moved.rubrics[0].rules[index].citations[citation].place = SampleAssessment.line(7)
      }
    }
    let before = try fingerprint(SampleAssessment.noGo)
    #expect(before != nil)
    #expect(try fingerprint(moved) == before)
  }

  @Test(
    "knows lines as GitHub's own uploader does",
    arguments: [
      ("", ["c129715d7a2bc9a3:1"]),
      (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
    ])
  func lineHashes(text: String, hashes: [String]) {
    #expect(LineFingerprints.hashes(of: text) == hashes)
    let returns = text.replacing("\n", with: "\r\n")
    #expect(LineFingerprints.hashes(of: returns) == hashes)
  }

  @Test("equal lines are told apart by their number, and a line beyond the end has no hash")
  func repeatedLines() {
    let file = SourceFile(
      path: "a", text: "x\n" + String(repeating: String(repeating: "y", count: 120) + "\n", count: 3))
    let fingerprints = LineFingerprints()
    let hashes = (1...5).map { fingerprints.hash(of: $0, in: file) }
    #expect(hashes[1]?.hasSuffix(":1") == true && hashes[2]?.hasSuffix(":2") == true)
    #expect(fingerprints.hash(of: 0, in: file) == nil && fingerprints.hash(of: 99, in: file) == nil)
    #expect(fingerprints.hash(of: 1, in: SampleAssessment.junit) == nil)
  }

  @Test("a finding of several lines is shown at the first of them, so that a change of it alone shows it")
  func severalLines() throws {
    var assessment = SampleAssessment.noGo
    assessment.rubrics[0].rules[4].citations[0].place = SampleAssessment.manifest.range(2..<60)
    func region(_ profile: SARIFReporter.Profile) throws -> [Int64?] {
      let found = try results(run(assessment, profile)).first { $0["ruleId"]?.text == "team.reviewers" }
      let region = found?["locations"]?.elements.first?["physicalLocation"]?["region"]
      return ["startLine", "startColumn", "endLine", "endColumn"].map { region?[$0]?.integer.map { Int64($0) } }
    }
    #expect(try region(.open) == [1, 3, 1, 25])
    #expect(try region(.full) == [1, 3, 3, 11])
  }

  @Test("frameworks are taxonomies of the controls that rules serve, which the rules' relationships lead to")
  func taxonomies() throws {
    let assessment = SampleAssessment.held()
    let run = try run(assessment, .full)
    let taxonomies = try #require(run["taxonomies"]?.elements)
    #expect(taxonomies.map { $0["name"]?.text } == ["law"])
    let taxa = try #require(taxonomies[0]["taxa"]?.elements)
    #expect(taxa.map { $0["id"]?.text } == ["Art. 1", "Art. 4", "Art. 5"], "what no rule serves is left out")
    #expect(taxa.map { $0["properties"]?["status"]?.text } == ["not_met", "stated_only", "evidenced"])
    #expect(taxonomies[0]["informationUri"]?.text == "https://example.org/law")
    let driver = try #require(run["tool"]?["driver"])
    #expect(driver["supportedTaxonomies"]?.elements.map { $0["name"]?.text } == ["law"])
    func targets(_ rule: Int) throws -> [String] {
      let id = assessment.rubrics[0].rules[rule].rule.id
      let described = try #require(driver["rules"]?.elements.first { $0["id"]?.text == id })
      return try (described["relationships"]?.elements ?? []).map { relationship in
        #expect(relationship["kinds"]?.elements.map(\.text) == ["relevant"])
        let target = try #require(relationship["target"])
        #expect(target["toolComponent"]?["index"]?.integer == 0)
        #expect(taxa[Int(target["index"]?.integer ?? -1)]["id"]?.text == target["id"]?.text)
        return target["id"]?.text ?? ""
      }
    }
    #expect(try targets(0) == ["Art. 1"])
    #expect(try targets(1) == ["Art. 1", "Art. 5"])
    #expect(try targets(3) == [], "Art. 6 does not apply")
  }

  @Test("what shows only the open has no taxonomies, and neither has a run without frameworks")
  func noTaxonomies() throws {
    for run in [try run(SampleAssessment.held()), try run(SampleAssessment.noGo, .full)] {
      #expect(run["taxonomies"] == nil && run["tool"]?["driver"]?["supportedTaxonomies"] == nil)
      #expect(run["tool"]?["driver"]?["rules"]?.elements.allSatisfy { $0["relationships"] == nil } == true)
    }
  }

  @Test("words of a framework's file make no link and no address in SARIF", arguments: SampleAssessment.hostileTexts)
  func hostileTaxonomies(text: String) throws {
    let taxonomy = try #require(try run(SampleAssessment.held(text), .full)["taxonomies"]?.elements.first)
    #expect(taxonomy["informationUri"] == nil)
    for (_, value) in taxonomy.everything {
      #expect(value.text?.unicodeScalars.contains { isHarmful($0) } != true)
    }
  }

  @Test("stays below the number of results that services take, and says how many it left out")
  func limits() throws {
    let run = try run(SampleAssessment.large(6_000))
    #expect(try results(run).count == SARIFRun.resultLimit)
    #expect(run["properties"]?["leftOut"]?.integer == 7_000)
  }
}
