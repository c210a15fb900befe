import Diagnostics
import Documents
import Readiness
import Testing

@testable import Reports

/// Reports as their readers see them, for tests that hold for several formats.
enum ReadReport {
  /// A report that must be JSON.
  static func json(_ reporter: some Reporter, _ assessment: Assessment) throws -> Node {
    let document = Document.json(SourceFile(path: "report.json", bytes: try reporter.report(assessment)))
    try #require(document.diagnostics == [])
    return try #require(document.root)
  }

  /// A report that must be text.
  static func text(_ reporter: some Reporter, _ assessment: Assessment) throws -> String {
    try #require(String(validating: reporter.report(assessment), as: UTF8.self))
  }
}

extension String {
  /// The lines as a CI runner sees them: it ends one at a lone carriage return too.
  var runnersLines: [String] {
    utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Whether a command of Azure Pipelines, TeamCity or an older GitHub stands in it: they are looked for anywhere in a line.
  var hasServerCommand: Bool {
    let bytes = Array(utf8)
    return bytes.indices.dropLast(2).contains { at in
      bytes[at] == UInt8(ascii: "#") && bytes[at + 1] == UInt8(ascii: "#")
        && ["[", "vso[", "teamcity["].contains { bytes[(at + 2)...].starts(with: $0.utf8) }
    }
  }
}

extension Node {
  /// Every value in it with the name that it has, depth first.
  var everything: [(name: String, value: Node)] {
    entries.flatMap { [($0.key, $0.value)] + $0.value.everything } + elements.flatMap { [("", $0)] + $0.everything }
  }
}

extension SampleAssessment {
  static func named(_ name: String) throws -> Assessment {
    try #require(all.first { $0.name == name }).assessment
  }

  /// NO-GO by so many rules, with as many mistakes in the manifest.
  static func large(_ count: Int) -> Assessment {
    let rules = (0..<count).map { number in
      rule("area\(number % 30).rule-\(number)", "Demand number \(number) is met by the project", .major, .missing)
    }
    var assessment = assessment(
      rubrics: [rubric(decision: .noGo, reason: "Nothing is met.", rules: rules)], decision: .noGo,
      reason: "Nothing is met.", outcome: .broken)
    assessment.diagnostics = (0..<count).map { number in
      Diagnostic(.error, id: "manifest.wrong", "the value number \(number) is wrong", at: line(number % 60 + 1))
    }
    return assessment
  }
}
