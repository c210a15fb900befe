import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A coverage report")
struct CoberturaReportsTests {
  private func item(_ xml: String) throws -> EvidenceItem {
    try TemporaryProject(["coverage.xml": xml]).item("coverage_reports")
  }

  private func report(_ attributes: String, _ body: String) -> String {
    "<!DOCTYPE coverage SYSTEM \"http://x/coverage-04.dtd\">\n<coverage \(attributes)>\(body)</coverage>"
  }

  @Test("counts distinct lines: Cobertura lists them under method and class")
  func distinct() throws {
    let lines = "<lines><line number='1' hits='1'/><line number='2' hits='0'/></lines>"
    let body =
      "<packages><package name='p'><classes><class filename='a.py'><methods><method>\(lines)</method></methods>\(lines)</class></classes></package></packages>"
    let item = try item(report("line-rate='0.9' timestamp='1477409499473'", body))
    #expect(item.fact("lines_valid") == "2")
    #expect(item.fact("line_rate") == "0.5")
    #expect(item.fact("rates_consistent") == "false")
    #expect(item.fact("files") == "1")
    #expect(item.fact("packages") == "[{name: p, line_rate: 0.5, lines_valid: 2, lines_covered: 1}]")
    #expect(item.diagnostics.map(\.id) == ["evidence.rates-differ"])
  }

  @Test(
    "has no rate where nothing was measured",
    arguments: [
      ("line-rate='1' lines-valid='0' branch-rate='0' branches-valid='0'", "– –"),
      ("line-rate='0.5' branch-rate='0'", "0.5 –"), ("line-rate='50'", "– –"), ("line-rate='NaN'", "– –"),
      ("line-rate='0.5' lines-valid='10' lines-covered='5' branch-rate='0.25' branches-valid='4'", "0.5 0.25"),
    ])
  func rates(attributes: String, expected: String) throws {
    let item = try item(report(attributes, ""))
    #expect(item.fact("line_rate") + " " + item.fact("branch_rate") == expected)
  }

  @Test(
    "states its time in milliseconds or in seconds",
    arguments: [
      ("1477409499473", "2016-10-25T15:31:39.473Z"), ("1761768810", "2025-10-29T20:13:30Z"), ("0", "–"), ("x", "–"),
    ])
  func time(timestamp: String, expected: String) throws {
    #expect(shown(try item(report("line-rate='1' timestamp='\(timestamp)'", "")).producedAt) == expected)
  }

  @Test("names folders without the machine that they are on")
  func sources() throws {
    let body = "<sources><source>/home/alice/work/churn</source><source>C:\\temp\\</source><source>.</source></sources>"
    let item = try item(report("line-rate='1'", body))
    #expect(item.fact("sources") == "[churn, temp]")
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test("counts branches by their conditions")
  func branches() throws {
    let body =
      "<packages><package><classes><class filename='a'><lines><line number='1' hits='3' branch='true' condition-coverage='50% (1/2)'/><line number='2' hits='1' condition-coverage='100% (2/2)'/></lines></class></classes></package></packages>"
    #expect(try item(report("line-rate='1'", body)).fact("branch_rate") == "0.75")
  }

  @Test("of Clover is none, and a truncated one is unreadable")
  func others() throws {
    let project = TemporaryProject(["coverage.xml": "<coverage generated='1'><project/></coverage>"])
    #expect(try project.evidence().items.isEmpty && project.evidence().unreadable.isEmpty)
    let broken = TemporaryProject(["coverage.xml": "<coverage line-rate='1'><packages>"])
    #expect(try broken.evidence().problems == ["coverage_reports coverage.xml xml.truncated"])
  }
}
