import Testing

@testable import CEL

@Suite("What is wrong with a text is told in one line")
struct ErrorMessageTests {
  @Test(
    "whatever stands in the text",
    arguments: [
      "timestamp(%)", "duration(%)", "int(%)", "double(%)", "bool(%)", "'a'.matches('(' + %)",
      "regex.extract('a', '(' + %)", "ip(%)", "cidr(%)", "base64.decode(%)",
      "timestamp('2026-01-01T00:00:00Z').getHours(%)",
      "{'a': 1}[%]",
    ])
  func oneLine(shape: String) throws {
    let environment = Environment(variables: [Variable("text", .string)], libraries: ConformanceTests.libraries)
    for text in ["a\nb", "\u{1B}[31mred", "\u{202E}", "\r::error::", String(repeating: "\n", count: 100)] {
      let program = try environment.compile(shape.replacing("%", with: "text"))
      guard case .error(let error) = program.evaluate(["text": text]) else {
        Issue.record("no error of \(shape)")
        continue
      }
      let isPlain = error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" }
      #expect(isPlain, "\(shape) says: \(error.message.debugDescription)")
    }
  }
}
