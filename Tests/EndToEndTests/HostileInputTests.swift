import Foundation
import TestSupport
import Testing

/// What a stranger may put where a manifest or an artifact is expected: no crash, no hang, and nothing that acts in a
/// terminal, a browser or a CI log.
@Suite("Hostile input")
struct HostileInputTests {
  /// The formats that are not asked for by an option of their own.
  private static let others = [
    "sarif", "sarif-full", "markdown", "github", "code-quality", "csv", "oscal", "badge", "console",
  ]

  /// A run with all reports.
  private func assess(_ folder: TemporaryFolder) throws -> (run: Executable, out: TemporaryFolder) {
    let out = try TemporaryFolder()
    let run = try Executable(
      [
        "assess", folder.path, "--gate", "production", "--as-of", "2026-11-22", "--html", out("r.html"), "--junit",
        out("r.xml"), "--json", out("r.json"),
      ] + HostileInputTests.others.flatMap { ["--report", "\($0)=\(out($0))"] })
    return (run, out)
  }

  /// Holds what was written to what readers of each format take for harmless.
  private func expectInert(_ run: Executable, _ out: TemporaryFolder) throws {
    for (name, text) in [
      ("log", run.log), ("r.html", try out.text("r.html")), ("r.xml", try out.text("r.xml")),
      ("r.json", try out.text("r.json")),
    ] + (try HostileInputTests.others.map { ($0, try out.text($0).replacing("\r\n", with: "\n")) }) {
      let harmful = text.unicodeScalars.filter {
        switch $0.value {
        case 0x00...0x08, 0x0B...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
      }
      #expect(harmful.isEmpty, "\(name) has \(Set(harmful.map { String($0.value, radix: 16) }))")
    }
    for line in run.log.split(separator: "\n") {
      let start = line.drop { $0 == " " }
      #expect(!start.hasPrefix("::"), "\(line)")
      #expect(!line.contains("##["), "\(line)")
      #expect(!line.contains("##vso["), "\(line)")
    }
    for name in HostileInputTests.others {
      let text = try out.text(name)
      for opening in ["##[", "##vso["] { #expect(!text.contains(opening), "\(name)") }
    }
    // The others are text, or quote code.
    for name in ["sarif", "sarif-full", "code-quality", "oscal", "badge"] {
      let text = try out.text(name)
      #expect(!text.contains("<script") && !text.contains("<img"), "\(name)")
    }
    let page = try out.text("r.html")
    #expect(page.ranges(of: "<script").count <= 1, "the page's own, and no other")
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("<img src=x"))
    #expect(!page.contains("href=\"javascript:"))
    #expect(try !JUnitFile(out.bytes("r.xml")).cases.isEmpty)
    #expect(try JSONSerialization.jsonObject(with: Data(out.bytes("r.json"))) is [String: Any])
  }

  private static let poisons = [
    "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m", "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]>&amp;<!--",
    "\\n::error file=a::owned\\n##[error]owned\\n##vso[task.complete]", "\\u202egnihtemos\\u2066\\u0000\\u0001",
    "' onload='x\\\" onload=\\\"javascript:alert(1)",
  ]

  @Test("is inert in every string of a manifest")
  func poisonedStrings() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    var count = 0
    // A string in quotes is the only thing that is replaced, so that the manifest stays the manifest that it is.
    let poisoned = try folder.text("gonogo.yaml").split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let first = parts[1].first, first.isLetter, parts[1].last != ",", parts[1].contains(" "),
        !line.hasPrefix("#"), !parts[0].contains("{")
      else { return String(line) }
      let poison = HostileInputTests.poisons[count % HostileInputTests.poisons.count]
      count += 1
      parts[1] = "\"\(parts[1].replacing("\\", with: "").replacing("\"", with: "")) \(poison)\""
      return parts.joined(separator: ": ")
    }
    #expect(count > 50)
    try folder.write("gonogo.yaml", poisoned.joined(separator: "\n"))
    let (run, out) = try assess(folder)
    #expect(run.status < 128 && run.status >= 0, "\(run.log)")
    try expectInert(run, out)
  }

  @Test("is inert in a manifest of which nothing is valid")
  func poisonedKeys() throws {
    let folder = try TemporaryFolder()
    var manifest = "gonogo: 1\nproject: {name: \"\(HostileInputTests.poisons.joined())\"}\n"
    for (index, poison) in HostileInputTests.poisons.enumerated() {
      manifest += "\"\(poison)\(index)\": \"\(poison)\"\n"
    }
    manifest += "waivers: [{rule: \"\(HostileInputTests.poisons.joined())\"}]\n"
    manifest += "artifacts: [{kind: \"\(HostileInputTests.poisons[3])\", path: \"\(HostileInputTests.poisons[0])\"}]\n"
    try folder.write("gonogo.yaml", manifest)
    let (run, out) = try assess(folder)
    #expect(run.status == 65)
    try expectInert(run, out)
  }

  @Test("never crashes, hangs or passes", arguments: HostileManifest.all)
  fileprivate func manifests(hostile: HostileManifest) throws {
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", hostile.text)
    try expectHarmless(folder, hostile.testDescription, statuses: [65])
  }

  @Test("bytes that are no UTF-8 are an error at their place")
  func invalidText() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "gonogo.yaml", Array("gonogo: 1\nproject: {name: \"".utf8) + [0xFF, 0xC0, 0xED, 0xA0, 0x80] + Array("\"}\n".utf8))
    try expectHarmless(folder, "invalid UTF-8", statuses: [65])
  }

  @Test("NaN and infinities count as absent")
  func notANumber() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    let manifest = try folder.text("gonogo.yaml")
    try folder.write(
      "gonogo.yaml",
      manifest.replacing("at_least: 0.75", with: "at_least: .nan").replacing("at_least: 0.6", with: "at_least: -.inf"))
    let run = try expectHarmless(folder, "NaN", statuses: [1])
    #expect(run.log.contains("'.nan' is no finite number"))
  }

  @Test("a file of 200 MB is refused without being read")
  func largeFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", "")
    #expect(unsafe truncate(folder("gonogo.yaml"), 200_000_000) == 0)
    let run = try expectHarmless(folder, "200 MB", statuses: [65])
    #expect(run.log.contains("gonogo.yaml"))
  }

  @Test("a manifest that is a link to outside, or a pipe, is not followed")
  func linkedManifest() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: folder("gonogo.yaml"), withDestinationPath: "/etc/passwd")
    let run = try expectHarmless(folder, "link", statuses: [65])
    #expect(!run.log.contains("root:"))
    try FileManager.default.removeItem(atPath: folder("gonogo.yaml"))
    #expect(unsafe mkfifo(folder("gonogo.yaml"), 0o644) == 0)
    try expectHarmless(folder, "pipe", statuses: [65])
  }

  @Test("artifacts that reach outside, explode or never end prove nothing, and are named")
  func artifacts() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    let report = try #require(folder.files.first { $0.hasPrefix("test-results/") && $0.hasSuffix(".xml") })
    let lol = (1..<12).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
    try folder.write(
      report,
      "<?xml version=\"1.0\"?><!DOCTYPE t [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY l0 \"lol\">\(lol)]>"
        + "<testsuites><testsuite name=\"&x;\" tests=\"1\"><testcase classname=\"a\" name=\"&l11;\"/></testsuite></testsuites>"
    )
    try FileManager.default.removeItem(atPath: folder("coverage.xml"))
    #expect(unsafe mkfifo(folder("coverage.xml"), 0o644) == 0)
    try FileManager.default.removeItem(atPath: folder("MODEL_CARD.md"))
    try FileManager.default.createSymbolicLink(atPath: folder("MODEL_CARD.md"), withDestinationPath: "/etc/passwd")
    try folder.write("metrics.json", String(repeating: "[", count: 500_000))
    try folder.write("test-results/deep.xml", "<testsuites>" + String(repeating: "<testsuite>", count: 100_000))
    let (run, out) = try assess(folder)
    #expect(run.status == 65 || run.status == 1, "\(run.log)")
    #expect(run.seconds < 10)
    try expectInert(run, out)
    let json = try out.text("r.json")
    for file in [report, "coverage.xml", "MODEL_CARD.md", "metrics.json"] {
      #expect(json.contains("\"\(file)\""), "\(file) is not named")
    }
    for text in [run.log, json, try out.text("r.html")] { #expect(!text.contains("root:x:")) }
  }

  @discardableResult
  private func expectHarmless(_ folder: TemporaryFolder, _ name: String, statuses: [Int32]) throws -> Executable {
    let rubric = try TemporaryFolder()
    try rubric.write(
      "small.yaml",
      """
      rubric: small
      title: Small
      areas: [{id: release, title: Release}]
      thresholds: {production: 10}
      rules:
        - {id: release.way-back, title: There is a way back, severity: blocker, claim: release.rollback.kind == 'none'}

      """)
    let run = try Executable(
      ["assess", folder.path, "--gate", "production", "--as-of", "2026-11-22", "--rubric", rubric("small.yaml")])
    #expect(statuses.contains(run.status), "\(name): \(run.status) \(run.log.prefix(500))")
    #expect(run.seconds < 10, "\(name) took \(run.seconds) s")
    #expect(!run.output.contains(0x1B))
    #expect(run.log.utf8.count < 100_000, "\(name) says \(run.log.utf8.count) bytes")
    return run
  }
}

/// A manifest that is made to break its reader; told by its name, because some are long.
private struct HostileManifest: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String

  init(_ name: String, _ text: String) {
    testDescription = name
    self.text = text
  }

  static let all = [
    HostileManifest("deep nesting", "gonogo: 1\nproject: " + String(repeating: "[", count: 200_000)),
    HostileManifest(
      "deep block nesting", (0..<3_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")),
    HostileManifest(
      "alias bomb",
      "gonogo: 1\nproject: {name: x}\nextensions:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + (1..<30).map {
          "  a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ", "))]\n"
        }
        .joined()
    ),
    HostileManifest("alias to itself", "gonogo: 1\nproject: &p {name: x, description: *p}\n"),
    HostileManifest("a list", "- a\n- b\n"), HostileManifest("a number", "7\n"), HostileManifest("nothing", ""),
    HostileManifest("two documents", "gonogo: 1\n---\ngonogo: 1\n"),
    HostileManifest("a tag", "gonogo: 1\nproject: !!python/object/apply:os.system [\"true\"]\n"),
    HostileManifest("many keys", (0..<100_000).map { "k\($0): 1\n" }.joined()),
  ]
}
