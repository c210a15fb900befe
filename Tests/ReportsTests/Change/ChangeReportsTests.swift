import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

@Suite("What changed, in the reports")
struct ChangeReportsTests {
  private static let change = AssessmentChange(
    from: AssessmentSnapshot(SampleAssessment.noGo), to: AssessmentSnapshot(SampleAssessment.noGo))

  /// Every text from outside is hostile, in the earlier report and in the later one.
  private static func hostile(_ text: String) throws -> (assessment: Assessment, change: AssessmentChange) {
    let assessment = SampleAssessment.compared(SampleAssessment.hostile(text))
    return (assessment, try #require(assessment.change))
  }

  private func console(_ change: AssessmentChange, width: Int = 10_000) -> String {
    String(decoding: ChangeConsole(width: width).report(change), as: UTF8.self)
  }

  static let sentences = [
    "What changed since 21 October 2026", "CONDITIONAL GO before, NO-GO now.",
    "The reports are of different projects: “Churn early warning pilot” and “Churn early warning”.",
    "Another version of gonogo judged: 0.0.9 before, 0.1.0 now.", "needed 80, before 85",
    "Evidence withdrawn (", "What the project changed (", "What the rubric changed (", "What expired (",
    "its proof is no longer there. test-results/junit.xml.old (Churn early warning, SHA-256 4bf5122f3445…) is gone.",
    "Data quality is checked before every training: verified before, claimed now: its proof is too old by now.",
    "The model holds on data that it has not seen: claimed before, contradicted now; not met any more.",
    "severity: advice before, blocker now; it asks for more.", "weight: 6 before, 5 now.",
    "evidence proves for so long: 1 day before, for ever now; it asks for less.", "other conditions than before.",
    "the score that is needed is another: 85 before, 80 now; it asks for less.",
    "a new demand (major); claimed; it asks for more.", "not asked for any more; verified before; it asks for less.",
    "its waiver ended with 2026-11-01; Churn early warning answered for it.", "a new waiver until 2026-12-15",
    "the sign-off stale: what was signed has changed since; before: stands.", "1 gone (test-results/junit.xml.old)",
  ]

  @Test("terminal, Markdown and page tell it in the same sentences", arguments: sentences)
  func words(sentence: String) throws {
    let assessment = SampleAssessment.changed
    #expect(console(try #require(assessment.change)).contains(sentence))
    let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
    let shown = page.text.replacing("&#39;", with: "'")
    // The page has the number of lines apart.
    #expect(shown.contains(sentence.hasSuffix(" (") ? String(sentence.dropLast(2)) : sentence))
    let note = String(decoding: ChangeMarkdown().report(try #require(assessment.change)), as: UTF8.self)
    #expect(note.contains(markdown(sentence)) || note.contains("### \(sentence)"))
  }

  @Test("evidence that was withdrawn is told first, and the last line is the decision")
  func order() throws {
    let text = console(try #require(SampleAssessment.changed.change))
    let parts = ["Evidence withdrawn (", "What the project changed (", "What the rubric changed (", "What expired ("]
    let places = try parts.map { try #require(text.firstRange(of: $0)?.lowerBound) }
    #expect(places == places.sorted())
    #expect(text.hasSuffix("\nNO-GO\n"))
  }

  @Test("the reports of an assessment have it too, and those without an earlier report have nothing of it")
  func inReports() throws {
    let part = "What changed since"
    for (assessment, isThere) in [(SampleAssessment.changed, true), (SampleAssessment.noGo, false)] {
      for reporter in [ConsoleReporter(), MarkdownReporter()] as [any Reporter] {
        let text = String(decoding: try reporter.report(assessment), as: UTF8.self)
        #expect(text.contains(part) == isThere, "\(reporter.format)")
      }
      let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
      #expect(page.text.contains(part) == isThere)
      #expect(page.values("id").contains("change") == isThere)
      #expect(page.values("href").contains("#change") == isThere)
    }
  }

  @Test("page one says it in a sentence, without a rule's id, and how far each area moved")
  func pageOne() throws {
    let bytes = try HTMLReporter(theme: SampleTheme.plain).report(SampleAssessment.changed)
    let sheet = try #require(
      String(decoding: bytes, as: UTF8.self).split(separator: "<article class=\"appendix\"").first)
    let read = ReadPage(Array(sheet.utf8))
    #expect(read.text.contains("Since 21 October 2026, then CONDITIONAL GO: evidence was withdrawn for "))
    for rule in SampleAssessment.noGo.rubrics[0].rules { #expect(!read.text.contains(rule.rule.id)) }
    #expect(read.values("class").filter { $0 == "num move" }.count == 8)
    #expect(read.text.contains("−50"))
  }

  @Test("nothing changed is said in a sentence")
  func nothing() throws {
    let text = console(Self.change)
    #expect(text.contains("NO-GO, as before."))
    #expect(text.contains("Nothing else changed."))
    let score = try #require(SampleAssessment.noGo.rubrics[0].scores.score)
    #expect(text.contains("score \(score.shown) as before"))
  }

  @Test("as JSON it fits the published schema")
  func json() throws {
    let text = try SampleTheme.text("../schemas/diff.json")
    let schema = ReportSchema(root: try #require(Document.json(SourceFile(path: "schema.json", text: text)).root))
    var changes = try SampleAssessment.hostileTexts.map { try Self.hostile($0).change } + [Self.change]
    changes.append(try #require(SampleAssessment.changed.change))
    for change in changes {
      let bytes = ChangeJSON().report(change)
      let document = Document.json(SourceFile(path: "diff.json", bytes: bytes))
      #expect(document.diagnostics == [])
      let root = try #require(document.root)
      #expect(schema.problems(root) == [])
      #expect(root["worse"]?.bool == change.isWorse)
      #expect(root["withdrawn"]?.elements.count == change.withdrawn.count)
      #expect(!bytes.contains(UInt8(ascii: "<")))
    }
  }

  @Test("the schema refuses what lacks something or has another word")
  func refuses() throws {
    let text = try SampleTheme.text("../schemas/diff.json")
    let schema = ReportSchema(root: try #require(Document.json(SourceFile(path: "schema.json", text: text)).root))
    let json = String(decoding: ChangeJSON().report(try #require(SampleAssessment.changed.change)), as: UTF8.self)
    for (from, to) in [
      ("\"gonogo_diff\": 1", "\"gonogo_diff\": 2"), ("\"cause\": \"project\"", "\"cause\": \"nobody\""),
      ("\"fate\": \"gone\"", "\"fat\": \"gone\""),
    ] {
      let changed = Document.json(SourceFile(path: "x", text: json.replacing(from, with: to)))
      #expect(schema.problems(try #require(changed.root)) != [], "\(to)")
    }
  }

  @Test("nothing from outside acts on a terminal or on a CI runner", arguments: [40, 100])
  func hostileConsole(width: Int) throws {
    for text in SampleAssessment.hostileTexts {
      for line in console(try Self.hostile(text).change, width: width).split(separator: "\n") {
        #expect(!line.drop { $0 == " " }.hasPrefix("::"))
        #expect(!line.contains("##[") && !line.contains("##vso["))
        #expect(!line.unicodeScalars.contains { isHarmful($0) })
      }
    }
  }

  @Test("nothing from outside is markup in a page or in Markdown, and the note stays below its limit")
  func hostilePages() throws {
    for text in SampleAssessment.hostileTexts + [String(repeating: "|<a>*", count: 20_000)] {
      let (assessment, change) = try Self.hostile(text)
      let page = ReadPage(try HTMLReporter(theme: SampleTheme.plain).report(assessment))
      #expect(page.problems == [])
      #expect(!page.tags.contains { $0.name == "img" || $0.name == "x" })
      let ids = page.values("id")
      #expect(page.values("href").allSatisfy { $0 == "data:," || ids.contains(String($0.dropFirst())) })
      let note = ChangeMarkdown().report(change)
      #expect(note.count <= 60_000)
      #expect(try MarkdownReporter().report(assessment).count <= 60_000)
      for line in String(decoding: note, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("|") {
        #expect(["## ", "### ", "**", "*", "Nothing"].contains { line.hasPrefix($0) }, "\(line.prefix(60))")
      }
    }
  }
}
