import ArgumentParser
import Builtins
import CEL
import Diagnostics
import Documents
import Readiness
import Reports

/// `gonogo assess`: the main job, end to end.
struct Assess: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Judge a project: is it ready for its next gate?",
    discussion: """
      Finds gonogo.yaml and the artifacts below PATH, judges them by a rubric, prints the result, and ends with 0 where \
      the gate is passed and 1 where it is not.
      """)

  @OptionGroup var options: ProjectOptions

  @OptionGroup var frameworks: FrameworkOptions

  @Flag(name: .long, help: "A conditional go does not pass either.")
  var strict = false

  @Option(
    name: .long, help: ArgumentHelp("Tell what changed since an earlier report, as --json wrote it.", valueName: "path")
  )
  var baseline: String?

  @OptionGroup var reports: ReportOptions

  @Flag(name: .long, help: "Say on standard error where the time went.")
  var timings = false

  func run(in surroundings: Surroundings) -> ExitStatus {
    var timings = Timings(surroundings)
    if let twice = reports.outputTwice {
      surroundings.complain([.outputTwice(twice)])
      return .usage
    }
    let theme: Theme?
    do {
      theme = try reports.theme.map { path throws(DiagnosticsError) in try ThemeFile(path).theme() }
    } catch {
      surroundings.complain(error.diagnostics)
      return .input(error.diagnostics)
    }
    let judging = Judging(
      command: "assess", options: options, frameworks: frameworks, isStrict: strict, baseline: baseline)
    switch judging.judge(in: surroundings, &timings) {
    case .failure(let status): return status
    case .success(let judged):
      let status = judged.status.or(
        write(judged.assessment, theme, isManifestRead: judged.isManifestRead, in: surroundings))
      timings.mark("reports")
      if self.timings { surroundings.complain(timings.table) }
      surroundings.keep([judged])
      return judged.assessment.outcome == .passed ? status : status.or(.notPassed)
    }
  }

  /// Makes all reports beside each other, and writes those that go to files.
  private func write(
    _ assessment: Assessment, _ theme: Theme?, isManifestRead: Bool, in surroundings: Surroundings
  ) -> ExitStatus {
    // Files that the command line names are named from where it stands.
    let outside = options.rubrics.rubric + frameworks.framework + (baseline.map { [$0] } ?? [])
    let paths = reports.pathPrefix.flatMap { RepositoryPaths(folder: $0.path, outside: outside) } ?? .project
    let settings = ReportFormat.Settings(
      theme: { theme ?? Builtins.theme }, dialect: reports.junitDialect, paths: paths)
    var requests = reports.requested.map { ReportRequest(path: $0.path, reporter: $0.format.reporter(settings)) }
    let printsResult = !requests.contains(where: \.isPrinted)
    if printsResult, isManifestRead {
      let console = ConsoleReporter(color: surroundings.usesColor, width: surroundings.width)
      requests.append(ReportRequest(path: OutputFile.standardOutput, reporter: console))
    }
    var status = ExitStatus.passed
    for outcome in concurrently(requests.map { request in { request.outcome(of: assessment) } }) {
      surroundings.complain(outcome.diagnostics)
      status = status.or(outcome.status)
      if let printed = outcome.printed { status = status.or(surroundings.printed(printed)) }
    }
    guard printsResult, !isManifestRead else { return status }
    // That all that the rubric demands is missing then would only hide what is wrong, which was just said.
    return status.or(surroundings.print("\(assessment.decision.rawValue): nothing was judged, without a manifest"))
  }
}

/// A report that was asked for, and where it goes.
private struct ReportRequest: Sendable {
  var path: String
  var reporter: any Reporter
  var isPrinted: Bool { path == OutputFile.standardOutput }

  /// What became of a report: complaints, and the bytes that are still to be printed.
  struct Outcome: Sendable {
    var status = ExitStatus.passed
    var diagnostics: [Diagnostic] = []
    var printed: [UInt8]?
  }

  /// Makes the report and, unless it is printed, writes it.
  func outcome(of assessment: Assessment) -> Outcome {
    if isPrinted {
      do {
        return Outcome(printed: try reporter.report(assessment))
      } catch {
        return Outcome(status: .software, diagnostics: error.diagnostics)
      }
    }
    do {
      try OutputFile(path: path).write { output throws(DiagnosticsError) in try reporter.write(assessment, to: output) }
      return Outcome()
    } catch {
      return Outcome(status: error.status, diagnostics: error.diagnostics)
    }
  }
}

/// A word as a shell reads it back.
func shellQuoted(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy {
    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_")].contains($0)
  }
  if isPlain, !word.isEmpty { return word }
  return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

extension Diagnostic {
  static func noGate(_ manifest: Manifest) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.no-gate", "the manifest names no gate, and none was asked for",
      at: manifest.facts.entry("project")?.keyRange ?? manifest.file.whole,
      fix: "state `project.gate`, or use --gate \(Gate.allCases.map(\.rawValue).joined(separator: "|"))")
  }

  static func undecidedGate(_ rubric: Rubric, _ gate: Gate) -> Diagnostic {
    let gates = Gate.allCases.filter { rubric.thresholds[$0] != nil }.map(\.rawValue)
    return Diagnostic(
      .error, id: "usage.undecided-gate", "the rubric '\(rubric.name)' does not decide the gate '\(gate.rawValue)'",
      at: rubric.place, notes: [Note("it decides: \(gates.joined(separator: ", "))")])
  }

  static func outputTwice(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.output-twice",
      path == OutputFile.standardOutput
        ? "only one report can go to standard output" : "two reports cannot go to the same file, '\(path)'")
  }
}
