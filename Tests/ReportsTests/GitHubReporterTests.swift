import Diagnostics
import Readiness
import Testing

@testable import Reports

@Suite("The annotations for GitHub")
struct GitHubReporterTests {
  private struct Annotation: Equatable {
    var command: String
    var properties: [String: String]
    var message: String
  }

  /// The annotations as GitHub's runner parses them, and the last line.
  private func read(_ assessment: Assessment) throws -> (annotations: [Annotation], last: String) {
    var lines = try ReadReport.text(GitHubReporter(), assessment).runnersLines
    #expect(lines.removeLast().isEmpty, "the last line ends")
    let last = lines.removeLast()
    let annotations = try lines.map { line in
      let parts = line.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      try #require(parts.count == 3 && parts[0].isEmpty, "\(line)")
      let words = parts[1].split(separator: " ", maxSplits: 1).map(String.init)
      var properties: [String: String] = [:]
      for property in words[1].split(separator: ",") {
        let pair = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        #expect(pair.count == 2 && !pair[1].isEmpty, "a runner drops what is empty: \(line)")
        properties[pair[0]] = unescaped(pair[1])
      }
      return Annotation(command: words[0], properties: properties, message: unescaped(parts[2]))
    }
    return (annotations, last)
  }

  private func unescaped(_ text: String) -> String {
    [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")].reduce(text) { text, pair in
      text.replacing(pair.0, with: pair.1)
    }
  }

  @Test("the decision comes first, then what stands open at its line, the gravest first, and last how many there are")
  func noGo() throws {
    let (annotations, last) = try read(SampleAssessment.noGo)
    #expect(
      annotations.map(\.command) == ["error", "error", "error", "error", "error", "warning", "warning", "warning"])
    #expect(annotations[0].properties == ["title": "NO-GO, production gate"])
    #expect(annotations[1].properties["title"] == "waiver.approver-is-owner")
    #expect(annotations[1].message == "a waiver's approver must not be its owner; name somebody else")
    #expect(
      annotations[3]
        == Annotation(
          command: "error",
          properties: [
            "file": "gonogo.yaml", "line": "61", "col": "21", "endColumn": "24",
            "title": "release.rollback-plan: A bad release can be rolled back within 30 minutes",
          ],
          message: "Rolling back takes 120 minutes; at most 30 are allowed. To do: Name the previous model version, "
            + "the person who may switch, and rehearse it once."))
    #expect(last == "gonogo: NO-GO, 5 errors, 3 warnings")
  }

  @Test("a GO is one notice")
  func go() throws {
    let (annotations, last) = try read(SampleAssessment.go)
    #expect(annotations.map(\.command) == ["notice"])
    #expect(annotations[0].message == "Every demand of this gate is met, most of them by evidence.")
    #expect(last == "gonogo: GO, 1 notice")
  }

  @Test("a conditional go warns, and fails where it is asked to")
  func strict() throws {
    #expect(try read(SampleAssessment.several()).annotations.map(\.command) == ["warning", "warning"])
    #expect(try read(SampleAssessment.several(isStrict: true)).annotations.map(\.command) == ["error", "error"])
  }

  @Test("there are no more of a level than GitHub shows, and the last line says how many there are")
  func limits() throws {
    let (annotations, last) = try read(SampleAssessment.large(50))
    for command in ["error", "warning"] { #expect(annotations.filter { $0.command == command }.count == 10) }
    #expect(last == "gonogo: NO-GO, 51 errors (10 shown), 50 warnings (10 shown)")
  }

  @Test(
    "a text from outside is one message of one annotation, whatever is in it",
    arguments: SampleAssessment.hostileTexts + [
      "a,b:c%d", "%0A::error::x", "a\r\n::error::x", "::error::x", "##[error]x",
    ])
  func hostile(text: String) throws {
    let (annotations, last) = try read(SampleAssessment.hostile(text))
    #expect(annotations.count == 4, "the decision, the mistake, the contradiction and the error")
    #expect(last.hasPrefix("gonogo: NO-GO, "))
    for annotation in annotations {
      #expect(["error", "warning", "notice"].contains(annotation.command))
      #expect(Set(annotation.properties.keys).isSubset(of: ["file", "line", "col", "endColumn", "title"]))
      #expect(annotation.message.utf16.count <= 4_096)
    }
  }
}
