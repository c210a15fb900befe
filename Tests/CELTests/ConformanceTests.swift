import CEL
import Foundation
import Testing

/// Where the suite lies: in `CEL_CONFORMANCE`, or beside the repository. It is no part of it.
enum ConformanceFolder {
  static let named = ProcessInfo.processInfo.environment["CEL_CONFORMANCE"]

  static let url = named.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? beside

  private static let beside = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/cel/conformance", isDirectory: true)

  /// A folder that was named has to be there; the usual one may be missing.
  static let isWanted = named != nil || FileManager.default.fileExists(atPath: beside.path)

  static let files = [
    "basic", "bindings_ext", "block_ext", "comparisons", "conversions", "dynamic", "encoders_ext", "fields", "fp_math",
    "integer_math", "lists", "logic", "macros", "macros2", "math_ext", "namespace", "network_ext", "optionals", "parse",
    "plumbing", "string", "string_ext", "timestamps", "type_deduction",
  ]
}

@Suite(
  "Conformance",
  .enabled(
    if: ConformanceFolder.isWanted,
    "the language's conformance cases are not here: set CEL_CONFORMANCE to the folder that holds them"))
struct ConformanceTests {
  static let libraries: [Library] = [
    .standard, .strings, .optionals, .lists, .sets, .math, .regex, .encoders, .network,
  ]

  @Test("every case comes to what the suite demands, except those on the list", arguments: ConformanceFolder.files)
  func conforms(file: String) throws {
    let cases = try ConformanceCase.cases(of: ConformanceFolder.url.appendingPathComponent(file + ".json"))
    #expect(!cases.isEmpty)
    var failures: Set<String> = []
    for testCase in cases {
      guard let problem = testCase.problem(libraries: Self.libraries) else { continue }
      failures.insert(testCase.id)
      if !KnownFailures.ids.contains(testCase.id) {
        Issue.record("\(testCase.id): \(testCase.expression) \(problem)")
      }
    }
    for id in KnownFailures.ids.sorted() where id.hasPrefix(file + "/") && !failures.contains(id) {
      Issue.record("\(id) passes now, or is gone: strike it from the list of known failures")
    }
    print("conformance \(file): \(cases.count - failures.count) of \(cases.count)")
  }

  @Test("the list of known failures names files of the suite only")
  func knownFailuresAreOfTheSuite() {
    for id in KnownFailures.ids {
      #expect(ConformanceFolder.files.contains { id.hasPrefix($0 + "/") }, "\(id)")
    }
  }
}
