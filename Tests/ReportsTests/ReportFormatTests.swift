import Diagnostics
import Readiness
import Testing

@testable import Reports

@Suite("The formats of reports")
struct ReportFormatTests {
  private static let settings = ReportFormat.Settings(theme: { SampleTheme.plain })
  /// Formats whose text a CI server prints or shows.
  private static let shown: [ReportFormat] = [
    .sarif, .sarifFull, .markdown, .github, .codeQuality, .csv, .oscal, .badge, .console,
  ]
  private static let worse =
    SampleAssessment.hostileTexts + [
      "::error file=a::owned", "  ::stop-commands::x", "a\r::error::owned", "\n::set-output name=x::y",
      "##[error]owned",
      "##vso[task.complete result=Failed;]", "##teamcity[buildStop]", "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)",
      "a;=1+1", "a\",=1", "\u{FF1D}1", "| a | b |", "`code` ``more```", "[x](javascript:alert(1))", "![x](http://x)",
      "@somebody #12 !3 GH-1", "https://example.org/a_b www.example.org", "# heading", "<details>", "\\",
      "*a*_b_~~c~~$d$",
      "{{ insert: param, x }}", "%0A::error::owned", "../../etc/passwd", "//example.org/x", "a:b,c", " \u{3000} ",
      "\u{2028}::error::x", "&lt;b&gt;",
    ]

  @Test(
    "each is written by a reporter of its name, and says in one line what it is for", arguments: ReportFormat.allCases)
  func names(format: ReportFormat) {
    let reporter = format.reporter(Self.settings)
    #expect(reporter.format == format.rawValue)
    #expect(reporter.summary.utf8.count > 10 && reporter.summary.utf8.count < 120)
  }

  @Test("the same assessment makes the same bytes", arguments: ReportFormat.allCases)
  func deterministic(format: ReportFormat) throws {
    for sample in SampleAssessment.all {
      let reporter = format.reporter(Self.settings)
      #expect(try reporter.report(sample.assessment) == reporter.report(sample.assessment), "\(sample.name)")
      #expect(try !reporter.report(sample.assessment).isEmpty)
    }
  }

  @Test("what a stranger writes acts on no terminal, on no eye and on no CI server", arguments: shown)
  func inert(format: ReportFormat) throws {
    for text in Self.worse {
      let written = try ReadReport.text(format.reporter(Self.settings), SampleAssessment.hostile(text))
      // A byte order mark may only begin a file, and line ends are the format's own.
      let scalars = written.unicodeScalars.drop { $0 == "\u{FEFF}" }.filter { !(format == .csv && $0 == "\r") }
      #expect(!scalars.contains(where: isHarmful), "\(format) of \(text.debugDescription)")
      #expect(!written.hasServerCommand, "\(format) of \(text)")
      for line in written.runnersLines where format != .github {
        #expect(!line.utf8.drop { $0 == 0x20 }.starts(with: "::".utf8), "\(format): \(line)")
      }
    }
  }

  @Test(
    "formats that are read where markup is have none of a stranger's",
    arguments: [
      ReportFormat.sarif, .sarifFull, .codeQuality, .oscal, .badge,
    ])
  func markup(format: ReportFormat) throws {
    for text in Self.worse {
      let written = try ReadReport.text(format.reporter(Self.settings), SampleAssessment.hostile(text))
      #expect(format == .badge || !written.utf8.contains(UInt8(ascii: "<")), "\(format)")
      #expect(!written.contains("<script") && !written.contains("<img") && !written.contains("<details"))
    }
  }

  @Test(
    "a path becomes an address that names no scheme and no machine",
    arguments: [
      ("gonogo.yaml", "gonogo.yaml"), ("a b/ü.json", "a%20b/%C3%BC.json"),
      ("javascript:alert(1)", "javascript%3Aalert%281%29"),
      ("//host/x", "/%2Fhost/x"), ("/etc", "/etc"), ("a//b", "a//b"), ("a?b#c%d\\e", "a%3Fb%23c%25d%5Ce"), ("", ""),
    ])
  func address(path: String, address: String) {
    #expect(fileAddress(path) == address)
  }

  @Test("rules that rubrics share are named with their rubric, and no two names are the same")
  func ruleNames() {
    let one = SampleAssessment.go.rubrics[0]
    var other = one
    other.rules.append(SampleAssessment.rule("data.only-here", "Only here", .minor, .missing))
    var assessment = SampleAssessment.go
    assessment.rubrics = [one, other]
    let names = RuleNames(assessment)
    #expect(names.name(of: one.rules[0], rubric: 0) == "production-readiness/business.roi")
    #expect(names.name(of: other.rules[0], rubric: 1) == "production-readiness (2)/business.roi")
    #expect(names.name(of: other.rules[3], rubric: 1) == "data.only-here")
    var (long, longer) = (one.rules[0], one.rules[0])
    long.rule.id = String(repeating: "a", count: 300) + ".1"
    longer.rule.id = String(repeating: "a", count: 300) + ".2"
    #expect(names.name(of: long, rubric: 0) != names.name(of: longer, rubric: 0))
    #expect(names.name(of: long, rubric: 0).utf8.count < 200)
  }

  @Test("an error is what JUnit counts as a failure or an error", arguments: SampleAssessment.all.map(\.name))
  func levels(name: String) throws {
    let assessment = try SampleAssessment.named(name)
    let errors = OpenDemands(assessment).demands.filter { $0.level == .error }.count
    let red = JUnitSuite.suites(of: assessment).filter { !$0.name.utf8.elementsEqual("project.decision".utf8) }
      .flatMap(\.cases).filter { testCase in
        guard testCase.name != "decision" else { return false }
        return switch testCase.result {
        case .failure, .error: true
        case .passed, .skipped: false
        }
      }
    #expect(errors == red.count)
  }
}
