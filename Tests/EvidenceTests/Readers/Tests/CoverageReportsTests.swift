import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A coverage report of Cobertura")
struct CoverageCoberturaTests {
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

@Suite("A coverage report of LCOV")
struct CoverageLCOVTests {
  private func item(_ text: String) throws -> EvidenceItem {
    try TemporaryProject(["lcov.info": text]).item("coverage_reports")
  }

  @Test("counts the lines of a file that several tests ran once, as covered where one of them ran it")
  func severalTests() throws {
    let item = try item(
      "TN:a\nSF:src/a.py\nDA:1,1\nDA:2,0\nDA:3,0,checksum\nLF:3\nLH:1\nend_of_record\n"
        + "TN:b\r\nSF:src/a.py\r\nDA:1,0\r\nDA:2,5\r\nDA:3,-4\r\nLF:3\r\nLH:1\r\nend_of_record\r\n"
        + "SF:src/b.py\nFN:1,f\nFNDA:0,f\nend_of_record")
    #expect(
      ["lines_valid", "lines_covered", "files", "packages", "branch_rate"].map(item.fact) == ["3", "2", "2", "–", "–"])
    #expect(item.format == "lcov")
    #expect(item.fact("rates_consistent") == "false", "each test ran a third, both together two")
  }

  @Test("counts branches by line, one that any test took as taken")
  func branches() throws {
    let item = try item(
      "SF:a\nDA:1,2\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nBRDA:1,0,1,3\nBRDA:1,e1,jump,0\nLF:1\nLH:1\nend_of_record\n")
    #expect(["branches_valid", "branches_covered", "rates_consistent"].map(item.fact) == ["3", "2", "true"])
  }

  @Test(
    "that is broken is unreadable, and the line is named",
    arguments: [
      ("SF:a\nDA:1,1\n", "lcov.truncated", 2), ("SF:a\nDA:1\nend_of_record\n", "lcov.syntax", 2),
      ("DA:1,1\nend_of_record\n", "lcov.syntax", 1), ("SF:a\nDA:1,1\nSF:b\nend_of_record\n", "lcov.truncated", 3),
      ("", "lcov.empty", 1), ("TN:\n", "lcov.empty", 1), ("<html>", "lcov.syntax", 1),
      ("SF:a\nDA:1,1\nLH:x\nend_of_record\n", "lcov.syntax", 3),
    ])
  func broken(text: String, id: String, line: Int) throws {
    let evidence = try TemporaryProject(["lcov.info": text]).evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems == ["coverage_reports lcov.info \(id)"])
    #expect(evidence.unreadable[0].diagnostics[0].place?.start?.line ?? 1 == line)
  }

  @Test("is not whatever ends in .info")
  func others() throws {
    let project = TemporaryProject(["coverage.info": "About coverage.", "x.info": "SF:a\nDA:1,1\nend_of_record\n"])
    #expect(try project.evidence().items.isEmpty && project.evidence().unreadable.isEmpty)
  }

  @Test("is streamed where it is large: its places are lines, and a line of megabytes is no trouble")
  func large() throws {
    var text = "SF:a\n"
    for line in 1...150_000 { text += "DA:\(line),\(line % 4)\n" }
    let project = TemporaryProject([
      "lcov.info": text + "TN:" + String(repeating: "x", count: 1 << 20) + "\nend_of_record\n"
    ])
    let item = try project.item("coverage_reports")
    #expect(!item.range.file.isKept)
    #expect(["lines_valid", "line_rate"].map(item.fact) == ["150000", "0.75"])
    project.write("lcov.info", Array((text + String(repeating: "y", count: 1 << 20)).utf8))
    #expect(try project.evidence().unreadable.first?.diagnostics.first?.place?.description == "lcov.info:150002")
  }
}

@Suite("A coverage report of coverage.py in JSON")
struct CoverageJSONTests {
  private let meta = "\"meta\": {\"format\": 3, \"version\": \"7.6\", \"timestamp\": \"2026-11-21T02:00:55.966531\"}"

