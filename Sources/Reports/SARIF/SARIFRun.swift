import CEL
import Diagnostics
import Readiness

/// The one run of a SARIF file in the making. Results name rules by their positions among the rules that are described, so
/// that both come from the same list.
struct SARIFRun {
  /// A rule that the run has a result for.
  struct Entry {
    var rubric: Int
    var rule: RuleAssessment
    var level: FindingLevel
  }

  /// GitHub refuses more than 25,000 results, and shows 5,000 of them.
  static let resultLimit = 5_000

  let assessment: Assessment
  let profile: SARIFReporter.Profile
  let paths: RepositoryPaths
  let json: JSONWriter
  let names: RuleNames
  let fingerprints = LineFingerprints()
  let entries: [Entry]
  /// Mistakes in an input that are results too: where only what stands open is shown, nobody reads notifications.
  let mistakes: [Diagnostic]
  /// The frameworks' controls that rules serve; none where only what stands open is shown, since the services that show it
  /// leave taxonomies out.
  let taxonomies: SARIFTaxonomies
  private let leftOut: Int

  init(
    _ assessment: Assessment, _ profile: SARIFReporter.Profile, _ paths: RepositoryPaths, _ json: JSONWriter
  ) {
    self.assessment = assessment
    self.profile = profile
    self.paths = paths
    self.json = json
    names = RuleNames(assessment)
    switch profile {
    case .open:
      let errors = assessment.diagnostics.filter { $0.severity == .error }
      taxonomies = .none
      mistakes = Array(errors.prefix(Self.resultLimit / 10))
      let open = OpenDemands(assessment).demands
      entries = open.prefix(Self.resultLimit - mistakes.count).map { demand in
        Entry(
          rubric: demand.rubric, rule: assessment.rubrics[demand.rubric].rules[demand.rule], level: demand.level)
      }
      leftOut = open.count - entries.count + errors.count - mistakes.count
    case .full:
      taxonomies = SARIFTaxonomies(assessment)
      mistakes = []
      entries = assessment.rubrics.enumerated().flatMap { number, rubric in
        rubric.rules.map { rule in
          Entry(rubric: number, rule: rule, level: FindingLevel(rule, of: rubric, in: assessment))
        }
      }
      leftOut = 0
    }
  }

  func document() {
    json.object {
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.array("runs", [self]) { $0.run() }
    }
  }

  private func run() {
    json.object {
      json.object("tool") { json.object("driver") { driver() } }
      json.array("invocations", [self]) { $0.invocation() }
      // What stands before the last slash is the category by which a service tells uploads apart.
      json.line("automationDetails") { json.member("id", "gonogo/\(assessment.gate.rawValue)/") }
      json.member("columnKind", "unicodeCodePoints")
      if profile == .full { artifacts() }
      taxonomyComponents()
      results()
      json.object("properties") { properties() }
    }
  }

  private func invocation() {
    json.object {
      json.member("executionSuccessful", assessment.outcome != .broken)
      // Of a broken run the reports do not know which status it ends with.
      if assessment.outcome != .broken { json.member("exitCode", assessment.outcome == .passed ? 0 : 1) }
      json.member("exitCodeDescription", assessment.decision.rawValue)
      json.array("toolExecutionNotifications", Array(assessment.diagnostics.prefix(1_000))) { diagnostic in
        json.object {
          json.line("descriptor") { json.member("id", oneLine(diagnostic.id, limit: 200)) }
          json.member("level", diagnostic.severity.rawValue)
          message(diagnostic.message + (diagnostic.fix.map { "; \($0)" } ?? ""))
          if let place = diagnostic.place { json.array("locations", [spot(place)]) { location($0) } }
        }
      }
    }
  }

  /// Every file that something was read from, once, with its digest.
  private func artifacts() {
    var files: [(path: String, digest: Digest)] = []
    var seen: Set<String> = []
    for entry in assessment.evidence.entries where seen.insert(entry.place.file.path).inserted {
      files.append((entry.place.file.path, entry.digest))
    }
    for input in assessment.provenance.inputs where seen.insert(input.path).inserted {
      files.append((input.path, input.digest))
    }
    json.array("artifacts", files) { file in
      json.object {
        json.line("location") { json.member("uri", address(paths.path(file.path))) }
        json.line("hashes") { json.member("sha-256", file.digest.hex) }
      }
    }
  }

  private func properties() {
    json.member("project", oneLine(assessment.project.name, limit: 200))
    json.member("gate", assessment.gate.rawValue)
    json.member("asOf", assessment.asOf.description)
    json.member("decision", assessment.decision.rawValue)
    json.member("reason", oneLine(assessment.reason, limit: 1_000))
    json.member("outcome", assessment.outcome.rawValue)
    json.member("strict", assessment.isStrict)
    json.array("rubrics", assessment.rubrics) { rubric in
      json.line {
        json.member("name", oneLine(rubric.name, limit: 200))
        json.member("digest", rubric.digest.description)
        json.member("decision", rubric.decision.rawValue)
        json.member("score", rubric.scores.score?.shown)
        json.member("threshold", rubric.threshold)
      }
    }
    json.member("assessmentDigest", assessment.provenance.assessmentDigest?.description)
    if leftOut > 0 { json.member("leftOut", leftOut) }
  }
}

extension SARIFRun {
  /// A message of plain text, in which nothing of a text from outside is a link or markup.
  func message(_ text: String) {
    json.line("message") { json.member("text", plain(text)) }
  }

  /// Square brackets make links in SARIF's messages.
  func plain(_ text: String) -> String {
    let line = oneLine(text, limit: 1_000)
    guard line.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) else { return line }
    var bytes: [UInt8] = []
    for byte in line.utf8 {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func address(_ path: String) -> String {
    fileAddress(path.isEmpty ? paths.path(assessment.manifestPath) : path)
  }

  /// A place as SARIF writes it: line and column from 1, the end exclusive.
  struct Spot: Hashable {
    var path: String
    var start: SourcePosition
    var end: SourcePosition
  }

  /// A place, or the first line of the manifest where there is none. One without columns is its line's beginning: services
  /// want all four numbers.
  func spot(_ place: SourceRange?) -> Spot {
    let start = place?.start ?? SourcePosition(line: 1, column: 1)
    var end = place?.end ?? start
    if profile == .open, end.line > start.line {
      // A finding is shown beside a change only where all of its lines are changed.
      let length = place?.file.line(start.line)?.unicodeScalars.count ?? 0
      end = SourcePosition(line: start.line, column: max(start.column, length + 1))
    }
    return Spot(path: place.map { paths.path(of: $0.file) } ?? "", start: start, end: end)
  }

  func location(_ spot: Spot) {
    json.object {
      json.object("physicalLocation") {
        json.line("artifactLocation") { json.member("uri", address(spot.path)) }
        json.line("region") {
          json.member("startLine", spot.start.line)
          json.member("startColumn", spot.start.column)
          json.member("endLine", spot.end.line)
          json.member("endColumn", spot.end.column)
        }
      }
    }
  }

  /// The first so many of some things, each once: what the schema asks for.
  func unique<Element: Hashable>(_ elements: [Element], limit: Int) -> [Element] {
    var unique: [Element] = []
    for element in elements where unique.count < limit && !unique.contains(element) { unique.append(element) }
    return unique
  }
}
