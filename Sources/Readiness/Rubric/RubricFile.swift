import CEL
public import Diagnostics
public import Documents
public import Schema

/// A rubric's document, or a file of the rule library, as it is written: read, not yet resolved against what it extends
/// and what it chooses from the library.
public struct RubricFile: Sendable {
  /// A name with the place where it stands.
  public struct Mention: Sendable, Hashable {
    /// The name.
    public var name: String
    /// Where it stands.
    public var place: SourceRange
  }

  /// A rule that is left out, and why.
  public struct Drop: Sendable {
    /// The rule.
    public var rule: Mention
    /// Why.
    public var reason: String
  }

  /// A rule that is changed, and why.
  public struct Adjustment: Sendable {
    /// The rule.
    public var rule: Mention
    /// Why.
    public var reason: String
    /// Its new severity.
    public var severity: RuleSeverity?
    /// Its new weight.
    public var weight: Int?
    /// Its new levels.
    public var gates: RequiredLevels?
    /// The new age of its evidence, in nanoseconds.
    public var maxAge: Int64?
  }

  /// A parameter with the place where it stands.
  public struct Parameter: Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: ParameterValue
    /// Where it stands.
    public var place: SourceRange
  }

  /// Where it was read from.
  public var file: SourceFile
  /// The rubric's name; nil for a file of the library.
  public var name: Mention?
  /// What people call it.
  public var title: String?
  /// What it is for.
  public var description: String?
  /// The rubric that it changes.
  public var extends: Mention?
  /// The digest that that rubric must have.
  public var digest: Mention?
  /// The areas, in order.
  public var areas: [(id: String, title: String)] = []
  /// The thresholds by gate.
  public var thresholds: [Gate: Int] = [:]
  /// The parameters, in order.
  public var parameters: [Parameter] = []
  /// The policy for NO-GO.
  public var noGo: SourceFragment?
  /// The policy for CONDITIONAL GO.
  public var conditional: SourceFragment?
  /// How many waivers may be in force.
  public var mostWaivers: Int?
  /// How long a waiver may be in force, in nanoseconds.
  public var longestWaiver: Int64?
  /// The published scale that its rules are read on.
  public var scale: Scale?
  /// Rules chosen from the library.
  public var use: [Mention] = []
  /// Rules left out.
  public var drops: [Drop] = []
  /// Rules changed.
  public var adjustments: [Adjustment] = []
  /// Rules of its own.
  public var rules: [Rule] = []

  /// Reads the first document of a rubric's YAML file.
  ///
  /// - Parameters:
  ///   - node: the document.
  ///   - schema: `templates/schemas/rubric.json`.
  /// - Throws: everything that is wrong with it, with places.
  public static func read(
    _ file: SourceFile, node: Node, schema: SchemaDocument
  ) throws(DiagnosticsError) -> RubricFile {
    // The tool's own files are held to the schema by a test, once, and not in every run.
    var diagnostics = file.embedded == nil ? schema.validate(node) : []
    guard !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics) }
    var rubric = RubricFile(file: file)
    rubric.name = Mention(node["rubric"])
    rubric.title = node["title"]?.text
    rubric.description = node["description"]?.text
    rubric.extends = Mention(node["extends"])
    rubric.digest = Mention(node["digest"])
    rubric.areas = (node["areas"]?.elements ?? []).map { ($0["id"]?.text ?? "", $0["title"]?.text ?? "") }
    for entry in node["thresholds"]?.entries ?? [] {
      if let gate = Gate(rawValue: entry.key), let threshold = Rule.count(entry.value) {
        rubric.thresholds[gate] = threshold
      }
    }
    for entry in node["params"]?.entries ?? [] {
      guard let value = ParameterValue(entry.value) else {
        diagnostics.append(.parameterType(entry))
        continue
      }
      rubric.parameters.append(Parameter(name: entry.key, value: value, place: entry.keyRange))
    }
    rubric.noGo = node["decision"]?["no_go"]?.fragment
    rubric.conditional = node["decision"]?["conditional"]?.fragment
    rubric.mostWaivers = node["waivers"]?["at_most"].flatMap(Rule.count)
    rubric.longestWaiver = node["waivers"]?["longest"].flatMap(Rule.nanoseconds)
    if let scale = node["scale"] { rubric.scale = Scale.read(scale, &diagnostics) }
    rubric.use = (node["use"]?.elements ?? []).compactMap { Mention($0) }
    rubric.drops = (node["drop"]?.elements ?? []).compactMap { drop in
      Mention(drop["rule"]).map { Drop(rule: $0, reason: drop["reason"]?.text ?? "") }
    }
    for adjustment in node["adjust"]?.elements ?? [] {
      guard let rule = Mention(adjustment["rule"]) else { continue }
      rubric.adjustments.append(
        Adjustment(
          rule: rule, reason: adjustment["reason"]?.text ?? "",
          severity: adjustment["severity"]?.text.flatMap(RuleSeverity.init),
          weight: adjustment["weight"].flatMap(Rule.count),
          gates: adjustment["gates"].map(Rule.levels), maxAge: adjustment["max_age"].flatMap(Rule.nanoseconds)))
    }
    for rule in node["rules"]?.elements ?? [] { rubric.rules.append(Rule(rule)) }
    guard !diagnostics.hasErrors else { throw DiagnosticsError(diagnostics) }
    return rubric
  }

  private init(file: SourceFile) { self.file = file }
}