  @Test("counts its lines, and not branches as lines")
  func counts() throws {
    let files =
      "{\"a.py\": {\"executed_lines\": [1, 2, 3], \"missing_lines\": [4], \"functions\": {\"f\": {\"executed_lines\": [9]}}, \"missing_branches\": [[3, 4]]}, \"b.py\": {\"executed_lines\": [], \"missing_lines\": []}}"
    let totals =
      "{\"covered_lines\": 3, \"num_statements\": 4, \"percent_covered\": 60.0, \"num_branches\": 2, \"covered_branches\": 1}"
    let item = try TemporaryProject(["coverage.json": "{\(meta), \"files\": \(files), \"totals\": \(totals)}"])
      .item("coverage_reports")
    #expect(
      ["line_rate", "lines_valid", "branch_rate", "branches_valid", "files", "rates_consistent"].map(item.fact) == [
        "0.75", "4", "0.5", "2", "2", "true",
      ])
    #expect(item.tool == .init(name: "coverage.py", version: "7.6"))
    #expect(shown(item.producedAt) == "2026-11-21T02:00:55.966531Z")
  }

  @Test("has no rate where nothing was measured")
  func empty() throws {
    let totals =
      "{\"covered_lines\": 0, \"num_statements\": 0, \"percent_covered\": 100, \"num_branches\": 0, \"covered_branches\": 0}"
    let item = try TemporaryProject(["coverage.json": "{\(meta), \"files\": {}, \"totals\": \(totals)}"])
      .item("coverage_reports")
    #expect(["line_rate", "branch_rate", "lines_valid"].map(item.fact) == ["–", "–", "0"])
  }

  @Test(
    "that is cut off is unreadable; one of another tool is none",
    arguments: [
      ("coverage.json", "{\"meta\": {}, \"files\": {\"a\": {\"executed_lines\": [1", true), ("coverage.json", "", true),
      ("coverage-final.json", "{\"/home/x/a.js\": {\"statementMap\": {}}}", false), ("coverage.json", "[]", false),
      ("coverage.json", "{\"meta\": {}, \"files\": {}}", false), ("my-coverage.json", "{", false),
    ])
  func broken(name: String, text: String, isUnreadable: Bool) throws {
    let evidence = try TemporaryProject([name: text]).evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems == (isUnreadable ? ["coverage_reports \(name) json.syntax"] : []))
  }
}

@Suite("A coverage report of JaCoCo")
struct CoverageJaCoCoTests {
  private let line = "<line nr='1' mi='0' ci='3' mb='1' cb='1'/><line nr='2' mi='2' ci='0' mb='0' cb='0'/>"

  private func report(_ body: String) -> String {
    "<!DOCTYPE report PUBLIC '-//JACOCO//DTD Report 1.1//EN' 'report.dtd'><report name='x'>\(body)</report>"
  }

  private func item(_ body: String) throws -> EvidenceItem {
    try TemporaryProject(["target/site/jacoco/jacoco.xml": report(body)]).item("coverage_reports")
  }

  @Test("counts the lines of its source files, in modules of one name too")
  func counts() throws {
    let package =
      "<package name='p'><class name='p/A' sourcefilename='A.java'><method name='m' line='1'><counter type='LINE' missed='7' covered='0'/></method></class><sourcefile name='A.java'>\(line)</sourcefile></package>"
    let item = try item(
      "<sessioninfo id='alice-laptop' start='1' dump='1538234463280'/><group name='a'>\(package)</group><group name='b'>\(package)</group>"
        + "<counter type='LINE' missed='2' covered='2'/>")
    #expect(
      ["lines_valid", "line_rate", "branch_rate", "branches_valid", "files", "rates_consistent"].map(item.fact) == [
        "4", "0.5", "0.5", "4", "2", "true",
      ])
    #expect(item.facts["packages"]?.elements.count == 2)
    #expect(shown(item.producedAt) == "2018-09-29T15:21:03.28Z")
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test("falls back on its totals where classes were compiled without lines, and says nothing where there is nothing")
  func totals() throws {
    let totals = try item(
      "<counter type='LINE' missed='1' covered='3'/><counter type='BRANCH' missed='0' covered='0'/>")
    #expect(["line_rate", "lines_valid", "branch_rate"].map(totals.fact) == ["0.75", "4", "–"])
    #expect(try item("").fact("line_rate") == "–")
  }

  @Test("is not every report, and a truncated one is unreadable")
  func others() throws {
    let project = TemporaryProject([
      "a-coverage.xml": "<report name='x'><issues/></report>", "b-coverage.xml": "<report/>",
      "jacoco.xml": "<report name='x'><package name='p'>",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems == ["coverage_reports jacoco.xml xml.truncated"])
  }
}
