import Builtins
import CEL
import Diagnostics
import Documents
import Evidence
import Schema
import Testing

@testable import Readiness

/// The blank manifests of `gonogo init` against the default rubric: what a gate demands, its template asks for.
@Suite("Manifest templates ask for what the default rubric needs")
struct TemplateCoverageTests {
  /// What rules read and no template asks for, because it only ever matters to a few, or is an exception that a
  /// manifest states when it is needed.
  static let unasked: [String: String] = [
    "plan.extended_by": "more time is asked for when the time box runs out, not before",
    "plan.extended_on": "more time is asked for when the time box runs out, not before",
    "project.complexity.reason": "only what is large needs a reason",
  ]

  @Test("each gate's template has every field that a rule of that gate reads", arguments: Gate.allCases)
  func asksForEverything(gate: Gate) throws {
    let list = try gaps(in: try Workbench().defaultRubric(), at: gate)
    #expect(list.isEmpty, "\(gate.rawValue).yaml does not ask for:\n\(list.joined(separator: "\n"))")
  }

  @Test("the template of the kickoff has every field that the rubric of the kickoff reads, which asks for more")
  func asksForTheKickoff() throws {
    let list = try gaps(in: try Workbench().builtIn("kickoff"), at: .kickoff)
    #expect(list.isEmpty, "kickoff.yaml does not ask for:\n\(list.joined(separator: "\n"))")
  }

  /// What a gate's template does not ask for, though a rubric's rules read it at that gate, with those rules.
  private func gaps(in rubric: CompiledRubric, at gate: Gate) throws -> [String] {
    let bench = try Workbench()
    let template = try blankManifest(for: gate)
    var gaps: [String: [String]] = [:]
    for rule in rubric.rules where rule.rule.requiredLevel(at: gate) != nil {
      // What evidence is compared with matters from where evidence is asked for.
      let isProofAsked = rule.rule.requiredLevel(at: gate) == .verified
      let programs = [rule.when, rule.claim] + (isProofAsked ? [rule.evidence, rule.verify] : [])
      for path in Set(programs.compactMap(\.self).flatMap(\.attributePaths)) where bench.isAboutManifest(path) {
        guard Self.unasked[path] == nil, !template.has(path) else { continue }
        gaps[path, default: []].append(rule.rule.id)
      }
    }
    return gaps.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value.sorted().joined(separator: ", ")))" }
  }

  @Test("what is not asked for is read by a rule, and is in no template", arguments: unasked.keys.sorted())
  func exceptionsAreNeeded(path: String) throws {
    let rules = try Workbench().defaultRubric().rules
    #expect(rules.contains { [$0.when, $0.claim].compactMap(\.self).flatMap(\.attributePaths).contains(path) })
    #expect(try Gate.allCases.allSatisfy { try !blankManifest(for: $0).has(path) })
  }

  @Test(
    "a later template asks for everything that an earlier one asks for",
    arguments: zip(Gate.allCases, Gate.allCases.dropFirst()))
  func cumulative(earlier: Gate, later: Gate) throws {
    let wanted = try blankManifest(for: earlier).fieldPaths
    let have = Set(try blankManifest(for: later).fieldPaths)
    #expect(wanted.filter { !have.contains($0) } == [])
  }

  @Test("a blank manifest is well-formed, states nothing, and is NO-GO at its gate", arguments: Gate.allCases)
  func blankIsNoGo(gate: Gate) throws {
    let bench = try Workbench()
    let file = try #require(Builtins.file("templates/manifests/\(gate.rawValue).yaml"))
    let document = try Document.yaml(file).valid()
    let reader = ManifestReader(schema: bench.vocabulary.manifestSchema, presence: try bench.shippedPresence())
    let manifest = reader.manifest(file, document: try #require(document.root))
    // A project must have a name to be one; `gonogo init` puts in the folder's.
    #expect(manifest.diagnostics.filter { !"\($0.message)".contains("name") }.map(\.message) == [])
    let assessment = Assessor(vocabulary: bench.vocabulary, rubrics: [try bench.defaultRubric()], isStrict: false)
      .assess(
        Facts(manifest: manifest, evidence: EvidenceCollection(), gate: gate, now: bench.now),
        run: Assessor.Run(toolVersion: "test", command: "gonogo assess"))
    let inForce = assessment.rubrics.flatMap(\.rules).filter { $0.requiredLevel != nil }
    #expect(!inForce.isEmpty)
    // Some rules end with the project's own end: they depend on the gate, not on what is stated.
    let open = inForce.filter { $0.verdict != .notApplicable || gate != .operate }
    #expect(open.filter { $0.verdict != .missing }.map { "\($0.rule.id) \($0.verdict)" } == [])
    #expect(assessment.decision == .noGo)
    #expect(assessment.rubrics.first?.decision == .noGo)
  }

  private func blankManifest(for gate: Gate) throws -> Node {
    let file = try #require(Builtins.file("templates/manifests/\(gate.rawValue).yaml"), "no template for \(gate)")
    return try #require(try Document.yaml(file).valid().root)
  }
}

extension Node {
  /// Whether there is a field at a path such as `data.sources[].access`; of a list's elements one is enough.
  fileprivate func has(_ path: String) -> Bool {
    fieldPaths.contains(path)
  }

  /// The paths of all fields below, inner ones too, and of lists both the list and its elements.
  fileprivate var fieldPaths: Set<String> {
    var paths: Set<String> = []
    func visit(_ node: Node, _ path: String) {
      if !path.isEmpty { paths.insert(path) }
      for entry in node.entries { visit(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)") }
      for element in node.elements { visit(element, "\(path)[]") }
    }
    visit(self, "")
    return paths
  }
}

extension Workbench {
  /// The rubric that is used where none is named.
  func defaultRubric() throws -> CompiledRubric { try builtIn("production-readiness") }

  /// A rubric that comes along.
  func builtIn(_ name: String) throws -> CompiledRubric { try #require(try Self.builtInRubrics.get()[name]) }

  /// Compiled once for all tests: some hundred rules take a while in a debug build.
  private static let builtInRubrics = Result<[String: CompiledRubric], any Error> {
    let vocabulary = try Vocabulary(Builtins.schemas)
    let resolver = RubricResolver(catalogue: Builtins.catalogue, schema: vocabulary.rubricSchema)
    var rubrics: [String: CompiledRubric] = [:]
    for name in Builtins.catalogue.names {
      rubrics[name] = try CompiledRubric(try resolver.rubric(named: name), vocabulary: vocabulary)
    }
    return rubrics
  }

  /// What counts as absent, as the tool has it.
  func shippedPresence() throws -> Presence {
    let file = try #require(Builtins.file("rubrics/placeholders.yaml"))
    let words = try Document.yaml(file).valid().root?.elements ?? []
    return Presence(placeholders: Placeholders(words.compactMap(\.scalarText)))
  }

  /// Whether a path is a field of the manifest: not of evidence, parameters, gate or time, and no whole section.
  func isAboutManifest(_ path: String) -> Bool {
    let sections = [
      "project", "business", "team", "plan", "data", "model", "tests", "release", "operations", "process", "security",
      "compliance",
    ]
    return sections.contains { path.hasPrefix("\($0).") }
  }
}
