import CEL
public import Diagnostics
import Schema

/// A rubric that is ready to judge: every expression parsed, type-checked and planned once, to be evaluated over many
/// projects.
public struct CompiledRubric: Sendable {
  /// The rubric.
  public let rubric: Rubric
  /// Its digest.
  public let digest: Digest
  let rules: [CompiledRule]
  let policy: DecisionPolicy
  let scale: CompiledScale?
  private(set) var parameters: ObjectValue
  let vocabulary: Vocabulary
  let environments: Environments
  /// What is odd about it, though it compiles.
  public let warnings: [Diagnostic]

  /// The environments that its expressions are compiled in.
  struct Environments: Sendable {
    var claim: Environment
    var selection: Environment
    var verification: [String: Environment]
  }

  /// Compiles a rubric.
  ///
  /// - Parameter division: how the compilation of the rules is shared out.
  /// - Throws: everything that is wrong with any of its expressions, each at its place in the rubric's file.
  public init(
    _ rubric: Rubric, vocabulary: Vocabulary, division: WorkDivision = .undivided
  ) throws(DiagnosticsError) {
    self.rubric = rubric
    self.vocabulary = vocabulary
    digest = rubric.digest
    let type = ObjectType(
      name: "params", fields: rubric.sortedParameters.map { ObjectType.Field(name: $0.name, type: $0.value.type) })
    parameters = CompiledRubric.parameters(of: rubric, rubric.parameters, type)
    let start = RuleCompiler(vocabulary: vocabulary, parameters: type)
    let parts = division.results(over: rubric.rules.indices) { part in
      var compiler = start
      let rules = rubric.rules[part].map { compiler.compile($0) }
      return (rules: rules, compiler: compiler)
    }
    var compiler = start
    for part in parts { compiler.take(from: part.compiler) }
    policy = compiler.policy(of: rubric)
    if let scale = rubric.scale {
      self.scale = CompiledScale(scale, rules: rubric.rules) { compiler.statement($0) }
    } else {
      scale = nil
    }
    if compiler.diagnostics.hasErrors { throw DiagnosticsError(compiler.diagnostics) }
    rules = parts.count == 1 ? parts[0].rules : parts.flatMap(\.rules)
    environments = compiler.environments
    warnings = compiler.diagnostics
  }

  /// The same rubric with other values for some parameters; nil where it has no such parameter, or one of another type.
  func setting(_ changes: [String: ParameterValue]) -> CompiledRubric? {
    guard !changes.isEmpty else { return self }
    var values = rubric.parameters
    for (name, value) in changes {
      guard let converted = values[name].flatMap({ value.converted(toTypeOf: $0) }) else { return nil }
      values[name] = converted
    }
    var other = self
    other.parameters = CompiledRubric.parameters(of: rubric, values, parameters.type)
    return other
  }

  /// What rules know as `params`.
  private static func parameters(
    of rubric: Rubric, _ values: [String: ParameterValue], _ type: ObjectType
  ) -> ObjectValue {
    ObjectValue(
      type: type, path: AttributePath(.field("params")),
      fields: rubric.sortedParameters.map { .present((values[$0.name] ?? $0.value).value, origin: nil) })
  }

  /// What an expression of a rule is compiled against; nil for `verify` where its items are of no known kind.
  func environment(of role: ExpressionTrace.Role, in rule: CompiledRule) -> Environment? {
    switch role {
    case .when, .claim: environments.claim
    case .evidence: environments.selection
    case .verify: rule.itemKind.flatMap { environments.verification[$0] }
    }
  }
}

/// A rule whose expressions are programs.
struct CompiledRule: Sendable {
  var rule: Rule
  var when: Program?
  var claim: Program?
  var evidence: Program?
  var verify: Program?
  var message: MessageTemplate?
  /// The kind of the items that `evidence` gives.
  var itemKind: String?

  /// The program of an expression, where the rule has it.
  subscript(role: ExpressionTrace.Role) -> Program? {
    get {
      switch role {
      case .when: when
      case .claim: claim
      case .evidence: evidence
      case .verify: verify
      }
    }
    set {
      switch role {
      case .when: when = newValue
      case .claim: claim = newValue
      case .evidence: evidence = newValue
      case .verify: verify = newValue
      }
    }
  }

  /// The kinds of artifacts that `evidence` selects from. Worked out when they are asked for: where all artifacts can
  /// be read, nobody does.
  var kinds: [String] { evidence?.attributePaths.compactMap(artifactKind) ?? [] }

