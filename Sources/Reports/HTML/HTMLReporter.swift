import CEL
public import Diagnostics
public import Readiness

/// The report for leadership, with the appendix for the team and the auditor: one self-contained page that fetches
/// nothing, prints, and is complete without its script.
public struct HTMLReporter: Reporter {
  /// Its name on the command line.
  public let format = "html"
  /// What the report is for, in one line.
  public let summary = "One page for the people who decide, with everything that it rests on below; a single file"

  private let theme: Theme

  /// A reporter that looks and speaks as a theme says.
  public init(theme: Theme) {
    self.theme = theme
  }

  /// The report as UTF-8.
  public func report(_ assessment: Assessment) throws(DiagnosticsError) -> [UInt8] {
    let style = try InlineAsset(.style, theme.css)
    let script = try InlineAsset(.script, theme.script)
    let page = ReportPage(assessment, theme: theme)
    return HTMLWriter.document(
      tag(.html, .with(.lang, "en")) {
        head(page, style: style, script: script)
        tag(.body) {
          tag(.a, .class("skip"), .href(Link(anchor: "rules"))) { "Skip to every demand" }
          tag(.main) {
            page.sheet
            page.appendix
          }
          HTMLNode.asset(script)
        }
      })
  }

  private func head(_ page: ReportPage, style: InlineAsset, script: InlineAsset) -> HTMLNode {
    tag(.head) {
      HTMLNode.void(.meta, [.with(.charset, "utf-8")])
      HTMLNode.void(.meta, [.with(.httpEquiv, "Content-Security-Policy"), .with(.content, policy(style, script))])
      HTMLNode.void(.meta, [.with(.name, "viewport"), .with(.content, "width=device-width, initial-scale=1")])
      HTMLNode.void(.meta, [.with(.name, "color-scheme"), .with(.content, "light dark")])
      HTMLNode.void(.meta, [.with(.name, "referrer"), .with(.content, "no-referrer")])
      tag(.title) { HTMLNode.text(page.title) }
      // Without it a browser asks for /favicon.ico.
      HTMLNode.void(.link, [.with(.rel, "icon"), HTMLAttribute.href(.noIcon)])
      HTMLNode.asset(style)
    }
  }

  /// Exactly the style and the script of this page run; nothing is fetched, nothing is sent.
  private func policy(_ style: InlineAsset, _ script: InlineAsset) -> String {
    "default-src 'none'; style-src \(style.policySource); script-src \(script.policySource); img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }
}

/// One page in the making: what is shown, in which words, and what each place in it is called.
struct ReportPage {
  let assessment: Assessment
  let theme: Theme
  /// For each rubric, the names of its rules' places in the page.
  let ruleAnchors: [[String]]

  init(_ assessment: Assessment, theme: Theme) {
    self.assessment = assessment
    self.theme = theme
    // An id that is plain makes an address that can be handed on; any other is replaced by its number.
    var taken: Set<[UInt8]> = []
    var anchors: [[String]] = []
    for (number, rubric) in assessment.rubrics.enumerated() {
      var names: [String] = []
      for (index, rule) in rubric.rules.enumerated() {
        let id = rule.rule.id
        let plain = "rule-" + (assessment.rubrics.count > 1 ? "\(rubric.name)-\(id)" : id)
        let isPlain = plain.utf8.count <= 100 && plain.utf8.allSatisfy(isPlainIDByte)
        let name = isPlain && !taken.contains(Array(plain.utf8)) ? plain : "rule-\(number + 1)-\(index + 1)"
        taken.insert(Array(name.utf8))
        names.append(name)
      }
      anchors.append(names)
    }
    ruleAnchors = anchors
  }

  /// The page's title: what a director reads in a list of tabs or files.
  var title: String {
    "\(assessment.decision.rawValue): \(excerpt(assessment.project.name, 120)), \(gateTitle), \(day)"
  }

  var day: String { assessment.asOf.dayInWords }
  var gateTitle: String { "\(assessment.gate.title) gate" }
  var hasSeveralRubrics: Bool { assessment.rubrics.count > 1 }

  func ruleLink(_ rubric: Int, _ rule: Int) -> Link { Link(anchor: ruleAnchors[rubric][rule]) }

  /// The name of an evidence entry's place in the page.
  func evidenceAnchor(_ entry: Int) -> String { "evidence-\(entry + 1)" }
}

private func isPlainIDByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
  default: false
  }
}
