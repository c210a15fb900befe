import Diagnostics
import Readiness
import Testing

@testable import Reports

@Suite("The HTML report")
struct HTMLReporterTests {
  private func page(_ assessment: Assessment, theme: Theme = SampleTheme.plain) throws -> ReadPage {
    ReadPage(try HTMLReporter(theme: theme).report(assessment))
  }

  @Test("every tag is one that the compiler knows, and is closed", arguments: SampleAssessment.all.map(\.name))
  func wellFormed(name: String) throws {
    let page = try page(try #require(SampleAssessment.all.first { $0.name == name }).assessment)
    #expect(page.problems == [])
    for tag in page.tags where tag.name != "style" && tag.name != "script" {
      #expect(HTMLTag(rawValue: tag.name) != nil || HTMLVoidTag(rawValue: tag.name) != nil, "\(tag.name)")
    }
  }

  @Test("whatever a stranger writes, no element, handler, style or address of theirs is in the page")
  func hostile() throws {
    for text in SampleAssessment.hostileTexts + [SampleAssessment.hostileTexts.joined(separator: " ")] {
      let page = try page(SampleAssessment.hostile(text))
      #expect(page.problems == [])
      #expect(page.tags.filter { $0.name == "script" }.count == 1)
      #expect(!page.tags.contains { $0.name == "img" || $0.name == "x" })
      let names = page.tags.flatMap(\.attributes.keys)
      #expect(!names.contains { $0.hasPrefix("on") || $0 == "style" })
      #expect(page.values("href").allSatisfy { $0.hasPrefix("#") || $0 == "data:," }, "\(page.values("href"))")
      let harmful = page.text.unicodeScalars.first { isHarmful($0) || $0.value & 0xFFFE == 0xFFFE }
      #expect(harmful == nil)
    }
  }

  @Test(
    "names of places are unique, and every reference within the page leads somewhere",
    arguments: SampleAssessment.all.map(\.name))
  func references(name: String) throws {
    let page = try page(try #require(SampleAssessment.all.first { $0.name == name }).assessment)
    let ids = page.values("id")
    #expect(Set(ids).count == ids.count)
    let targets = page.values("href").filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
    #expect(!targets.isEmpty)
    for target in targets + page.values("aria-labelledby") + page.values("for") {
      #expect(ids.contains(target), "\(target)")
    }
  }

  @Test("the policy allows exactly the style and the script that are in the page, and nothing is fetched")
  func policy() throws {
    let page = try page(SampleAssessment.noGo, theme: try SampleTheme.fromTemplates())
    let meta = page.tags.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    let policy = try #require(meta?.attributes["content"])
    #expect(policy.hasPrefix("default-src &#39;none&#39;; "))
    for kind in ["style", "script"] {
      let digest = Digest.sha256(of: Array(try #require(page.assets[kind]).utf8))
      #expect(policy.contains("\(kind)-src &#39;sha256-\(base64(digest.bytes))&#39;;"))
    }
    #expect(!page.tags.contains { $0.attributes["src"] != nil })
    #expect(page.tags.filter { $0.name == "link" }.map { $0.attributes["href"] } == ["data:,"])
  }

  @Test("a theme that could end its own element is refused", arguments: ["a</STYLE>b", "a<!--b"])
  func unsafeTheme(css: String) {
    #expect(throws: DiagnosticsError.self) {
      try HTMLReporter(theme: Theme(css: css, script: "")).report(SampleAssessment.go)
    }
  }

  @Test("page one says the decision, why, what to do and what it is worth, without rule ids")
  func pageOne() throws {
    let bytes = try HTMLReporter(theme: SampleTheme.plain).report(SampleAssessment.noGo)
    let text = String(decoding: bytes, as: UTF8.self)
    let sheet = try #require(text.split(separator: "<article class=\"appendix\"").first)
    let read = ReadPage(Array(sheet.utf8)).text
    for words in [
      "NO-GO", "Two of its promises cannot be kept today", "80 needed",
      "A bad release can be rolled back within 30 minutes",
      "Rolling back takes 120 minutes; at most 30 are allowed.", "The first 3 give a CONDITIONAL GO.",
      "Doing all 6 gives a GO with 86 points.", "Tests", "240,000 EUR invested", "was due 1 October 2026",
      "accepted by ", "until 15 December 2026", "ends soon", "stale", "could not be evaluated",
    ] { #expect(read.contains(words), "\(words)") }
    for rule in SampleAssessment.noGo.rubrics[0].rules { #expect(!read.contains(rule.rule.id), "\(rule.rule.id)") }
  }

  @Test(
    "below it every rule is told in full, without the script: unmet first, then stated only, waived, met, not counted")
  func everyRule() throws {
    let assessment = SampleAssessment.noGo
    let page = try page(assessment)
    for rule in assessment.rubrics[0].rules {
      #expect(page.text.contains(rule.rule.id))
      #expect(page.text.contains(rule.message))
    }
    #expect(page.values("data-group") == ["unmet", "unproven", "waived", "met", "aside"])
    #expect(page.values("id").filter { $0.hasPrefix("rule-") }.count == assessment.rubrics[0].rules.count)
    for words in [
      "gonogo.yaml:61:21", "test-results/junit.xml:3", "pytest 8.3.2", "coverage.xml", "the approver is the owner",
      "severity: major → minor", "'tbd' is a placeholder", "a waiver's approver must not be its owner",
      assessment.provenance.command, SampleAssessment.manifest.digest.description,
    ] { #expect(page.text.contains(words), "\(words)") }
  }

  @Test(
    "each decision is a word, and the title says it first",
    arguments: [("go", "GO"), ("no-go", "NO-GO"), ("several", "CONDITIONAL GO")])
  func decisions(name: String, word: String) throws {
    let assessment = try #require(SampleAssessment.all.first { $0.name == name }).assessment
    let text = String(decoding: try HTMLReporter(theme: SampleTheme.plain).report(assessment), as: UTF8.self)
    #expect(text.contains("<title>\(word): Churn early warning, Production gate, 21 November 2026</title>"))
    #expect(text.contains("</svg>\(word)</h1>"))
  }

  @Test("with several rubrics each has its decision, and a rubric without a demand says so")
  func severalRubrics() throws {
    let page = try page(SampleAssessment.several(isStrict: true))
    for words in ["Acme extra demands", "NOTHING TO DECIDE", "This run is strict"] {
      #expect(page.text.contains(words))
    }
  }

  @Test("the same assessment makes the same bytes")
  func deterministic() throws {
    let theme = try SampleTheme.fromTemplates()
    for sample in SampleAssessment.all {
      #expect(
        try HTMLReporter(theme: theme).report(sample.assessment) == HTMLReporter(theme: theme).report(sample.assessment)
      )
    }
  }

  @Test("the colours of a theme stand behind the style sheet, and the policy knows them")
  func colours() throws {
    var theme = try SampleTheme.fromTemplates()
    theme.colours[.light, .go] = Colour("#1b5e20")
    let page = try page(SampleAssessment.go, theme: theme)
    let style = try #require(page.assets["style"])
    #expect(style.hasPrefix(theme.css))
    let light = "@media screen and (prefers-color-scheme: light) { :root { --go: #1b5e20; --go-wash: #edf2ed; } }"
    #expect(style.contains(light), "\(style.suffix(300))")
    #expect(style.contains("@media print { :root { --go: #1b5e20; } }"))
    let policy = page.tags.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"]
    #expect(try #require(policy).contains(base64(Digest.sha256(of: Array(style.utf8)).bytes)))
  }

  @Test("a logo stands in the page itself; where the organisation is named beside it, it is no news to a screen reader")
  func logo() throws {
    var theme = Theme(css: "", script: "", organisation: "Acme")
    theme.logo = try Logo(SourceFile(path: "logo.svg", text: "<svg xmlns='http://www.w3.org/2000/svg'/>"))
    let image = try #require(try page(SampleAssessment.go, theme: theme).tags.first { $0.name == "img" })
    #expect(image.attributes["src"]?.hasPrefix("data:image/svg+xml;base64,") == true)
    #expect(image.attributes["alt"] == "")
    theme.organisation = ""
    #expect(try page(SampleAssessment.go, theme: theme).values("alt") == ["Logo"])
  }

  @Test("an organisation's words stand where the standard ones stood")
  func words() throws {
    let theme = Theme(css: "", script: "", organisation: "Acme & Sons", words: [.risks: "Risks <taken>"])
    let page = try page(SampleAssessment.noGo, theme: theme)
    #expect(page.text.contains("Acme &amp; Sons"))
    #expect(page.text.contains("Risks &lt;taken&gt;"))
    #expect(!page.text.contains(Theme.Word.risks.standard))
  }
}
