import Diagnostics
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

extension Assessment {
  /// Of the frameworks of which it is not known whether they apply: what would tell, in one sentence for all of them; and
  /// which of them it could not be found out for. Titles are the frameworks' own and have still to be made inert.
  var openFrameworks: [String] {
    var sentences: [String] = []
    var titles: [String] = []
    var paths: [String] = []
    for assessed in compliance {
      guard case .unknown(let missing) = assessed.applicability else { continue }
      titles.append(excerpt(assessed.framework.title, 60))
      for path in missing where !paths.contains(where: { sameBytes($0, path) }) { paths.append(path) }
    }
    if !titles.isEmpty {
      sentences.append(
        "It is not known whether the project is bound by \(few(titles, 6)). To find out, state "
          + "\(few(paths.map { excerpt($0, 80) }, 6)) in the manifest.")
    }
    for assessed in compliance {
      guard case .undecided(let reason) = assessed.applicability else { continue }
      sentences.append(
        "It could not be found out whether the project is bound by \(excerpt(assessed.framework.title, 60)): "
          + "\(excerpt(reason, 200)).")
    }
    return Array(sentences.prefix(3))
  }

  /// The first of some names, and how many there are besides.
  private func few(_ names: [String], _ limit: Int) -> String {
    let more = names.count - limit
    return names.prefix(limit).joined(separator: ", ") + (more > 0 ? " and \(grouped(more)) more" : "")
  }
}