  /// `artifacts.deployments[].name` is about the kind `deployments`.
  private func artifactKind(_ path: String) -> String? {
    let steps = path.split(separator: ".", maxSplits: 2)
    guard steps.count >= 2, steps[0] == "artifacts" else { return nil }
    return String(steps[1].prefix { $0 != "[" })
  }
}

/// Compiles rules one after the other and collects what is wrong with all of them.
struct RuleCompiler: Sendable {
  let vocabulary: Vocabulary
  let parameters: ObjectType
  var environments: CompiledRubric.Environments
  var diagnostics: [Diagnostic] = []

  init(vocabulary: Vocabulary, parameters: ObjectType) {
    self.vocabulary = vocabulary
    self.parameters = parameters
    environments = CompiledRubric.Environments(
      claim: vocabulary.claimEnvironment(parameters), selection: vocabulary.selectionEnvironment(parameters),
      verification: [:])
  }

  mutating func compile(_ rule: Rule) -> CompiledRule {
    var compiled = CompiledRule(rule: rule)
    compiled.when = condition(rule.when, in: environments.claim)
    compiled.claim = condition(rule.claim, in: environments.claim)
    if let source = rule.evidence, let program = program(source, in: environments.selection) {
      compiled.evidence = program
      if let item = itemKind(of: program.resultType) {
        compiled.itemKind = item.name
        let environment =
          environments.verification[item.name]
          ?? vocabulary.verificationEnvironment(parameters, item: item.type)
        environments.verification[item.name] = environment
        compiled.verify = condition(rule.verify, in: environment)
      } else {
        diagnostics.append(.selectsNoItems(source, program.resultType))
      }
    }
    if let message = rule.message {
      compiled.message = MessageTemplate(message, environment: environments.claim, &diagnostics)
    }
    return compiled
  }

  /// Takes over what another compiler found out on later rules, so that the diagnostics stand in the rules' order.
  mutating func take(from other: RuleCompiler) {
    diagnostics.append(contentsOf: other.diagnostics)
    environments.verification.merge(other.environments.verification) { own, _ in own }
  }

  mutating func policy(of rubric: Rubric) -> DecisionPolicy {
    let environment = vocabulary.decisionEnvironment
    return DecisionPolicy(
      noGo: condition(rubric.noGo ?? DecisionPolicy.defaultNoGo, in: environment),
      conditional: condition(rubric.conditional ?? DecisionPolicy.defaultConditional, in: environment),
      isDefault: rubric.noGo == nil && rubric.conditional == nil)
  }

  /// A condition over the manifest that belongs to no rule.
  mutating func statement(_ source: SourceFragment) -> Program? { condition(source, in: environments.claim) }

  private mutating func condition(_ source: SourceFragment?, in environment: Environment) -> Program? {
    guard let source, let program = program(source, in: environment) else { return nil }
    guard program.isCondition else {
      diagnostics.append(.notACondition(source, program.resultType))
      return nil
    }
    return program
  }

  private mutating func program(_ source: SourceFragment, in environment: Environment) -> Program? {
    do {
      let program = try environment.compile(source)
      if let offsets = program.optionalSyntax {
        diagnostics.append(.optionalInRule(source.place(of: offsets)))
        return nil
      }
      return program
    } catch {
      diagnostics.append(contentsOf: error.diagnostics)
      return nil
    }
  }

  private func itemKind(of type: CELType) -> (name: String, type: CELType)? {
    // A type of items is named after its kind.
    guard case .list(let element) = type, case .object(let object) = element,
      vocabulary.item(object.name)?.celType == element
    else { return nil }
    return (object.name, element)
  }
}

extension Program {
  /// Whether it may stand where true or false is asked for: what it comes to is known to be one of them, or not known yet.
  var isCondition: Bool { resultType == .bool || resultType == .dyn }
}

extension Diagnostic {
  static func notACondition(_ source: SourceFragment, _ type: CELType) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.not-a-condition", "the expression must come to true or false; this is \(type)",
      at: source.range)
  }

  static func selectsNoItems(_ source: SourceFragment, _ type: CELType) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.selects-no-items", "'evidence' must select items of one kind; this is \(type)",
      at: source.range, fix: "write `artifacts.KIND` or `artifacts.KIND.filter(…)`")
  }

  static func optionalInRule(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.optional", "a rule must not use optional access: what is absent never passes", at: place,
      fix: "use the field itself; where it is absent the verdict is 'missing'")
  }
}
