/// The formats that a report can have, by their names on the command line. A new one is listed here, and nowhere else.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  // For people and their teams, for CI servers, for programs and auditors: the order in which they are named to users.
  case html
  case console
  case markdown
  case badge
  case junit
  case github
  case codeQuality = "code-quality"
  case sarif
  case sarifFull = "sarif-full"
  case json
  case csv
  case oscal

  /// Whether it is among those that take longest to make: where reports are made beside each other, they begin first.
  public var takesLong: Bool {
    switch self {
    case .html, .json, .oscal, .sarif, .sarifFull: true
    case .console, .markdown, .badge, .junit, .github, .codeQuality, .csv: false
    }
  }

  /// What reporters are told beside the assessment.
  public struct Settings: Sendable {
    /// How the HTML page looks and speaks; asked for only where there is a page.
    public var theme: @Sendable () -> Theme
    /// What the JUnit file may hold.
    public var dialect: JUnitReporter.Dialect

    /// How files are named to services that show findings beside them.
    public var paths: RepositoryPaths

    /// Settings.
    public init(
      theme: @escaping @Sendable () -> Theme, dialect: JUnitReporter.Dialect = .strict,
      paths: RepositoryPaths = .project
    ) {
      self.theme = theme
      self.dialect = dialect
      self.paths = paths
    }
  }

  /// The reporter that writes it.
  public func reporter(_ settings: Settings) -> any Reporter {
    switch self {
    case .html: HTMLReporter(theme: settings.theme())
    case .console: ConsoleReporter()
    case .markdown: MarkdownReporter()
    case .badge: BadgeReporter()
    case .junit: JUnitReporter(dialect: settings.dialect, paths: settings.paths)
    case .github: GitHubReporter(paths: settings.paths)
    case .codeQuality: CodeQualityReporter(paths: settings.paths)
    case .sarif: SARIFReporter(paths: settings.paths)
    case .sarifFull: SARIFReporter(profile: .full, paths: settings.paths)
    case .json: JSONReporter()
    case .csv: CSVReporter()
    case .oscal: OSCALReporter()
    }
  }
}
