import CEL
import Foundation
import Testing

/// cel-go's figures for the cases of the conformance suite: what each costs when it runs, and what it is estimated at.
@Suite("Cost parity", .enabled(if: CostFigures.areThere, "cel-go's figures are not beside the conformance cases"))
struct CostParityTests {
  @Test("every case costs what it costs in cel-go, except those on the list", arguments: ConformanceFolder.files)
  func runTime(file: String) throws {
    try compare(file, CostDifferences.runTime) { testCase, figures in
      figures.actual.map { (expected: "\($0)", found: testCase.program.map { "\(testCase.cost(of: $0))" }) }
    }
  }

  @Test("every case is estimated as in cel-go, except those on the list", arguments: ConformanceFolder.files)
  func estimates(file: String) throws {
    try compare(file, CostDifferences.estimates) { testCase, figures in
      figures.estimate.map { (expected: $0, found: testCase.program.map { "\($0.costEstimate)" }) }
    }
  }

  @Test("an evaluation stays within its estimate, where cel-go's does", arguments: ConformanceFolder.files)
  func within(file: String) throws {
    for testCase in try cases(of: file) {
      guard let figures = try CostFigures.read()[testCase.id], let actual = figures.actual, let most = figures.most,
        actual <= most, !CostDifferences.runTime.contains(testCase.id), let program = testCase.program
      else { continue }
      let cost = testCase.cost(of: program)
      #expect(UInt64(cost) <= program.costEstimate.max, "\(testCase.id): \(testCase.expression)")
    }
  }

  private func cases(of file: String) throws -> [ConformanceCase] {
    try ConformanceCase.cases(of: ConformanceFolder.url.appendingPathComponent(file + ".json"))
  }

  private func compare(
    _ file: String, _ differences: Set<String>,
    _ figures: (ConformanceCase, CostFigures) throws -> (expected: String, found: String?)?
  ) throws {
    let all = try CostFigures.read()
    for testCase in try cases(of: file) where !KnownFailures.ids.contains(testCase.id) {
      guard let known = all[testCase.id], let (expected, found) = try figures(testCase, known) else { continue }
      let differs = expected != found
      #expect(
        differs == differences.contains(testCase.id),
        "\(testCase.id): \(testCase.expression) is \(found ?? "not compiled"), and \(expected) in cel-go")
    }
  }
}

struct CostFigures {
  var actual: Int?
  var most: UInt64?
  var estimate: String?

  private static let file = ConformanceFolder.url.deletingLastPathComponent()
    .appendingPathComponent("cel-go-costs.json")

  static let areThere = FileManager.default.fileExists(atPath: file.path)

  private static let parsed = Result { try parse() }

  static func read() throws -> [String: CostFigures] { try parsed.get() }

  private static func parse() throws -> [String: CostFigures] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    guard let cases = json as? [String: [String: Any]] else {
      throw MalformedCase(description: "\(file.lastPathComponent) has no figures")
    }
    return cases.mapValues { figures in
      let (least, most) = (figures["est_min"] as? String, figures["est_max"] as? String)
      return CostFigures(
        actual: figures["actual"] as? Int, most: most.flatMap { UInt64($0) },
        estimate: least.flatMap { least in most.map { "\(least)...\($0)" } })
    }
  }
}

extension ConformanceCase {
  /// The case compiled, or nil where it does not compile.
  var program: Program? {
    var options = Environment.Options()
    options.isChecked = isChecked
    options.checksConstants = false
    let environment = Environment(
      variables: variables, libraries: ConformanceTests.libraries + [Library(name: "declared", functions: functions)],
      container: container, options: options)
    return try? environment.compile(expression)
  }

  func cost(of program: Program) -> Int {
    var activation = Environment(variables: variables).activation()
    for (name, value) in bindings { activation.bind(name, to: value) }
    return program.measure(activation).cost
  }
}
