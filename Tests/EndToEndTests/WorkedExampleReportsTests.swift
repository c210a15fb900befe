import FoundationEssentials
import TestSupport
import Testing

/// `reports/` is what a visitor looks at first: it must be what the tool writes.
@Suite("The reports of the worked examples are those that are committed")
struct WorkedExampleReportsTests {
  @Test("reports/ is up to date", arguments: [("ready", Int32(0)), ("not-ready", Int32(1))])
  func upToDate(example: String, status: Int32) throws {
    let out = try TemporaryFolder()
    let formats = [
      ("html", "report.html"), ("junit", "report.junit.xml"), ("json", "report.json"), ("sarif", "report.sarif"),
      ("markdown", "report.md"), ("github", "report.github.txt"),
      ("code-quality", "report.code-quality.json"), ("csv", "report.csv"), ("oscal", "report.oscal.json"),
      ("badge", "badge.svg"),
    ]
    let run = try Executable(
      ["assess", "templates/examples/\(example)", "--as-of", "2026-11-22T00:00:00Z"]
        + formats.flatMap { format, name in ["--report", "\(format)=\(out(name))"] })
    #expect(run.status == status)
    try out.write("report.txt", run.output)
    let names = formats.map(\.1) + ["report.txt"]
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil
    for name in names {
      let committed = "\(Repository.root)/reports/\(example)/\(name)"
      if isRecording {
        try FileManager.default.createDirectory(
          atPath: "\(Repository.root)/reports/\(example)", withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: committed, contents: Data(try out.bytes(name)))
        Issue.record("recorded \(committed); run again without RECORD_SNAPSHOTS")
        continue
      }
      let wanted = FileManager.default.contents(atPath: committed).map(Array.init)
      let found = try out.bytes(name)
      let isSame = wanted == found
      #expect(isSame, "reports/\(example)/\(name) is not what is written now; record it with RECORD_SNAPSHOTS=1")
    }
  }
}
