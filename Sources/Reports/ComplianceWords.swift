import Readiness

// The words in which reports speak of frameworks. Nothing is ever worded 'compliant'.

extension ControlAssessment.Status {
  /// The status as people read it.
  var words: String {
    switch self {
    case .notMet: "not met"
    case .notAssessed: "not assessed"
    case .statedOnly: "stated only"
    case .evidenced: "evidenced"
    case .notApplicable: "not applicable"
    }
  }
}

extension Control.Coverage {
  /// How much of a control its rules can tell, in words.
  var words: String {
    switch self {
    case .full: "all of it"
    case .partial: "part of it"
    case .none: "nothing of it"
    }
  }
}

extension LegalStatus {
  /// What it is by law on the day of the assessment.
  func words(as state: State) -> String {
    switch state {
    case .voluntary: "voluntary"
    case .inForce: from.map { "in force since \($0)" } ?? "in force"
    case .future: from.map { "not in force before \($0)" } ?? "not in force yet"
    case .superseded:
      "no longer in force" + (until.map { " since \($0)" } ?? "") + (replacedBy.map { "; replaced by \($0)" } ?? "")
    }
  }
}

extension FrameworkAssessment {
  /// Whether its controls were held against the project.
  var isHeld: Bool { applicability == .binds || applicability == .named }

  /// Why it was held against the project.
  var reason: String {
    switch applicability {
    case .binds: "It binds the project by what the manifest states."
    case .named: "The project asked to be held against it."
    case .unknown, .undecided, .doesNotApply: ""
    }
  }

  /// What would tell whether it applies, where that is not known.
  var missing: String? {
    switch applicability {
    case .unknown(let paths): "To find out, state \(paths.joined(separator: ", "))."
    case .undecided(let reason): "It could not be found out: \(reason)."
    case .binds, .named, .doesNotApply: nil
    }
  }

  /// How many controls have which status, in words.
  var countsInWords: String {
    let counts = ControlAssessment.Status.allCases.compactMap { status in
      let count = count(status)
      return count > 0 ? "\(count) \(status.words)" : nil
    }
    let uncovered = controls.count { $0.control.coverage == .none && $0.status != .notApplicable }
    let rest = uncovered > 0 ? "; no demand can speak to \(uncovered) of them" : ""
    return "Of \(counted(controls.count, "control")): \(counts.joined(separator: ", "))\(rest)."
  }
}
