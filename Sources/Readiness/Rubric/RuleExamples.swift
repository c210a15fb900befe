public import CEL
public import Diagnostics
public import Documents
import Evidence
public import Schema

/// A rule's example: a project and the verdict that it comes to. Examples are the rules' tests and their documentation.
public struct RuleExample: Sendable {
  /// The rule.
  public var rule: String
  /// What it shows.
  public var name: String?
  /// The verdict.
  public var expected: Verdict
  /// The gate, where it is not the rule's last.
  public var gate: Gate?
  /// The time of the assessment.
  public var now: Timestamp
  /// Parameters that differ from the rubric's.
  public var parameters: [String: ParameterValue]
  /// The part of the manifest that matters.
  public var manifest: Node?
  /// The evidence.
  public var artifacts: Node?
  /// Where the example stands.
  public var place: SourceRange
}

/// Reads and runs the examples of a rubric's rules.
public struct RuleExampleRunner: Sendable {
  /// What became of an example.
  public struct Result: Sendable {
    /// The example.
    public var example: RuleExample
    /// What its rule came to.
    public var assessed: RuleAssessment
    /// Whether that is what was expected.
    public var passed: Bool { assessed.verdict == example.expected }
  }

  /// What a run of all examples came to.
  public struct Report: Sendable {
    /// Every example, in the order of the rules.
    public var results: [Result]
    /// Rules that have no example.
    public var untested: [String]
    /// What is wrong with the examples themselves.
    public var diagnostics: [Diagnostic]

    /// Whether every example came to what it says, and nothing is wrong.
    public var passed: Bool { !diagnostics.hasErrors && results.allSatisfy(\.passed) }
  }

  let vocabulary: Vocabulary
  private let examplesSchema: SchemaDocument
  private let manifests: ManifestReader
  private let limits: Limits

  /// The time of an example that states none.
  public static let defaultNow = Timestamp(seconds: 1_782_864_000)  // 2026-07-01T00:00:00Z

  /// A runner.
  public init(
    vocabulary: Vocabulary, schemas: SchemaStore, presence: Presence, limits: Limits = .standard
  ) throws(DiagnosticsError) {
    self.vocabulary = vocabulary
    self.limits = limits
    examplesSchema = try schemas.schema(named: "rubric-examples")
    manifests = ManifestReader(schema: vocabulary.manifestSchema, presence: presence)
  }

  /// The examples in a file's second document, by rule.
  public func examples(in file: SourceFile) throws(DiagnosticsError) -> [RuleExample] {
    guard let document = try secondDocument(of: file) else { return [] }
    return (document["examples"]?.entries ?? []).flatMap { entry in
      entry.value.elements.compactMap { RuleExample($0, rule: entry.key) }
    }
  }

  /// A file's second document, where there is one.
  func secondDocument(of file: SourceFile) throws(DiagnosticsError) -> Node? {
    let document = try Document.yaml(file, limits: limits).valid()
    guard document.roots.count > 1 else { return nil }
    let problems = examplesSchema.validate(document.roots[1])
    guard !problems.hasErrors else { throw DiagnosticsError(problems) }
    return document.roots[1]
  }

  /// Runs all examples of a rubric's rules, or those of some.
  public func run(_ compiled: CompiledRubric, only rules: [String]? = nil) -> Report {
    var report = Report(results: [], untested: [], diagnostics: [])
    let byRule = examples(of: compiled, &report.diagnostics)
    for rule in compiled.rules {
      if let rules, !rules.contains(rule.rule.id) { continue }
      guard let examples = byRule[rule.rule.id], !examples.isEmpty else {
        report.untested.append(rule.rule.id)
        continue
      }
      for example in examples {
        guard let prepared = prepared(example, of: rule, in: compiled, &report.diagnostics) else { continue }
        report.results.append(Result(example: example, assessed: prepared.assess(rule)))
      }
    }
    return report
  }

  /// The examples in all of a rubric's files, by rule.
  func examples(of compiled: CompiledRubric, _ diagnostics: inout [Diagnostic]) -> [String: [RuleExample]] {
    var byRule: [String: [RuleExample]] = [:]
    for file in compiled.rubric.files {
      do {
        // A library file may hold rules that this rubric does not choose; its examples are then just not run.
        var others: Set<String>?
        for example in try examples(in: file) {
          if compiled.rubric.rule(example.rule) == nil {
            if others == nil { others = try ruleIDs(in: file) }
            if others?.contains(example.rule) != true {
              diagnostics.append(.exampleOfUnknownRule(example, among: compiled.rubric.rules.map(\.id)))
            }
          }
          byRule[example.rule, default: []].append(example)
        }
      } catch {
        diagnostics.append(contentsOf: error.diagnostics)
      }
    }
    return byRule
  }

  /// The ids of the rules that a file states.
  func ruleIDs(in file: SourceFile) throws(DiagnosticsError) -> Set<String> {
    let root = try Document.yaml(file, limits: limits, firstOnly: true).valid().root
    return Set((root?["rules"]?.elements ?? []).compactMap { $0["id"]?.text })
  }

