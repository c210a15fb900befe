import FoundationEssentials
import TestSupport
import Testing

/// Holds the doc comments to the tests beside this file: an example that nobody runs is soon wrong.
@Suite("The examples of doc comments and README")
struct DocumentedExamplesTests {
  /// A block of Swift, or of the language, in a doc comment or in README.
  struct Example: Sendable, CustomTestStringConvertible {
    var place: String
    /// Without comments and indentation.
    var lines: [String]
    var testDescription: String { place }
  }

  private static let examples: [Example] = {
    let sources = "\(Repository.root)/Sources/CEL"
    let names = ((try? FileManager.default.subpathsOfDirectory(atPath: sources)) ?? []).filter {
      $0.hasSuffix(".swift")
    }
    var found = names.sorted().flatMap { blocks(in: text("\(sources)/\($0)"), of: $0, prefix: "///") }
    found += blocks(in: text("\(Repository.root)/README.md"), of: "README.md", prefix: "")
    return found
  }()

  /// The tests, each as its lines without indentation.
  private static let tests: [[String]] = {
    let folder = "\(Repository.root)/Tests/CELTests/Examples"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix("Examples.swift") }.sorted().flatMap { name in
      text("\(folder)/\(name)").split(separator: "\n", omittingEmptySubsequences: true)
        .map { trimmed($0) }
        .split(whereSeparator: { $0.hasPrefix("@Test(") })
        .map(Array.init)
    }
  }()

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func trimmed(_ line: some StringProtocol) -> String {
    var line = Substring(line).drop { $0 == " " }
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  private static func blocks(in text: String, of name: String, prefix: String) -> [Example] {
    var examples: [Example] = []
    var current: Example?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = trimmed(line)
      guard content.hasPrefix(prefix) else { continue }
      let code = trimmed(content.dropFirst(prefix.count))
      if code == "```swift" || code == "```cel" {
        current = Example(place: "\(name):\(index + 1)", lines: [])
      } else if code.hasPrefix("```") {
        if let example = current { examples.append(example) }
        current = nil
      } else {
        let statement = code.firstRange(of: "//").map { trimmed(code[..<$0.lowerBound]) } ?? code
        if !statement.isEmpty, !statement.hasPrefix("import ") { current?.lines.append(statement) }
      }
    }
    return examples
  }

  @Test("there are many")
  func count() {
    #expect(Self.examples.count > 50)
    #expect(Self.examples.contains { $0.place.hasPrefix("README.md") })
  }

  @Test("each is run by a test, line by line", arguments: examples)
  func isRun(example: Example) {
    let isRun = Self.tests.contains { test in
      var rest = test[...]
      return example.lines.allSatisfy { line in
        guard let index = rest.firstIndex(where: { $0.contains(line) }) else { return false }
        rest = rest[(index + 1)...]
        return true
      }
    }
    #expect(isRun, "no test in Tests/CELTests/Examples has these lines: \(example.lines)")
  }
}
