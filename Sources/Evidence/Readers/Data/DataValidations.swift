import Diagnostics
import Documents

/// `data_validations`: what checks of data came to, as Great Expectations (0.x and 1.x) and deepchecks write it in JSON.
/// A checkpoint's file holds several. Expectation suites, which are checks that nobody has run, are none.
struct DataValidations: ArtifactReader {
  let kind = "data_validations"
  let fileEndings = [".json"]

  /// Words in the names of such files, and of folders that people keep them in.
  private static let names = FoldedWords([
    "validation_result", "validation-result", "checkpoint_result", "checkpoint-result", "great_expectations",
    "great-expectations", "deepchecks", "suite_result", "data_integrity", "train_test_validation", "data_validation",
    "data-validation",
  ])
  private static let folders = ["great_expectations", "great-expectations", "deepchecks"]
  private static let marks = [
    "\"expectation_config\"", "\"expectation_type\"", "\"SuiteResult\"", "\"CheckResult\"",
    "\"evaluated_expectations\"",
  ]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates(ending: fileEndings) { file in
      file.isNamed(after: DataValidations.names)
    } orIn: { folder in
      folder.hasBytes("validations") || folder.hasBytes("gx")
        || DataValidations.folders.contains { folder.startsWithBytes($0) }
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    // Where Great Expectations itself puts its results.
    let isStored = ("/" + candidate.path).containsBytes("/uncommitted/validations/")
    switch JSONArtifact(candidate, isNamed: isStored, marks: DataValidations.marks, in: tree, limits: limits) {
    case .without(let reading): return reading
    case .tree(let file, let root, let warnings):
      let found: [EvidenceItem]
      if let suite = DeepchecksSuite(root) {
        found = suite.isEmpty ? [] : [suite.item(kind)]
      } else if let checkpoint = GreatExpectationsCheckpoint(root) {
        if let broken = checkpoint.broken {
          return .unreadable(file, [.notOfKind("a validation of Great Expectations", at: broken.range)])
        }
        found = checkpoint.items(kind)
      } else if let validation = GreatExpectationsValidation(root) {
        found = [validation.item(kind)]
      } else {
        return .notThisKind
      }
      guard !found.isEmpty else { return .unreadable(file, [.emptyArtifact("validation", at: root.range)]) }
      var items = found
      items[0].diagnostics = warnings + items[0].diagnostics
      return .items(items)
    }
  }
}

/// Counts how checks ended, and lists those that did not hold: by what they check, never by the data that they found.
struct ValidationTally {
  private(set) var evaluated = 0
  private(set) var successful = 0
  /// Those among the others that could not be carried out.
  private(set) var exceptions = 0
  private(set) var warnings = 0
  private(set) var critical: Int?
  private var failed: [Node] = []
  private var failedTypes: [Node] = []

  private static let mostFailed = 200

  enum Outcome: String {
    case passed, failed, warned, exception
  }

  /// One check that did not hold.
  struct Failure {
    var type: Node?
    var column: Node?
    var condition: Node?
    var severity: Node?
    var unexpectedPercent: Node?
  }

  mutating func add(_ outcome: Outcome, severity: Node? = nil, at place: SourceRange, _ failure: () -> Failure) {
    evaluated += 1
    let isCritical = severity?.text.map { asciiLowercased($0).hasBytes("critical") }
    if let isCritical { critical = (critical ?? 0) + (isCritical && outcome != .passed ? 1 : 0) }
    switch outcome {
    case .passed:
      successful += 1
      return
    case .failed: break
    case .warned: warnings += 1
    case .exception: exceptions += 1
    }
    let described = failure()
    if let type = described.type, let text = type.scalarText, failedTypes.count < ValidationTally.mostFailed,
      !failedTypes.contains(where: { $0.text?.hasBytes(text.shortened(to: 200)) == true })
    {
      failedTypes.append(Node(.text(text.shortened(to: 200)), at: type.range))
    }
    guard failed.count < ValidationTally.mostFailed else { return }
    var entry = Facts(at: place)
    entry.set("type", textOf: described.type, limit: 200)
    entry.set("column", textOf: described.column, limit: 300)
    entry.set("condition", textOf: described.condition, limit: 500)
    entry.set("severity", textOf: described.severity, limit: 50)
    entry.set("outcome", text: outcome.rawValue)
    entry.set("unexpected_percent", numberOf: described.unexpectedPercent)
    failed.append(entry.node)
  }

  var unsuccessful: Int { evaluated - successful }

  /// Whether all held; not known where there was none.
  var success: Bool? { evaluated == 0 ? nil : unsuccessful == 0 }

  func describe(_ facts: inout Facts) {
    facts.set("success", flag: success)
    facts.set("evaluated", count: evaluated)
    facts.set("successful", count: successful)
    facts.set("unsuccessful", count: unsuccessful)
    if evaluated > 0 { facts.set("success_percent", number: Double(successful * 100) / Double(evaluated)) }
    facts.set("exceptions", count: exceptions)
    facts.set("warnings", count: warnings)
    facts.set("critical_failures", count: critical)
    facts.set("failed_types", list: failedTypes)
    facts.set("failed", list: failed)
    facts.set("failed_left_out", count: unsuccessful - failed.count)
  }
}
