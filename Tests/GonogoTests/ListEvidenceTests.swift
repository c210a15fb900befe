import ArgumentParser
import TestSupport
import Testing

@testable import gonogo

@Suite("gonogo evidence")
struct ListEvidenceTests {
  private func project(_ files: KeyValuePairs<String, String>) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(path, text) }
    return folder
  }

  private let junit = "<testsuite><testcase name='a'/><testcase name='b'><failure/></testcase></testsuite>"

  @Test("tells what there is, what it says and how much, without a manifest")
  func withoutManifest() throws {
    let folder = try project(["reports/junit.xml": junit, "metrics.json": "{\"auc\": 0.91234567, \"n\": 5}"])
    let run = try CommandRun("evidence", folder.path)
    #expect(run.status == 0)
    #expect(run.complaints == "")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(3) == [
        "metrics_files", "  metrics.json, json",
        "    metrics [auc 0.9123, n 5]; non_finite_metrics none; left_out 0; is_pipeline_output no",
      ])
    #expect(run.output.contains("test_reports\n  reports/junit.xml, junit\n    tests 2; passed 1; failures 1"))
    #expect(lines.last == "2 items of 2 kinds, 0 files not readable")
  }

  @Test("counts what a manifest declares, and the documents that it names")
  func withManifest() throws {
    let folder = try project([
      "gonogo.yaml":
        "gonogo: 1\nproject: {name: Small}\nrelease: {plan: deep/plan.txt}\nartifacts:\n- {kind: test_reports, path: out/unit.xml}\n",
      "out/unit.xml": junit, "deep/plan.txt": "A plan.\n",
    ])
    let run = try CommandRun("evidence", folder.path, "--json")
    #expect(run.status == 0)
    #expect(run.output.contains("\"path\": \"out/unit.xml\""))
    #expect(run.output.contains("\"path\": \"deep/plan.txt\""))
    try folder.write("gonogo.yaml", "gonogo: 1\nartifacts: [{kind: test_reports, path: gone.xml}]\n")
    let gone = try CommandRun("evidence", folder.path)
    #expect(gone.status == 66)
    #expect(gone.output.contains("gone.xml, declared under test_reports at gonogo.yaml:2:"))
  }

  @Test("tells what could not be read, where and why, and ends with 65")
  func unreadable() throws {
    let folder = try project(["coverage.xml": "<coverage line-rate='1'>\n<packages>", "junit.xml": junit])
    let run = try CommandRun("evidence", folder.path)
    #expect(run.status == 65)
    #expect(run.output.contains("coverage.xml, taken for coverage_reports\n    error: coverage.xml:2:"))
    #expect(try CommandRun("evidence", folder.path, "--kind", "test_reports").status == 0)
  }

  @Test("tells only of the kinds that are asked for; one that is none is answered with the nearest")
  func kinds() throws {
    let folder = try project(["junit.xml": junit, "metrics.json": "{\"a\": 1}", "coverage.xml": ""])
    let run = try CommandRun("evidence", folder.path, "--kind", "test_reports", "--kind", "metrics_files", "--json")
    #expect(run.status == 0)
    #expect(!run.output.contains("coverage"))
    let unknown = try CommandRun("evidence", folder.path, "--kind", "test_report")
    #expect(unknown.status == 64)
    #expect(unknown.complaints.contains("did you mean 'test_reports'?"))
  }

  @Test("ends with 66 where there is no folder, or not the manifest that is named")
  func missing() throws {
    #expect(try CommandRun("evidence", "/nonexistent").status == 66)
    let run = try CommandRun("evidence", try TemporaryFolder()("gonogo.yaml"))
    #expect(run.status == 66)
    #expect(run.complaints.contains("cannot be "))
  }

  @Test("a manifest with a fault ends with 65, and the rest is told all the same")
  func faultyManifest() throws {
    let folder = try project(["gonogo.yaml": "gonogo: 1\nproject: {nam: x}\n", "junit.xml": junit])
    let run = try CommandRun("evidence", folder.path)
    #expect(run.status == 65)
    #expect(run.complaints.contains("gonogo.yaml:2:"))
    #expect(run.output.contains("junit.xml"))
  }

  @Test("nothing from outside acts on a terminal", arguments: [[], ["--json"]])
  func hostile(words: [String]) throws {
    let folder = try project([
      "a\u{1B}[2J.dvc": "outs:\n- path: x\n", "junit.xml": "<testsuite name='&#x9B;2J ::error::x \u{202E}'/>",
    ])
    let run = try CommandRun(["evidence", folder.path] + words)
    #expect(!run.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
    #expect(!run.output.contains("\u{202E}"))
    for line in run.output.split(separator: "\n") { #expect(!line.drop { $0 == " " }.hasPrefix("::")) }
  }

  @Test("colours only a terminal")
  func color() throws {
    let folder = try project(["junit.xml": junit])
    #expect(try CommandRun(["evidence", folder.path], isTerminal: true).output.contains("\u{1B}[1mtest_reports"))
    #expect(try !CommandRun(["evidence", folder.path]).output.contains("\u{1B}"))
  }
}

