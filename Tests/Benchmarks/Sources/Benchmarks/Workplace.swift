import Glibc

/// A temporary folder with what the benchmarks read and write.
struct Workplace {
  let path: String

  init?() {
    var template = Array("/tmp/gonogo-benchmarks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() { _ = ChildProcess.run(["rm", "-rf", path]) }

  /// A project with a manifest of about so many bytes of `extensions`; returns the manifest's size.
  func makeProject(_ name: String, extensionBytes: Int) -> Int? {
    var text = "gonogo: 1\nproject: {name: Benchmark, gate: kickoff}\nextensions:\n  rows:\n"
    var row = 0
    while text.utf8.count < extensionBytes {
      text +=
        "    - {id: r\(row), owner: \"Team \(row % 7)\", rows: \(row * 37), share: 0.\(row % 90 + 10), checked: true}\n"
      row += 1
    }
    if row == 0 { text += "    - none\n" }
    mkdir(path + "/" + name, 0o700)
    return write(text, to: name + "/gonogo.yaml")
  }

  /// A JUnit file of about so many bytes below a project, as a long run of pytest leaves it: suites of forty cases, of
  /// which some failed, were skipped or printed something. Written piece by piece, since a child's peak is never told below
  /// what its parent has in memory. Returns its size.
  func makeTestReport(in project: String, bytes: Int) -> Int? {
    mkdir(path + "/" + project + "/test-results", 0o700)
    let descriptor = open(path + "/" + project + "/test-results/junit.xml", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var size = 0
    var suite = 0
    var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites name=\"pytest tests\">\n"
    while size + text.utf8.count < bytes {
      text += Workplace.suite(suite)
      suite += 1
      guard text.utf8.count > 1 << 18 else { continue }
      guard write(Array(text.utf8)[...], to: descriptor) else { return nil }
      size += text.utf8.count
      text = ""
    }
    text += "</testsuites>\n"
    return write(Array(text.utf8)[...], to: descriptor) ? size + text.utf8.count : nil
  }

  private static func suite(_ number: Int) -> String {
    let name = "tests.features.test_pipeline_\(number)"
    var text =
      "  <testsuite name=\"\(name)\" tests=\"40\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"12.3\" timestamp=\"2026-05-04T10:11:12\" hostname=\"ci-7\">\n"
    for index in 0..<40 {
      text +=
        "    <testcase classname=\"\(name).TestEncoder\" name=\"test_encodes_shard[\(number % 7)-\(index)]\" time=\"0.\(index * 17 + 100)\""
      switch index {
      case 11:
        text +=
          ">\n      <failure message=\"AssertionError: assert \(number) == 4&#10;value &lt;differs&gt;\" type=\"AssertionError\">"
        for line in 0..<4 {
          text +=
            "    def test_encodes_shard():\n&gt;       assert result[\(line)] == expected[\(line)], &quot;value differs&quot;\nE       AssertionError\n"
        }
        text += "</failure>\n    </testcase>\n"
      case 17:
        text +=
          "><skipped type=\"pytest.skip\" message=\"needs a GPU\">test_pipeline.py:12: needs a GPU</skipped></testcase>\n"
      case 23:
        text +=
          ">\n      <system-out>loaded 3 shards\nepoch 1 loss 0.23\nepoch 2 loss 0.19\n</system-out>\n    </testcase>\n"
      default: text += " />\n"
      }
    }
    return text + "  </testsuite>\n"
  }

  private func write(_ text: String, to name: String) -> Int? {
    let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return write(Array(text.utf8)[...], to: descriptor) ? text.utf8.count : nil
  }

  private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
