import Builtins
import CEL
import Diagnostics
import Readiness

/// Judges a project as the command line says: what `assess` reports and `plan` draws its way from. One judgement, so that
/// both say the same and end alike.
struct Judging: Sendable {
  /// The command that makes the same again.
  let command: String
  let options: ProjectOptions
  /// Which frameworks to hold the project against; none where nobody will see them.
  var frameworks: FrameworkOptions?
  /// Whether a conditional go does not pass either.
  let isStrict: Bool
  /// The path of an earlier report to compare with.
  var baseline: String?

  /// A project that was judged.
  struct Judged: Sendable {
    var assessment: Assessment
    /// What was wrong with the inputs, though it could be judged.
    var status: ExitStatus
    var isManifestRead: Bool
    /// What the assessment was made from, so that it need not be taken apart at the end.
    var sources: [any Sendable]
  }

  /// A project that could not be judged, or how it was.
  enum Outcome {
    case failure(ExitStatus)
    case success(Judged)
  }

  /// Reads rubrics and project beside each other, and judges. What is wrong goes to standard error.
  func judge(in surroundings: Surroundings, _ timings: inout Timings) -> Outcome {
    var status = ExitStatus.passed
    do {
      timings.mark("start")
      let loader = options.limits.loader(options.path)
      let (shelf, compiled, project) = try prepare(loader, &timings)
      status = status.or(compiled.status).or(project.status)
      guard
        let gate = options.gate ?? project.manifest.gate
          ?? (project.status == .passed ? nil : compiled.rubrics.earliestGate)
      else {
        surroundings.complain(compiled.diagnostics + project.diagnostics + [.noGate(project.manifest)])
        return .failure(status.or(.usage))
      }
      guard let now = options.asOf ?? surroundings.now() else { return .failure(.software) }
      if let undecided = compiled.rubrics.first(where: { $0.rubric.thresholds[gate] == nil }) {
        surroundings.complain(compiled.diagnostics + project.diagnostics + [.undecidedGate(undecided.rubric, gate)])
        return .failure(status.or(.usage))
      }
      let earlier = baseline.map { EarlierReport(path: $0, limits: loader.limits) }
      status = status.or(earlier?.status ?? .passed)
      let held: FrameworkOptions.Chosen?
      var doubts: [Diagnostic] = []
      do {
        held = try frameworks?.chosen(from: shelf)
        // Where a rubric is missing, its rules are no mistake of the framework's.
        if let held, compiled.status == .passed {
          doubts = try shelf.doubts(about: held.own, judgedBy: compiled.rubrics)
        }
      } catch {
        surroundings.complain(error.diagnostics)
        return .failure(status.or(frameworkStatus(error.diagnostics)))
      }
      let assessor = Assessor(
        vocabulary: shelf.vocabulary, rubrics: compiled.rubrics, isStrict: isStrict, division: .acrossCores)
      var assessment = assessor.assess(
        Facts(manifest: project.manifest, evidence: project.evidence, gate: gate, now: now),
        run: Assessor.Run(
          toolVersion: Gonogo.version, command: words(manifest: loader.location.manifest, gate: gate, now: now),
          documents: project.documents,
          diagnostics: project.diagnostics + compiled.diagnostics + doubts + (earlier?.diagnostics ?? []),
          frameworks: held?.files ?? [],
          askedFrameworks: held?.names ?? []))
      earlier?.compare(&assessment)
      timings.mark("rules")
      surroundings.complain(assessment.diagnostics.filter { $0.severity >= .warning })
      return .success(
        Judged(
          assessment: assessment, status: status, isManifestRead: project.isManifestRead,
          sources: [shelf, compiled, project]))
    } catch {
      // The schemas and rubrics that the tool brings are sound, or a test would have failed.
      surroundings.complain(error.diagnostics)
      return .failure(.software)
    }
  }

  /// The rubrics that were asked for, with what is wrong with them.
  private struct CompiledRubrics: Sendable {
    var rubrics: [CompiledRubric] = []
    var diagnostics: [Diagnostic] = []
    var status = ExitStatus.passed
  }

  /// Reads and compiles the rubrics, and reads and understands the project, beside each other: neither needs the other.
  private func prepare(
    _ loader: ProjectLoader, _ timings: inout Timings
  ) throws(DiagnosticsError) -> (RubricShelf, CompiledRubrics, LoadedProject) {
    let clock = timings
    let ((rubrics, compiling), (project, reading)) = concurrently {
      var timings = clock.fork()
      let rubrics = Result { () throws(DiagnosticsError) in
        let shelf = try RubricShelf(naming: options.rubrics.names)
        return (shelf, compile(shelf))
      }
      timings.mark("rubrics")
      return (rubrics, timings)
    } _: {
      var timings = clock.fork()
      let project = Result { () throws(DiagnosticsError) in
        let opened = loader.open()
        timings.mark("manifest")
        let (vocabulary, presence) = try RubricShelf.projectTerms()
        return loader.load(opened, vocabulary, presence)
      }
      timings.mark("evidence")
      return (project, timings)
    }
    timings.join([compiling, reading])
    let (shelf, compiled) = try rubrics.get()
    return (shelf, compiled, try project.get())
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
  private func words(manifest: String, gate: Gate, now: Timestamp) -> String {
    var words = ["gonogo", command]
    if manifest != ProjectLoader.manifestName { words.append(shellQuoted(manifest)) }
    words += ["--gate", gate.rawValue]
    for rubric in options.rubrics.names { words += ["--rubric", shellQuoted(rubric)] }
    for name in frameworks?.framework ?? [] { words += ["--framework", shellQuoted(name)] }
    words += ["--as-of", now.description]
    if isStrict { words.append("--strict") }
    if let baseline { words += ["--baseline", shellQuoted(baseline)] }
    words += options.limits.words
    return words.joined(separator: " ")
  }
}

extension [CompiledRubric] {
  /// The earliest gate that all of them decide: what a manifest is judged for that cannot be read.
  fileprivate var earliestGate: Gate {
    Gate.allCases.first { gate in allSatisfy { $0.rubric.thresholds[gate] != nil } } ?? .kickoff
  }
}
