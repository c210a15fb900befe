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

  /// Writes the report, UTF-8.
  public func write(_ assessment: Assessment, to output: ReportOutput) throws(DiagnosticsError) {
    let style = try InlineAsset(.style, theme.css + theme.colours.css)
    let script = try InlineAsset(.script, theme.script)
    let page = ReportPage(assessment, theme: theme, output: output)
    page.whole(style: style, script: script)
    page.finish()
  }
}

extension ReportPage {
  fileprivate func whole(style: InlineAsset, script: InlineAsset) {
    document {
      tag(.html, .with(.lang, "en")) {
        head(style: style, script: script)
        tag(.body) {
          tag(.a, .class("skip"), .href(Link(anchor: "rules"))) { text("Skip to every demand") }
          tag(.main) {
            sheet()
            appendix()
          }
          asset(script)
        }
      }
    }
  }

  private func head(style: InlineAsset, script: InlineAsset) {
    tag(.head) {
      void(.meta, .with(.charset, "utf-8"))
      void(.meta, .with(.httpEquiv, "Content-Security-Policy"), .with(.content, policy(style, script)))
      void(.meta, .with(.name, "viewport"), .with(.content, "width=device-width, initial-scale=1"))
      void(.meta, .with(.name, "color-scheme"), .with(.content, "light dark"))
      void(.meta, .with(.name, "referrer"), .with(.content, "no-referrer"))
      tag(.title) { text(title) }
      // Without it a browser asks for /favicon.ico.
      void(.link, .with(.rel, "icon"), .href(.noIcon))
      asset(style)
    }
  }

  /// Exactly the style and the script of this page run; nothing is fetched, nothing is sent.
  private func policy(_ style: InlineAsset, _ script: InlineAsset) -> String {
    "default-src 'none'; style-src \(style.policySource); script-src \(script.policySource); img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }
}
