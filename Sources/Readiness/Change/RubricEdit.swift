import Diagnostics

/// A change of a rubric between two reports: what it asks for, or by what it judges.
public struct RubricEdit: Sendable, Hashable {
  /// What was changed.
  public enum Aspect: String, Sendable, Hashable, CaseIterable {
    case rubricAdded = "rubric_added"
    case rubricRemoved = "rubric_removed"
    /// Anything at all: the digest of the resolved rubric is another, be it by its wording.
    case digest
    case threshold
    case parameter
    case ruleAdded = "rule_added"
    case ruleRemoved = "rule_removed"
    case ruleRenamed = "rule_renamed"
    case severity
    case weight
    case gates
    case maxAge = "max_age"
    case waivable
    case enforcedFrom = "enforced_from"
    /// The expressions of a rule.
    case criteria
  }

  /// The rubric's name.
  public var rubric: String
  /// The rule, where one was changed.
  public var rule: RuleReference?
  /// The parameter, where one was changed.
  public var parameter: String?
  /// What was changed.
  public var aspect: Aspect
  /// What it was; of a rule that was removed, its verdict.
  public var before: String?
  /// What it is; of a rule that was added, its verdict.
  public var after: String?
  /// Whether less is asked for than before.
  public var effect: TailoringNote.Effect
}

/// Which rubric of the earlier report is which of the later one: by name, and the first where several have one.
struct RubricMatching {
  struct Pair {
    var before: Int
    var after: Int
  }

  private(set) var pairs: [Pair] = []
  /// The rubrics that only one of the reports has.
  private(set) var edits: [RubricEdit] = []

  init(_ earlier: AssessmentSnapshot, _ later: AssessmentSnapshot) {
    var rest = Array(earlier.rubrics.indices)
    for (after, rubric) in later.rubrics.enumerated() {
      if let place = rest.firstIndex(where: { sameBytes(earlier.rubrics[$0].name, rubric.name) }) {
        pairs.append(Pair(before: rest.remove(at: place), after: after))
      } else {
        edits.append(
          RubricEdit(
            rubric: rubric.name, aspect: .rubricAdded, after: rubric.decision.rawValue, effect: .tightens))
      }
    }
    for before in rest {
      let rubric = earlier.rubrics[before]
      edits.append(
        RubricEdit(
          rubric: rubric.name, aspect: .rubricRemoved, before: rubric.decision.rawValue, effect: .loosens))
    }
  }
}

/// Which rule of the earlier report is which of the later one: by id, then by a former id.
struct RuleMatching {
  private(set) var pairs: [(before: Int, after: Int)] = []
  private(set) var added: [Int] = []
  private(set) var removed: [Int] = []

  init(_ earlier: [RuleSnapshot], _ later: [RuleSnapshot]) {
    let ids = ByteIndex(earlier.map(\.id))
    let current = ByteIndex(later.map(\.id))
    var formerIDs = ByteIndex([])
    for (index, rule) in earlier.enumerated() {
      for alias in rule.aliases { formerIDs.insert(alias, index) }
    }
    var taken = [Bool](repeating: false, count: earlier.count)
    for (after, rule) in later.enumerated() {
      // A rule that still has its id is nobody's former self.
      let former = rule.aliases.lazy.compactMap { ids[$0] }.first { current[earlier[$0].id] == nil }
      let candidates = [ids[rule.id], former, formerIDs[rule.id]]
      guard let before = candidates.compactMap(\.self).first(where: { !taken[$0] }) else {
        added.append(after)
        continue
      }
      taken[before] = true
      pairs.append((before, after))
    }
    removed = earlier.indices.filter { !taken[$0] }
  }
}

/// What a rubric that is in both reports changed in itself and in its rules.
struct RubricComparison {
  let name: String
  private(set) var edits: [RubricEdit] = []
  /// Whether the rubric is the same, down to its wording.
  let isSame: Bool
  /// The parameters with another value, as expressions read them: `params.<name>`.
  private(set) var changedParameters: [String] = []

  init(_ old: RubricSnapshot, _ new: RubricSnapshot, isSameGate: Bool) {
    name = new.name
    isSame = old.digest == new.digest
    guard !isSame else { return }
    add(.digest, old.digest.description, new.digest.description, .depends)
    // Another gate has another threshold, which is no change of the rubric.
    if isSameGate, old.threshold != new.threshold {
      add(
        .threshold, old.threshold.map(String.init), new.threshold.map(String.init), effect(old.threshold, new.threshold)
      )
    }
    compareParameters(
      old.parameters ?? [], new.parameters ?? [], areKnown: old.parameters != nil && new.parameters != nil)
  }

