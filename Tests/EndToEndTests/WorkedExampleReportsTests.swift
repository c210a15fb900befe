import FoundationEssentials
import TestSupport
import Testing

/// `reports/` is what a visitor looks at first: it must be what the tool writes.
@Suite("The reports of the worked examples are those that are committed")
struct WorkedExampleReportsTests {
  @Test("reports/ is up to date", arguments: [("ready", Int32(0)), ("not-ready", Int32(1))])
  func upToDate(example: String, status: Int32) throws {
    let out = try TemporaryFolder()
    let names = ["report.html", "report.junit.xml", "report.json", "report.txt"]
    let run = try Executable([
      "assess", "templates/examples/\(example)", "--as-of", "2026-11-22T00:00:00Z", "--html", out(names[0]), "--junit",
      out(names[1]), "--json", out(names[2]),
    ])
    #expect(run.status == status)
    try out.write(names[3], run.output)
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
