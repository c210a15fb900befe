import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A test report in JUnit XML")
struct JUnitReportsTests {
  private func item(_ xml: String) throws -> EvidenceItem {
    try TemporaryProject(["junit.xml": xml]).item("test_reports")
  }

  @Test(
    "is counted by its test cases",
    arguments: [
      (
        "pytest's, without totals at the root",
        "<testsuites name='pytest tests'><testsuite name='pytest' tests='2' failures='1'><testcase classname='a' name='b'/><testcase classname='a' name='c'><failure message='no'/></testcase></testsuite></testsuites>",
        "2 1 1 0 0 0"
      ),
      (
        "totals that lie",
        "<testsuites tests='100' failures='0'><testsuite tests='100'><testcase><failure/></testcase></testsuite></testsuites>",
        "1 0 1 0 0 0"
      ),
      (
        "nested suites, counted once",
        "<testsuite tests='3'><testsuite tests='2'><testcase/><testcase/></testsuite><testcase/></testsuite>",
        "3 3 0 0 0 0"
      ),
      (
        "no attributes at all",
        "<testsuites><testsuite><testcase/><testcase><skipped/></testcase><testcase><failure/></testcase><testcase><error/></testcase></testsuite></testsuites>",
        "4 1 1 1 1 0"
      ),
      (
        "Surefire's flaky test",
        "<testsuite tests='3' failures='2'><testcase><flakyFailure/><flakyFailure/></testcase></testsuite>",
        "1 0 0 0 0 1"
      ),
      (
        "Surefire's test that failed again", "<testsuite><testcase><failure/><rerunFailure/></testcase></testsuite>",
        "1 0 1 0 0 0"
      ),
      (
        "failure and error in one case", "<testsuite><testcase><failure/><error/></testcase></testsuite>", "1 0 0 1 0 0"
      ),
      (
        "an error in tearing down, a case of its own",
        "<testsuite tests='1'><testcase name='a'><failure/></testcase><testcase name='a'><error/></testcase></testsuite>",
        "2 0 1 1 0 0"
      ),
      (
        "Google Test's disabled test",
        "<testsuites><testsuite><testcase status='notrun'/><testcase status='run' result='skipped'/></testsuite></testsuites>",
        "2 0 0 0 2 0"
      ),
      ("a byte order mark, and white space first", "\u{FEFF}<testsuite><testcase/></testsuite>", "1 1 0 0 0 0"),
      (
        "white space before the declaration", "\n <?xml version='1.0'?><testsuite><testcase/></testsuite>",
        "1 1 0 0 0 0"
      ),
      (
        "a result in a namespace", "<testsuite xmlns='urn:x'><testcase><failure/></testcase></testsuite>", "1 0 1 0 0 0"
      ),
      ("no tests", "<testsuites><testsuite tests='0'/></testsuites>", "0 0 0 0 0 0"),
    ])
  func counts(name: String, xml: String, expected: String) throws {
    let item = try item(xml)
    let fields = ["tests", "passed", "failures", "errors", "skipped", "flaky"]
    #expect(fields.map(item.fact).joined(separator: " ") == expected)
    let numbers = fields.compactMap { Int(item.fact($0)) }
    #expect(numbers[0] == numbers.dropFirst().reduce(0, +))
  }

  @Test("without tests has no share that passed: it is not 'all passed'")
  func noTests() throws {
    #expect(try item("<testsuites/>").fact("pass_percent") == "–")
    #expect(try item("<testsuite><testcase><skipped/></testcase></testsuite>").fact("pass_percent") == "–")
    #expect(try item("<testsuite><testcase/><testcase><error/></testcase></testsuite>").fact("pass_percent") == "50.0")
  }

  @Test(
    "says whether its totals are right, where it states them",
    arguments: [
      ("<testsuite tests='1'><testcase/></testsuite>", "true true"),
      ("<testsuite><testcase/></testsuite>", "– –"),
      ("<testsuite tests='5'><testcase/></testsuite>", "false false"),
      ("<testsuite tests='1' failures='0'><testcase><failure/></testcase></testsuite>", "false true"),
      ("<testsuite tests='1' skip='1'><testcase/></testsuite>", "false true"),
      (
        "<testsuite tests='3' failures='2'><testcase><flakyFailure/><flakyFailure/></testcase></testsuite>", "true true"
      ),
      (
        "<testsuite tests='1'><testcase name='a'><failure/></testcase><testcase name='a'><error/></testcase></testsuite>",
        "true true"
      ),
    ])
  func consistency(xml: String, expected: String) throws {
    let item = try item(xml)
    #expect(item.fact("counts_consistent") + " " + item.fact("complete") == expected)
    #expect(item.diagnostics.isEmpty == !expected.hasPrefix("false"))
  }