  private mutating func compareParameters(_ old: [NamedValue], _ new: [NamedValue], areKnown: Bool) {
    guard areKnown else { return }
    let (before, after) = (ByteIndex(old.map(\.name)), ByteIndex(new.map(\.name)))
    for parameter in old where after[parameter.name] == nil { note(parameter.name, parameter.value, nil) }
    for parameter in new {
      let earlier = before[parameter.name].map { old[$0].value }
      if let earlier, sameBytes(earlier, parameter.value) { continue }
      note(parameter.name, earlier, parameter.value)
    }
  }

  private mutating func note(_ parameter: String, _ before: String?, _ after: String?) {
    changedParameters.append("params.\(parameter)")
    edits.append(
      RubricEdit(
        rubric: name, parameter: parameter, aspect: .parameter, before: before, after: after, effect: .depends))
  }

  private mutating func add(
    _ aspect: RubricEdit.Aspect, _ before: String?, _ after: String?, _ effect: TailoringNote.Effect,
    of rule: RuleReference? = nil
  ) {
    edits.append(
      RubricEdit(rubric: name, rule: rule, aspect: aspect, before: before, after: after, effect: effect))
  }

  mutating func add(_ rule: RuleReference, _ snapshot: RuleSnapshot) {
    add(.ruleAdded, nil, snapshot.verdict.rawValue, .tightens, of: rule)
  }

  mutating func remove(_ rule: RuleReference, _ snapshot: RuleSnapshot) {
    add(.ruleRemoved, snapshot.verdict.rawValue, nil, .loosens, of: rule)
  }

  /// Notes what is asked for otherwise in a rule.
  mutating func compare(_ old: RuleSnapshot, _ new: RuleSnapshot, _ rule: RuleReference) {
    guard !isSame else { return }
    if !sameBytes(old.id, new.id) { add(.ruleRenamed, old.id, new.id, .depends, of: rule) }
    if old.severity != new.severity {
      add(
        .severity, old.severity.rawValue, new.severity.rawValue, new.severity < old.severity ? .loosens : .tightens,
        of: rule)
    }
    if old.weight != new.weight { add(.weight, String(old.weight), String(new.weight), .depends, of: rule) }
    if old.gates != new.gates { add(.gates, old.gates.text, new.gates.text, effect(old.gates, new.gates), of: rule) }
    if old.isWaivable != new.isWaivable {
      add(
        .waivable, old.isWaivable ? "yes" : "no", new.isWaivable ? "yes" : "no", new.isWaivable ? .loosens : .tightens,
        of: rule)
    }
    guard let before = old.criteria, let after = new.criteria else { return }
    if before != after { add(.criteria, before.description, after.description, .depends, of: rule) }
    if old.maxAge != new.maxAge {
      add(
        .maxAge, old.maxAge.map(String.init), new.maxAge.map(String.init),
        (new.maxAge ?? .max) > (old.maxAge ?? .max) ? .loosens : .tightens, of: rule)
    }
  }

  /// Notes that a rule counts from another day on than was announced.
  mutating func announce(_ rule: RuleReference, from before: String?, to after: String?) {
    let isLater =
      switch (before, after) {
      case (_, nil): false
      case (nil, _): true
      case (let before?, let after?): before.utf8.lexicographicallyPrecedes(after.utf8)
      }
    add(.enforcedFrom, before, after, isLater ? .loosens : .tightens, of: rule)
  }

  private func effect(_ old: Int?, _ new: Int?) -> TailoringNote.Effect {
    guard let old, let new else { return .depends }
    return new < old ? .loosens : .tightens
  }

  private func effect(_ old: RequiredLevels, _ new: RequiredLevels) -> TailoringNote.Effect {
    let steps = Gate.allCases.map { (rank(old.level(at: $0)), rank(new.level(at: $0))) }
    if steps.contains(where: { $0.1 < $0.0 }) { return .loosens }
    return steps.contains { $0.1 > $0.0 } ? .tightens : .depends
  }

  private func rank(_ level: Level?) -> Int {
    switch level {
    case nil: 0
    case .claimed: 1
    case .verified: 2
    }
  }
}

extension RequiredLevels {
  /// The levels as rubrics write them, such as `mvp claimed, production verified`.
  fileprivate var text: String {
    Gate.allCases.compactMap { gate in self[gate].map { "\(gate.rawValue) \($0.rawValue)" } }.joined(separator: ", ")
  }
}