@Suite("--limit")
struct LimitTests {
  private static let deep = "a: {b: {c: {d: 1}}}\n"

  @Test(
    "is reported where it is hit, with the option that lifts it; lifted, it is not",
    arguments: [
      ("file-bytes=10", "file-bytes"), ("depth=2", "depth"), ("nodes=3", "nodes"), ("total-bytes=1", "total-bytes"),
    ])
  func hit(setting: String, name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("metrics.yaml", LimitTests.deep)
    let run = try CommandRun("evidence", folder.path, "--limit", setting)
    #expect(run.status == 65)
    #expect(run.output.replacing("\n      ", with: " ").contains("raise the limit: --limit \(name)=…"), "\(run.output)")
    #expect(try CommandRun("evidence", folder.path, "--limit", setting, "--limit", "\(name)=100").status == 0)
  }

  @Test("bounds the search too", arguments: [("files=1", "files"), ("files-per-kind=1", "files-per-kind")])
  func search(setting: String, name: String) throws {
    let folder = try TemporaryFolder()
    for file in ["a_metrics.json", "b_metrics.json"] { try folder.write(file, "{}") }
    let run = try CommandRun("evidence", folder.path, "--limit", setting)
    #expect(run.status == 65)
    #expect(run.complaints.contains("--limit \(name)=…"))
  }

  @Test("holds for assess, whose report says how it was made")
  func assess() throws {
    let project = try SmallProject()
    let words = ["assess", project.path, "--rubric", project.rubric]
    let run = try CommandRun(words + ["--json", "-", "--limit", "depth=30", "--limit", "file-bytes=1M"])
    #expect(run.output.contains("--limit file-bytes=1048576 --limit depth=30\""))
    let hit = try CommandRun(words + ["--limit", "file-bytes=10"])
    #expect(hit.status == 65)
    #expect(hit.complaints.contains("it is larger than 10 bytes"))
  }

  @Test(
    "takes whole numbers in a range, and names that there are",
    arguments: [
      ("file-byte=1", "did you mean 'file-bytes'?"), ("depth", "from 1 to 512"), ("depth=0", "from 1 to 512"),
      ("depth=513", "from 1 to 512"), ("depth=-1", "from 1 to 512"), ("depth=1K", "from 1 to 512"),
      ("file-bytes=1.5M", "from 1 to 1024G"), ("file-bytes=9999999G", "from 1 to 1024G"),
      ("files=99999999999999999999", "from 1 to 1000000000"),
    ])
  func wrong(setting: String, answer: String) throws {
    let run = try CommandRun("evidence", ".", "--limit", setting)
    #expect(run.status == 64)
    #expect(run.complaints.contains(answer), "\(run.complaints)")
  }

  @Test("is explained by --help, with what holds by default")
  func help() {
    for text in [Gonogo.helpMessage(for: Assess.self), Gonogo.helpMessage(for: ListEvidence.self)] {
      for words in ["--limit <name=value>", "file-bytes:", "(32M)", "aliases:", "(10000)", "(500000)"] {
        #expect(text.contains(words), "\(words)")
      }
    }
  }
}
