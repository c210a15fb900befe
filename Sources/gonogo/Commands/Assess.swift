public import ArgumentParser
import Builtins
import CEL
import Diagnostics
import Documents
import Readiness
public import Reports

/// `gonogo assess`: the main job, end to end.
struct Assess: SurroundedCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge a project: is it ready for its next gate?",
    discussion: """
      Finds gonogo.yaml and the artifacts below PATH, judges them by a rubric, prints the result, and ends with 0 where \
      the gate is passed and 1 where it is not.
      """)

  @OptionGroup var options: ProjectOptions

  @Flag(name: .long, help: "A conditional go does not pass either.")
  var strict = false

  @Option(
    name: .long,
    help: ArgumentHelp("Write the report for leadership and auditors; - is standard output.", valueName: "path"))
  var html: String?

  @Option(name: .long, help: ArgumentHelp("Write JUnit XML for a CI gate.", valueName: "path"))
  var junit: String?

  @Option(
    name: .long, help: "The dialect of JUnit XML: strict (valid by the schemas) or extended (with file and line).")
  var junitDialect: JUnitReporter.Dialect = .strict

  @Option(name: .long, help: ArgumentHelp("Write everything as JSON.", valueName: "path"))
  var json: String?

  @Flag(name: .long, help: "Say on standard error where the time went.")
  var timings = false

  func run(in surroundings: Surroundings) -> ExitStatus {
    var timings = Timings(surroundings)
    var status = ExitStatus.passed
    if let twice = outputTwice {
      surroundings.complain([.outputTwice(twice)])
      return .usage
    }
    do {
      var shelf = try RubricShelf()
      timings.mark("start")
      let compiled = compile(&shelf, surroundings, &status)
      timings.mark("rubrics")
      let loader = ProjectLoader(shelf: shelf, path: options.path)
      let project = loader.load(timings: &timings)
      status = status.or(project.status)
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
      let assessor = Assessor(vocabulary: shelf.vocabulary, rubrics: compiled.rubrics, isStrict: strict)
      let assessment = assessor.assess(
        Facts(manifest: project.manifest, evidence: project.evidence, gate: gate, now: now),
        run: Assessor.Run(
          toolVersion: Gonogo.version, command: command(manifest: loader.location.manifest, gate: gate, now: now),
          documents: project.documents,
          diagnostics: project.diagnostics + compiled.diagnostics))
      timings.mark("rules")
      surroundings.complain(assessment.diagnostics.filter { $0.severity >= .warning })
      status = status.or(write(assessment, isManifestRead: project.isManifestRead, in: surroundings))
      timings.mark("reports")
      if self.timings { surroundings.complain(timings.table) }
      return assessment.outcome == .passed ? status : status.or(.notPassed)
    } catch {
      // The schemas and rubrics that the tool brings are sound, or a test would have failed.
      surroundings.complain(error.diagnostics)
      return .software
    }
  }

  private func compile(
    _ shelf: inout RubricShelf, _ surroundings: Surroundings, _ status: inout ExitStatus
  ) -> (rubrics: [CompiledRubric], diagnostics: [Diagnostic]) {
    var compiled: [CompiledRubric] = []
    var diagnostics: [Diagnostic] = []
    for name in options.rubrics.names {
      do {
        compiled.append(try shelf.compiled(name))
      } catch {
        diagnostics.append(contentsOf: error.diagnostics)
        status = status.or(rubricStatus(error.diagnostics))
      }
    }
    return (compiled, diagnostics)
  }

  /// The command that gives the same report in the project's folder.
  private func command(manifest: String, gate: Gate, now: Timestamp) -> String {
    var words = ["gonogo", "assess"]
    if manifest != ProjectLoader.manifestName { words.append(shellQuoted(manifest)) }
    words += ["--gate", gate.rawValue]
    for rubric in options.rubrics.names { words += ["--rubric", shellQuoted(rubric)] }
    words += ["--as-of", now.description]
    if strict { words.append("--strict") }
    return words.joined(separator: " ")
  }

  /// The place that two reports are meant to go to, if there is one: the second would be all that is left.
  private var outputTwice: String? {
    let paths = [html, junit, json].compactMap { $0 }
    return paths.enumerated().first { index, path in paths[..<index].contains(path) }?.element
  }

  private func write(_ assessment: Assessment, isManifestRead: Bool, in surroundings: Surroundings) -> ExitStatus {
    let requests: [(path: String?, reporter: any Reporter)] = [
      (html, HTMLReporter(theme: Builtins.theme)), (junit, JUnitReporter(dialect: junitDialect)),
      (json, JSONReporter()),
    ]
    var status = ExitStatus.passed
    for request in requests {
      guard let path = request.path else { continue }
      do {
        let report = try request.reporter.report(assessment)
        status = status.or(OutputFile(path: path).write(report, in: surroundings))
      } catch {
        surroundings.complain(error.diagnostics)
        status = status.or(.software)
      }
    }
    guard !requests.contains(where: { $0.path == OutputFile.standardOutput }) else { return status }
    guard isManifestRead else {
      // All that it demands is missing then: a list of that would only hide what is wrong, which was just said.
      return status.or(surroundings.print("\(assessment.decision.rawValue): nothing was judged, without a manifest"))
    }
    let console = ConsoleReporter(color: surroundings.usesColor, width: surroundings.width)
    guard let text = try? console.report(assessment) else { return .software }
    return status.or(surroundings.printed(text))
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

extension JUnitReporter.Dialect: ExpressibleByArgument {}

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