  @Test(
    "that is broken is unreadable, never a good report",
    arguments: [
      ("<testsuites><testsuite tests='1'><testcase/></testsuite>", "xml.truncated"), ("", "xml.empty"),
      ("<testsuites><testsuite></testsuites>", "xml.syntax"), ("not XML", "xml.syntax"),
      ("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><testsuites>&x;</testsuites>", "xml.doctype"),
      ("<testsuites>" + String(repeating: "<testsuite>", count: 100), "xml.too-deep"),
    ])
  func broken(xml: String, id: String) throws {
    let evidence = try TemporaryProject(["junit.xml": xml]).evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems.count == 1)
    let diagnostic = try #require(evidence.unreadable.first?.diagnostics.first)
    #expect(diagnostic.id == id || id == "xml.too-deep" || id == "xml.syntax", "\(diagnostic.id)")
    #expect(diagnostic.place != nil)
  }

  @Test(
    "of another tool is none",
    arguments: ["<suites><suite/></suites>", "<assemblies/>", "<test-run/>", "<TestRun/>", "<html/>"])
  func otherFormats(xml: String) throws {
    let evidence = try TemporaryProject(["test-results.xml": xml]).evidence()
    #expect(evidence.items.isEmpty && evidence.unreadable.isEmpty)
  }

  @Test("lists what failed with the first line of its message, and never what was printed")
  func failed() throws {
    let item = try item(
      """
      <testsuite><testcase classname="tests.test_data" name="t">
        <failure message="assert 72 == 0&#10;second line">Traceback SECRET</failure>
        <system-out>SECRET</system-out></testcase><testcase name="e"><error type="Boom">SECRET</error></testcase></testsuite>
      """)
    #expect(
      item.fact("failed")
        == "[{name: t, classname: tests.test_data, outcome: failure, message: assert 72 == 0}, {name: e, outcome: error, message: Boom}]"
    )
    #expect(!shown(item.facts).containsBytes("SECRET"))
    let first = try #require(item.facts["failed"]?.elements.first)
    #expect(first.range.start?.line == 1)
  }

  @Test("takes the latest of its times, and one without a zone as UTC")
  func time() throws {
    let item = try item(
      "<testsuites><testsuite timestamp='2020-09-04T16:18:04'/><testsuite timestamp='2020-09-04T18:00:00+02:00'/></testsuites>"
    )
    #expect(shown(item.producedAt) == "2020-09-04T16:18:04Z")
    #expect(try self.item("<testsuite timestamp='yesterday'/>").producedAt == nil)
  }

  @Test("adds up times that have thousands and gaps")
  func duration() throws {
    let cases = "<testcase time='1,234.56'/><testcase time=''/><testcase/><testcase time='0.1'/><testcase time='0.2'/>"
    #expect(try item("<testsuite time='9'>\(cases)</testsuite>").fact("duration_seconds") == "1234.86")
    #expect(try item("<testsuite time='9'><testcase/></testsuite>").fact("duration_seconds") == "9.0")
    #expect(try item("<testsuite><testcase/></testsuite>").fact("duration_seconds") == "–")
  }

  @Test("keeps what tests recorded, not what the machine is called")
  func properties() throws {
    let item = try item(
      """
      <testsuite><properties><property name="user.name" value="alice"/><property name="java.class.path" value="/home/alice"/>
      <property name="commit" value="abc123"/><property name="model_version" value="2"/></properties>
      <testcase><properties><property name="auc" value="0.91"/><property name="text">long one</property></properties></testcase>
      <testcase><properties><property name="n" value="1"/></properties></testcase>
      <testcase><properties><property name="n" value="2"/></properties></testcase></testsuite>
      """)
    #expect(item.fact("properties") == "{commit: abc123, model_version: 2, auc: 0.91, text: long one}")
    #expect(shown(item.commit) == "abc123")
    #expect(shown(item.modelVersion) == "2")
  }

  @Test("says what its tests test, by the first word that tells")
  func categories() throws {
    let item = try item(
      """
      <testsuite name="pytest"><testcase classname="tests.test_data"/><testcase classname="tests.model.test_data_split"/>
      <testcase classname="" file="tests/infra/test_x.py"/><testcase classname="DriftMonitorTests"><failure/></testcase>
      <testcase classname="tests.test_misc" name="test_model"/></testsuite>
      """)
    #expect(item.fact("categories.data.tests") == "1")
    #expect(item.fact("categories.model.tests") == "1")
    #expect(item.fact("categories.infrastructure.passed") == "1")
    #expect(item.fact("categories.monitoring") == "{tests: 1, passed: 0, not_passed: 1, skipped: 0}")
    #expect(item.fact("categories.other.tests") == "1")
  }

  @Test("of many cases lists some and counts all")
  func many() throws {
    let cases = String(repeating: "<testcase name='a'><failure message='m'/></testcase>", count: 6000)
    let item = try item("<testsuite>\(cases)</testsuite>")
    #expect(item.fact("tests") == "6000")
    #expect(item.facts["failed"]?.elements.count == 200)
    #expect(item.fact("failed_left_out") == "5800")
    #expect(item.fact("cases_left_out") == "1000")
  }

  @Test("that is streamed knows its lines and its digest")
  func streamed() throws {
    let xml = "<testsuite>\n<testcase name='a'><failure message='m'/></testcase>\n</testsuite>"
    var limits = Limits.standard
    limits.bytes = 10
    let evidence = try TemporaryProject(["junit.xml": xml]).evidence(limits: limits)
    let item = try #require(evidence.items.first)
    #expect(!item.range.file.isKept)
    #expect(item.range.file.digest == Digest.sha256(of: Array(xml.utf8)))
    #expect(item.facts["failed"]?.elements.first?.range.description == "junit.xml:2")
  }

  @Test("says the same whether it is streamed or kept")
  func streamedAsKept() throws {
    var xml = "<testsuites name='all'>\n"
    for suite in 0..<40 {
      xml += "<testsuite name='s\(suite)' tests='41' failures='3' errors='2' skipped='2'>\n"
      for number in 0..<40 {
        let folder = suite % 3 == 0 ? "data" : "x"
        let name = "<testcase classname='tests.test_\(folder)' name='t\(suite)-\(number)é' time='0.\(number)'"
        switch number {
        case 7: xml += name + "><failure message='a &lt; b&#10;more'>long\n \n text</failure></testcase>\n"
        case 8: xml += name + "><error message='in teardown'/></testcase>\n"
        case 13, 29: xml += name + "><failure/></testcase>\n" + name + "><error type='Teardown'/></testcase>\n"
        case 20: xml += name + " status='NotRun'/>\n"
        case 21: xml += name + " status='run' result='Skipped'/>\n"
        case 22: xml += name + "><system-out>\(String(repeating: "line\n", count: 50))</system-out></testcase>\n"
        case 23: xml += name + "><flakyFailure/><rerunFailure/></testcase>\n"
        default: xml += name + "/>\n"
        }
      }
      xml += "</testsuite>\n"
    }
    xml += "</testsuites>\n"
    #expect(xml.utf8.count > 5 * 16_384)
    let project = TemporaryProject(["junit.xml": xml])
    var limits = Limits.standard
    limits.bytes = 10
    let kept = try #require(try project.evidence().items.first)
    let streamed = try #require(try project.evidence(limits: limits).items.first)
    #expect(kept.range.file.isKept && !streamed.range.file.isKept)
    #expect(shown(streamed.facts) == shown(kept.facts))
    #expect(streamed.range.file.digest == kept.range.file.digest)
    #expect(
      ["tests", "failures", "errors", "skipped", "flaky", "suites", "failed_left_out"].map(kept.fact)
        == ["1680", "120", "120", "80", "40", "40", "40"])
    let lines = try #require(streamed.facts["failed"]?.elements).map { $0.range.start?.line }
    #expect(lines == kept.facts["failed"]?.elements.map { $0.range.start?.line })
  }

  @Test("of a test that speaks twice counts the second as one only where class and name are the same")
  func repeated() throws {
    func consistent(_ second: String) throws -> String {
      try item(
        "<testsuite tests='1'><testcase classname='c' name='n'><failure/></testcase>\(second)</testsuite>"
      ).fact("counts_consistent")
    }
    #expect(try consistent("<testcase classname='c' name='n'><error/></testcase>") == "true")
    #expect(try consistent("<testcase classname='c' name='m'><error/></testcase>") == "false")
    #expect(try consistent("<testcase classname='d' name='n'><error/></testcase>") == "false")
    #expect(try consistent("<testcase classname='c'><error/></testcase>") == "false")
    #expect(
      try consistent("<testcase classname='c' name='o'/><testcase classname='c' name='n'><error/></testcase>")
        == "false")
  }

  @Test("takes nothing of one test case over to the next")
  func fresh() throws {
    let item = try item(
      """
      <testsuite><testcase name="a"><failure message="m"/><flakyFailure/></testcase><testcase><failure/></testcase>
      <testcase name="c" status="disabled"/><testcase name="d"><error/></testcase><testcase name="e"/></testsuite>
      """)
    #expect(
      item.fact("failed")
        == "[{name: a, outcome: failure, message: m}, {outcome: failure}, {name: d, outcome: error}]")
    #expect(["passed", "skipped", "failures", "errors"].map(item.fact) == ["1", "1", "2", "1"])
  }
}
