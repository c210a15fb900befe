extension TailoringNote {
  /// What an adjustment changed in a rule; nil where it changed nothing.
  init?(from: String, before: Rule, after: Rule, reason: String) {
    var changes: [String] = []
    var effects: [Effect] = []
    if before.severity != after.severity {
      changes.append("severity: \(before.severity.rawValue) → \(after.severity.rawValue)")
      effects.append(after.severity < before.severity ? .loosens : .tightens)
    }
    if before.weight != after.weight {
      changes.append("weight: \(before.weight) → \(after.weight)")
      // A lighter rule pulls less on the score when it is unmet, and lifts it less when it is met.
      effects.append(.depends)
    }
    if before.gates != after.gates {
      changes.append("gates: \(before.levelsText) → \(after.levelsText)")
      effects.append(
        contentsOf: Gate.allCases.compactMap { gate in
          let (old, new) = (rank(before.requiredLevel(at: gate)), rank(after.requiredLevel(at: gate)))
          return old == new ? nil : new < old ? .loosens : .tightens
        })
    }
    if before.maxAge != after.maxAge {
      changes.append("max_age: \(days(before.maxAge)) → \(days(after.maxAge))")
      effects.append((after.maxAge ?? .max) > (before.maxAge ?? .max) ? .loosens : .tightens)
    }
    guard !changes.isEmpty else { return nil }
    // One loosening is enough to be called so; readers look for what was made easier.
    let effect: Effect = effects.contains(.loosens) ? .loosens : effects.contains(.depends) ? .depends : .tightens
    self.init(from: from, subject: after.id, change: changes.joined(separator: "; "), reason: reason, effect: effect)
  }
}

extension Rule {
  /// The levels as rubrics write them, such as `mvp claimed, production verified`.
  public var levelsText: String {
    Gate.allCases.compactMap { gate in self.gates[gate].map { "\(gate.rawValue) \($0.rawValue)" } }
      .joined(separator: ", ")
  }
}

private func rank(_ level: Level?) -> Int {
  switch level {
  case nil: 0
  case .claimed: 1
  case .verified: 2
  }
}

private func days(_ nanoseconds: Int64?) -> String {
  nanoseconds.map { "\($0 / 86_400_000_000_000) days" } ?? "none"
}
