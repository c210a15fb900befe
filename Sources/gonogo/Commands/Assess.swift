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

  @OptionGroup var reports: ReportOptions

  @Flag(name: .long, help: "Say on standard error where the time went.")
  var timings = false

  func run(in surroundings: Surroundings) -> ExitStatus {
    var timings = Timings(surroundings)
    var status = ExitStatus.passed
    if let twice = reports.outputTwice {
      surroundings.complain([.outputTwice(twice)])
      return .usage
    }
    do {
      timings.mark("start")
      let loader = options.limits.loader(options.path)
      let (shelf, opened) = try open(loader, &timings)
      let (compiled, project) = prepare(shelf, opened, loader, &timings)
      status = status.or(compiled.status).or(project.status)
      guard
        let gate = options.gate ?? project.manifest.gate
          ?? (project.status == .passed ? nil : compiled.rubrics.earliestGate)
      else {
        surroundings.complain(compiled.diagnostics + project.diagnostics + [.noGate(project.manifest)])
        return status.or(.usage)
      }
      guard let now = options.asOf ?? surroundings.now() else { return .software }
      if let undecided = compiled.rubrics.first(where: { $0.rubric.thresholds[gate] == nil }) {
        surroundings.complain(compiled.diagnostics + project.diagnostics + [.undecidedGate(undecided.rubric, gate)])
        return status.or(.usage)
      }
      let held: FrameworkOptions.Chosen
      do {
        held = try frameworks.chosen(from: shelf)
      } catch {
        surroundings.complain(error.diagnostics)
        return status.or(frameworkStatus(error.diagnostics))
      }
      let assessor = Assessor(
        vocabulary: shelf.vocabulary, rubrics: compiled.rubrics, isStrict: strict, division: .acrossCores)
      let assessment = assessor.assess(
        Facts(manifest: project.manifest, evidence: project.evidence, gate: gate, now: now),
        run: Assessor.Run(
          toolVersion: Gonogo.version, command: command(manifest: loader.location.manifest, gate: gate, now: now),
          documents: project.documents,
          diagnostics: project.diagnostics + compiled.diagnostics, frameworks: held.files, askedFrameworks: held.names))
      timings.mark("rules")
      surroundings.complain(assessment.diagnostics.filter { $0.severity >= .warning })
      status = status.or(write(assessment, isManifestRead: project.isManifestRead, in: surroundings))
      timings.mark("reports")
      if self.timings { surroundings.complain(timings.table) }
      surroundings.keep([shelf, opened, compiled, project, assessment])
      return assessment.outcome == .passed ? status : status.or(.notPassed)
    } catch {
      // The schemas and rubrics that the tool brings are sound, or a test would have failed.
      surroundings.complain(error.diagnostics)
      return .software
    }
  }

  /// The rubrics that were asked for, with what is wrong with them.
  private struct CompiledRubrics: Sendable {
    var rubrics: [CompiledRubric] = []
    var diagnostics: [Diagnostic] = []
    var status = ExitStatus.passed
  }

  /// Opens the shelf of rubrics and the project, beside each other: neither needs the other.
  private func open(
    _ loader: ProjectLoader, _ timings: inout Timings
  ) throws(DiagnosticsError) -> (RubricShelf, ProjectLoader.OpenedProject) {
    let clock = timings
    let ((shelf, opening), (project, reading)) = concurrently {
      var timings = clock.fork()
      let shelf = Result { () throws(DiagnosticsError) in try RubricShelf(naming: options.rubrics.names) }
      timings.mark("rubrics")
      return (shelf, timings)
    } _: {
      var timings = clock.fork()
      let project = loader.open()
      timings.mark("manifest")
      return (project, timings)
    }
    timings.join([opening, reading])
    return (try shelf.get(), project)
  }

  /// Compiles the rubrics and understands the project, beside each other.
  private func prepare(
    _ shelf: RubricShelf, _ opened: ProjectLoader.OpenedProject, _ loader: ProjectLoader, _ timings: inout Timings
  ) -> (CompiledRubrics, LoadedProject) {
    let clock = timings
    let ((compiled, compiling), (project, reading)) = concurrently {
      var timings = clock.fork()
      let compiled = compile(shelf)
      timings.mark("rubrics")
      return (compiled, timings)
    } _: {
      var timings = clock.fork()
      let project = loader.load(opened, shelf)
      timings.mark("evidence")
      return (project, timings)
    }
    timings.join([compiling, reading])
    return (compiled, project)
  }

  private func compile(_ shelf: RubricShelf) -> CompiledRubrics {
    var shelf = shelf
    var compiled = CompiledRubrics()
    for name in options.rubrics.names {
      do {
        compiled.rubrics.append(try shelf.compiled(name))
      } catch {
        compiled.diagnostics.append(contentsOf: error.diagnostics)
        compiled.status = compiled.status.or(rubricStatus(error.diagnostics))
      }
    }
    return compiled
  }

  /// The command that gives the same report in the project's folder.
  private func command(manifest: String, gate: Gate, now: Timestamp) -> String {
    var words = ["gonogo", "assess"]
    if manifest != ProjectLoader.manifestName { words.append(shellQuoted(manifest)) }
    words += ["--gate", gate.rawValue]
    for rubric in options.rubrics.names { words += ["--rubric", shellQuoted(rubric)] }
    for name in frameworks.framework { words += ["--framework", shellQuoted(name)] }
    words += ["--as-of", now.description]
    if strict { words.append("--strict") }
    words += options.limits.words
    return words.joined(separator: " ")
  }

  /// Makes all reports beside each other, and writes those that go to files.
  private func write(_ assessment: Assessment, isManifestRead: Bool, in surroundings: Surroundings) -> ExitStatus {
    let settings = ReportFormat.Settings(theme: { Builtins.theme }, dialect: reports.junitDialect)
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

extension [CompiledRubric] {
  /// The earliest gate that all of them decide: what a manifest is judged for that cannot be read.
  fileprivate var earliestGate: Gate {
    Gate.allCases.first { gate in allSatisfy { $0.rubric.thresholds[gate] != nil } } ?? .kickoff
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
