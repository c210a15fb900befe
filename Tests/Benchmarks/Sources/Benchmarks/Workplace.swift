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

  /// A JUnit file of about so many bytes below a project; returns its size.
  func makeTestReport(in project: String, bytes: Int) -> Int? {
    var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites><testsuite name=\"pytest\">\n"
    text.reserveCapacity(bytes + 1_000)
    var number = 0
    while text.utf8.count < bytes {
      let kind = number % 100 == 0 ? "><skipped message=\"not today\"/></testcase>" : "/>"
      text +=
        "<testcase classname=\"tests.test_model.TestModel\" name=\"test_case_\(number)\" time=\"0.0\(number % 90 + 10)\"\(kind)\n"
      number += 1
    }
    text += "</testsuite></testsuites>\n"
    mkdir(path + "/" + project + "/test-results", 0o700)
    return write(text, to: project + "/test-results/junit.xml")
  }

  private func write(_ text: String, to name: String) -> Int? {
    let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return nil }
      rest = rest.dropFirst(count)
    }
    return text.utf8.count
  }
}
