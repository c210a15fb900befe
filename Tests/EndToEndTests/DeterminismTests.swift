import TestSupport
import Testing

@Suite("Same inputs, same bytes")
struct DeterminismTests {
  private static let reports = [
    "html", "junit", "json", "sarif", "sarif-full", "markdown", "github", "code-quality", "csv", "oscal", "badge",
  ]

  private func assess(_ project: String, from folder: String, _ environment: [String: String]) throws -> [[UInt8]] {
    let out = try TemporaryFolder()
    let run = try Executable(
      ["assess", project, "--as-of", "2026-11-22T00:00:00Z"]
        + DeterminismTests.reports.flatMap { ["--report", "\($0)=\(out($0))"] },
      in: folder, environment: environment)
    #expect(run.status == 0, "\(run.log)")
    return try DeterminismTests.reports.map { try out.bytes($0) } + [run.output]
  }

  @Test("reports do not know the directory, the locale, the time zone or the machine's name")
  func surroundings() throws {
    let here = try assess("templates/examples/ready", from: Repository.root, [:])
    let copy = try TemporaryFolder(copyOf: Repository.example("ready"))
    let there = try assess(
      ".", from: copy.path,
      [
        "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "HOSTNAME": "elsewhere",
        "SWIFT_DETERMINISTIC_HASHING": "1", "USER": "somebody",
      ])
    for (index, name) in (DeterminismTests.reports + ["standard output"]).enumerated() {
      let isSame = here[index] == there[index]
      #expect(isSame, "\(name)")
      #expect(!here[index].isEmpty)
      let text = String(decoding: there[index], as: UTF8.self)
      #expect(!text.contains(copy.path), "\(name) knows where it was made")
      #expect(!text.contains(Repository.root), "\(name) knows where it was made")
    }
  }
}

@Suite("Exit status")
struct ExitStatusTests {
  @Test("the process ends as the command line's document says")
  func statuses() throws {
    #expect(try Executable(["--version"]).status == 0)
    #expect(try Executable(["assess", "templates/examples/not-ready"]).status == 1)
    #expect(try Executable(["assess", "--gate", "prodution"]).status == 64)
    #expect(try Executable(["asess"]).status == 64)
    #expect(try Executable(["assess", "/nonexistent"]).status == 66)
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", "a: [")
    #expect(try Executable(["assess", folder.path]).status == 65)
    #expect(try Executable(["rubric", "list"], environment: ["NO_COLOR": "1"]).complaints.isEmpty)
  }
}