extension RubricFile.Mention {
  init?(_ node: Node?) {
    guard let node, let text = node.scalarText else { return nil }
    self.init(name: text, place: node.range)
  }
}

extension Rule {
  /// A rule from a node that the schema has passed.
  init(_ node: Node) {
    let severity = node["severity"]?.text.flatMap(RuleSeverity.init) ?? .blocker
    var rule = Statement(
      id: node["id"]?.text ?? "", title: node["title"]?.text ?? "", severity: severity,
      place: node["id"]?.range ?? node.range)
    rule.aliases = (node["aliases"]?.elements ?? []).compactMap(\.text)
    if let weight = node["weight"].flatMap(Rule.count) { rule.weight = weight }
    rule.when = node["when"]?.fragment
    rule.claim = node["claim"]?.fragment
    rule.evidence = node["evidence"]?.fragment
    rule.verify = node["verify"]?.fragment
    rule.gates = node["gates"].map(Rule.levels) ?? [.kickoff: rule.claim == nil ? .verified : .claimed]
    rule.maxAge = node["max_age"].flatMap(Rule.nanoseconds)
    rule.message = node["message"]?.fragment
    rule.why = node["why"]?.text
    rule.remedy = node["remedy"]?.text
    if let effort = node["effort"]?.text.flatMap(Effort.init) { rule.effort = effort }
    rule.sources = (node["sources"]?.elements ?? []).compactMap(\.text)
    rule.isWaivable = node["waivable"]?.bool ?? true
    rule.enforcedFrom = node["enforced_from"]?.scalarText
    self.init(rule)
  }

  static func levels(_ node: Node) -> RequiredLevels {
    var levels = RequiredLevels()
    for entry in node.entries {
      if let gate = Gate(rawValue: entry.key), let level = entry.value.text.flatMap(Level.init) { levels[gate] = level }
    }
    return levels
  }
}

extension Diagnostic {
  static func parameterType(_ entry: Node.Entry) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.parameter-type",
      "the parameter '\(entry.key)' is \(entry.value.kindName); it must be a number, text or a truth value",
      at: entry.value.range)
  }
}

extension Rule {
  /// A whole number. A function, because `node?.integer.map` in an initializer as long as RubricFile's stops the optimizer of
  /// Swift 6.3.1.
  static func count(_ node: Node) -> Int? {
    if let integer = node.integer { Int(integer) } else { nil }
  }

  /// An ISO 8601 duration in nanoseconds; the schema has passed its form.
  static func nanoseconds(_ node: Node) -> Int64? {
    node.scalarText.flatMap { try? Duration.parseISO8601($0).nanoseconds }
  }
}
