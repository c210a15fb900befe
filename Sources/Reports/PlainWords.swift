import Readiness

// The words in which reports speak to people. A verdict keeps its own name, so that one search finds rule, report and
// document; everything else is said in plain words. Nothing here decides anything.

extension Verdict {
  /// The verdict's own name, as people read it.
  var word: String {
    switch self {
    case .notApplicable: "not applicable"
    default: rawValue
    }
  }

  /// What the verdict says, as a sentence.
  var meaning: String {
    switch self {
    case .upcoming: "This is asked for at a later gate."
    case .error: "This could not be evaluated."
    case .notApplicable: "This does not apply to the project."
    case .missing: "What is asked for is neither stated nor shown."
    case .insufficient: "What is stated or shown is not enough."
    case .contradicted: "The manifest states it, and the evidence says otherwise."
    case .verified: "Fresh evidence shows it."
    case .claimed: "The manifest states it; no evidence proves it."
    }
  }
}

extension Level {
  /// What a gate asks for.
  var demand: String {
    switch self {
    case .claimed: "stated in the manifest"
    case .verified: "proved by evidence"
    }
  }
}

extension Effort {
  var words: String { "\(rawValue) effort" }
}

extension Gate {
  /// The gate's name as a heading has it.
  var title: String {
    switch self {
    case .kickoff: "Kick-off"
    case .poc: "Proof of concept"
    case .mvp: "Minimum viable product"
    case .production: "Production"
    case .operate: "Operation"
    }
  }
}

extension WaiverStatus.State {
  var words: String {
    switch self {
    case .covering: "in force"
    case .unused: "unused"
    case .notInForce: "not in force"
    case .invalid: "invalid, covers nothing"
    case .unknownRule: "names no rule of this run"
    }
  }
}

extension SignoffStatus.State {
  var words: String {
    switch self {
    case .standing: "stands"
    case .onOtherEvidence: "given on other evidence"
    case .stale: "stale: what was signed has changed since"
    case .otherGate: "for another gate"
    case .inFuture: "dated after this assessment"
    case .invalid: "invalid"
    }
  }
}

extension TailoringNote.Effect {
  var words: String {
    switch self {
    case .loosens: "asks for less"
    case .tightens: "asks for more"
    case .depends: "depends on the project"
    }
  }
}

extension EvidenceUse.Standing {
  var words: String {
    switch self {
    case .fresh: "fresh"
    case .stale: "stale, cannot prove"
    case .otherModelVersion: "of another model version, proves nothing"
    }
  }
}

/// `1 demand`, `2 demands`.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  count == 1 ? "1 \(one)" : "\(grouped(count)) \(many ?? one + "s")"
}

/// The first so many scalars of a text, with a mark where it was cut.
func excerpt(_ text: String, _ limit: Int) -> String {
  guard let end = cut(text, limit) else { return text }
  return String(text.unicodeScalars[..<end]) + "…"
}

/// Where a text has to be cut to have so many scalars; nil where it has no more.
func cut(_ text: String, _ limit: Int) -> String.Index? {
  if text.utf8.count <= limit { return nil }
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return nil }
  return end
}
