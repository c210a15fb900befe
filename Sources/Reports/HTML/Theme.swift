public import Readiness

/// What an organisation may change about the HTML report: its name, logo, colours and words. A plain value; the executable
/// makes it from `templates/report/`, and from the file that `--theme` names.
public struct Theme: Sendable {
  /// A wording that a theme may change; the raw value is its name under `words:` in `theme.yaml`.
  public enum Word: String, Sendable, Hashable, CaseIterable {
    case report
    case actions
    case areas
    case promises
    case business
    case risks
    case record
    case scale
    case change
    case rules
    case compliance
    case score
    case evidence
    case waivers
    case tailoring
    case absences
    case diagnostics
    case provenance
    case disclaimer

    /// The wording where a theme states none.
    public var standard: String {
      switch self {
      case .report: "Readiness report"
      case .actions: "What to do"
      case .areas: "Areas, weakest first"
      case .promises: "Promises and proof"
      case .business: "The case"
      case .risks: "Accepted risks"
      case .record: "Decision record"
      case .scale: "On the published scale"
      case .change: "What changed"
      case .rules: "Every demand"
      case .compliance: "Compliance"
      case .score: "How the score was worked out"
      case .evidence: "Evidence register"
      case .waivers: "Waiver register"
      case .tailoring: "Tailoring"
      case .absences: "Values that say nothing"
      case .diagnostics: "Diagnostics"
      case .provenance: "Provenance"
      case .disclaimer: "The tool recommends; a person decides."
      }
    }
  }

  /// Who gives the report; shown in its head where it is not empty.
  public var organisation: String
  /// The picture in its head.
  public var logo: Logo?
  /// The colours that differ from those of the style sheet.
  public var colours = ThemeColours()
  /// The files that it was made from where it is an organisation's own: the same report needs the same theme.
  public var inputs: [Provenance.Input] = []
  /// The style sheet.
  public var css: String
  /// The script. The report is complete without it.
  public var script: String
  /// The wordings that differ from the standard.
  public var words: [Word: String]

  /// A theme.
  public init(css: String, script: String, organisation: String = "", words: [Word: String] = [:]) {
    self.css = css
    self.script = script
    self.organisation = organisation
    self.words = words
  }

  /// The wording for a place.
  public subscript(word: Word) -> String { words[word] ?? word.standard }
}