  /// An example with its facts bound, so that the rule, or a variant of it, only needs to be evaluated.
  struct PreparedExample: Sendable {
    let example: RuleExample
    private let evaluation: RuleEvaluation

    fileprivate init(_ example: RuleExample, _ evaluation: RuleEvaluation) {
      self.example = example
      self.evaluation = evaluation
    }

    func assess(_ rule: CompiledRule) -> RuleAssessment { evaluation.assess(rule) }
  }

  func prepared(
    _ example: RuleExample, of rule: CompiledRule, in compiled: CompiledRubric, _ diagnostics: inout [Diagnostic]
  ) -> PreparedExample? {
    guard let compiled = compiled.setting(example.parameters) else {
      diagnostics.append(.exampleOfOtherParameters(example, among: compiled.rubric.sortedParameters.map(\.name)))
      return nil
    }
    let manifest = manifest(of: example)
    diagnostics.append(contentsOf: manifest.diagnostics)
    let evidence = evidence(of: example, &diagnostics)
    let facts = Facts(
      manifest: manifest, evidence: evidence, gate: example.gate ?? rule.rule.lastGate, now: example.now)
    // Sign-offs in examples stand: what they sign is not there.
    let signoffs = (manifest.facts["signoffs"]?.elements ?? []).map { SignoffStatus(state: .standing, place: $0.range) }
    let bound = BoundFacts(facts, vocabulary: vocabulary, signoffs: signoffs)
    return PreparedExample(example, RuleEvaluation(rubric: compiled, bound: bound))
  }

  private func manifest(of example: RuleExample) -> Manifest {
    var entries = example.manifest?.entries ?? []
    let place = example.manifest?.range ?? example.place
    func has(_ key: String) -> Bool { entries.contains { sameBytes($0.key, key) } }
    func add(_ key: String, _ content: Node.Content) {
      entries.append(Node.Entry(key: key, keyRange: place, value: Node(content, at: place)))
    }
    // What a manifest needs to be one; the rest of it is absent.
    if !has("gonogo") { add("gonogo", .integer(1)) }
    let name = Node.Entry(key: "name", keyRange: place, value: Node(.text("example"), at: place))
    if let index = entries.firstIndex(where: { sameBytes($0.key, "project") }) {
      if entries[index].value["name"] == nil {
        entries[index].value.content = .map(entries[index].value.entries + [name])
      }
    } else {
      add("project", .map([name]))
    }
    return manifests.manifest(example.place.file, document: Node(.map(entries), at: place))
  }

  private func evidence(of example: RuleExample, _ diagnostics: inout [Diagnostic]) -> EvidenceCollection {
    var items: [EvidenceItem] = []
    for entry in example.artifacts?.entries ?? [] {
      guard let type = vocabulary.item(entry.key) else {
        diagnostics.append(.exampleOfUnknownKind(entry, among: vocabulary.kinds))
        continue
      }
      for node in entry.value.elements {
        diagnostics.append(contentsOf: type.validate(node))
        var item = EvidenceItem(kind: entry.key, format: "example", range: node.range, facts: node)
        item.producedAt = node["produced_at"]
        item.commit = node["commit"]
        item.modelVersion = node["model_version"]
        item.datasetDigest = node["dataset_digest"]
        items.append(item)
      }
    }
    return EvidenceCollection(items: items)
  }
}

extension RuleExample {
  init?(_ node: Node, rule: String) {
    guard let expected = node["expect"]?.text.flatMap(Verdict.init), let defaultNow = RuleExampleRunner.defaultNow
    else {
      return nil
    }
    self.rule = rule
    self.expected = expected
    name = node["name"]?.scalarText
    gate = node["gate"]?.text.flatMap(Gate.init)
    now = node["now"]?.scalarText.flatMap { try? Timestamp.parse($0) } ?? defaultNow
    parameters = [:]
    for entry in node["params"]?.entries ?? [] { parameters[entry.key] = ParameterValue(entry.value) }
    manifest = node["manifest"]
    artifacts = node["artifacts"]
    place = node.range
  }
}

extension Rule {
  /// The last gate at which the required level changes.
  var lastGate: Gate { Gate.allCases.last { self.gates[$0] != nil } ?? .kickoff }
}

extension Diagnostic {
  static func exampleOfUnknownRule(_ example: RuleExample, among ids: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.example-of-unknown-rule", "there is no rule '\(example.rule)' to give an example of",
      at: example.place, fix: didYouMean(example.rule, among: ids))
  }

  static func exampleOfOtherParameters(_ example: RuleExample, among names: [String]) -> Diagnostic {
    let known = names.isEmpty ? "has none" : "has \(names.joined(separator: ", "))"
    return Diagnostic(
      .error, id: "rubric.example-parameters",
      "the example of '\(example.rule)' sets a parameter that the rubric does not have, or to a value of another type",
      at: example.place, notes: [Note("the rubric \(known)")])
  }

  static func exampleOfUnknownKind(_ entry: Node.Entry, among kinds: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.unknown-kind", "there is no kind of evidence '\(entry.key)'", at: entry.keyRange,
      fix: didYouMean(entry.key, among: kinds))
  }
}
