/// The formats that a report can have, by their names on the command line. A new one is listed here, and nowhere else.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  // Those that take longest to make stand first, as reports are made beside each other.
  case html
  case json
  case oscal
  case sarifFull = "sarif-full"
  case junit
  case csv
  case sarif
  case markdown
  case codeQuality = "code-quality"
  case github
  case console
  case badge

  /// What reporters are told beside the assessment.
  public struct Settings: Sendable {
    /// How the HTML page looks and speaks; asked for only where there is a page.
    public var theme: @Sendable () -> Theme
    /// What the JUnit file may hold.
    public var dialect: JUnitReporter.Dialect

    /// Settings.
    public init(theme: @escaping @Sendable () -> Theme, dialect: JUnitReporter.Dialect = .strict) {
      self.theme = theme
      self.dialect = dialect
    }
  }

  /// The reporter that writes it.
  public func reporter(_ settings: Settings) -> any Reporter {
    switch self {
    case .html: HTMLReporter(theme: settings.theme())
    case .json: JSONReporter()
    case .oscal: OSCALReporter()
    case .sarifFull: SARIFReporter(profile: .full)
    case .junit: JUnitReporter(dialect: settings.dialect)
    case .csv: CSVReporter()
    case .sarif: SARIFReporter()
    case .markdown: MarkdownReporter()
    case .codeQuality: CodeQualityReporter()
    case .github: GitHubReporter()
    case .console: ConsoleReporter()
    case .badge: BadgeReporter()
    }
  }
}
