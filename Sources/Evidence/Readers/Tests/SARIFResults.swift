import Diagnostics
import Documents

/// How bad a result is, in SARIF's words.
enum SARIFLevel: String, CaseIterable {
  case error, warning, note, none
}

/// The rules of a run: those of its tool and of the tool's extensions, found by index or by id, with the levels that they
/// have by default or were configured to.
struct SARIFRules {
  struct Rule {
    var id: String?
    var level: SARIFLevel?
    var isWrong = false
    var place: SourceRange
    var severity: Double?
  }

  /// The tool's own first, then each extension's.
  private var components: [[Rule]] = []
  /// By id, of the first that has it; keys are bytes.
  private var byID: [[UInt8]: (component: Int, index: Int)] = [:]
  /// The levels of a rule that the run was told.
  private var overrides: [Int: [Int: Node]] = [:]

  init(_ run: Node) {
    let tool = run["tool"]
    for component in [tool?["driver"]].compactMap({ $0 }) + (tool?["extensions"]?.elements ?? []) {
      var rules: [Rule] = []
      for node in component["rules"]?.elements ?? [] {
        let level = node["defaultConfiguration"]?["level"]
        let rule = Rule(
          id: node["id"]?.text, level: level?.text.flatMap({ SARIFLevel(rawValue: $0) }),
          isWrong: level != nil && level?.text.flatMap({ SARIFLevel(rawValue: $0) }) == nil,
          place: level?.range ?? node.range,
          severity: node["properties"]?["security-severity"]?.finiteNumber)
        if let id = rule.id, byID[Array(id.utf8)] == nil { byID[Array(id.utf8)] = (components.count, rules.count) }
        rules.append(rule)
      }
      components.append(rules)
    }
    // Of several invocations each may have had its own: those of the only one are everybody's.
    guard let invocations = run["invocations"]?.elements, invocations.count == 1 else { return }
    for override in invocations[0]["ruleConfigurationOverrides"]?.elements ?? [] {
      guard let level = override["configuration"]?["level"], let place = place(of: override["descriptor"] ?? override)
      else { continue }
      overrides[place.component, default: [:]][place.index] = level
    }
  }

  var count: Int { components.reduce(0) { $0 + $1.count } }

  /// The rule that a result breaks.
  func rule(of result: Node) -> Rule? {
    let reference = result["rule"]
    let place: (component: Int, index: Int)?
    if let index = result["ruleIndex"], reference?["toolComponent"] == nil {
      place = valid(0, index) ?? id(result).flatMap(find)
    } else {
      place = reference.flatMap(self.place) ?? id(result).flatMap(find)
    }
    return place.map { components[$0.component][$0.index] }
  }

  /// The level that a result has where it states none.
  func level(of result: Node) throws(Diagnostic) -> SARIFLevel {
    guard let rule = rule(of: result) else { return .warning }
    if let place = rule.id.flatMap(find), let override = overrides[place.component]?[place.index] {
      return try SARIFLevel.read(override)
    }
    if rule.isWrong { throw .notALevel(rule.place.text ?? "", at: rule.place) }
    return rule.level ?? .warning
  }

  func id(_ result: Node) -> String? { result["ruleId"]?.text ?? result["rule"]?["id"]?.text }

  /// Where a reference leads: by index, then by id.
  private func place(of reference: Node) -> (component: Int, index: Int)? {
    let component = (reference["toolComponent"]?["index"]?.integer).flatMap { Int(exactly: $0) }.map { $0 + 1 } ?? 0
    if let index = reference["index"], let place = valid(component, index) { return place }
    return reference["id"]?.text.flatMap(find)
  }

  private func valid(_ component: Int, _ index: Node) -> (component: Int, index: Int)? {
    guard let index = index.integer.flatMap({ Int(exactly: $0) }), components.indices.contains(component),
      components[component].indices.contains(index)
    else { return nil }
    return (component, index)
  }

  /// `CA1000/1` is a case of `CA1000`.
  private func find(_ id: String) -> (component: Int, index: Int)? {
    if let place = byID[Array(id.utf8)] { return place }
    guard let slash = id.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return byID[Array(id.utf8[..<slash])]
  }
}

extension SARIFLevel {
  /// The level that a document states; an unknown one is an error, because it could be the worst.
  static func read(_ node: Node) throws(Diagnostic) -> SARIFLevel {
    guard let level = node.text.flatMap({ SARIFLevel(rawValue: $0) }) else {
      throw .notALevel(node.scalarText ?? "", at: node.range)
    }
    return level
  }
}

/// Counts the results of a run: the open ones by level, apart from them those that are suppressed or gone.
struct SARIFTally {
  private var levels: [SARIFLevel: Int] = [:]
  private var suppressed = 0
  private var fixed = 0
  private var isNew = 0
  private var hasBaseline = false
  private var errorRules: [Node] = []
  private var seen: Set<[UInt8]> = []
  private var worst: (severity: Double, place: SourceRange)?

  private static let mostRules = 200

  mutating func add(_ result: Node, _ rules: SARIFRules) throws(Diagnostic) {
    guard case .map = result.content else { throw .notOfKind("a result of SARIF", at: result.range) }
    if let state = result["baselineState"]?.text {
      hasBaseline = true
      if state.hasBytes("new") { isNew += 1 }
      if state.hasBytes("absent") {
        fixed += 1
        return
      }
    }
    if SARIFTally.isSuppressed(result) {
      suppressed += 1
      return
    }
    let level = try SARIFTally.level(of: result, rules)
    levels[level, default: 0] += 1
    guard level != .none else { return }
    let rule = rules.rule(of: result)
    if let severity = rule?.severity, (0...10).contains(severity), worst.map({ $0.severity < severity }) ?? true {
      worst = (severity, result.range)
    }
    guard level == .error, let id = rules.id(result) ?? rule?.id, errorRules.count < SARIFTally.mostRules,
      seen.insert(Array(id.utf8)).inserted
    else { return }
    errorRules.append(Node(.text(id.shortened(to: 300)), at: result.range))
  }

  /// A result that is no failure has no level; otherwise its own counts, then the rule's.
  private static func level(of result: Node, _ rules: SARIFRules) throws(Diagnostic) -> SARIFLevel {
    if let kind = result["kind"]?.text, !kind.hasBytes("fail") { return .none }
    if let level = result["level"] { return try .read(level) }
    return try rules.level(of: result)
  }

  /// Suppressed where it says so at least once, and none of that is rejected or still under review.
  private static func isSuppressed(_ result: Node) -> Bool {
    let suppressions = result["suppressions"]?.elements ?? []
    return !suppressions.isEmpty
      && suppressions.allSatisfy { suppression in
        suppression["status"].map { $0.text?.hasBytes("accepted") == true } ?? true
      }
  }

  func describe(_ facts: inout Facts) {
    facts.set("errors", count: levels[.error] ?? 0)
    facts.set("warnings", count: levels[.warning] ?? 0)
    facts.set("notes", count: levels[.note] ?? 0)
    facts.set("without_level", count: levels[SARIFLevel.none] ?? 0)
    facts.set("suppressed", count: suppressed)
    if hasBaseline {
      facts.set("fixed", count: fixed)
      facts.set("new", count: isNew)
    }
    facts.set("error_rules", list: errorRules)
    facts.set("max_security_severity", number: worst?.severity, at: worst?.place)
  }
}
