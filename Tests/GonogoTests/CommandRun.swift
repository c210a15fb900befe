import ArgumentParser
import CEL
import Diagnostics
import Synchronization
import TestSupport
import Testing

@testable import gonogo

/// What a command line came to, run as a function: no process, no clock, no environment but what is handed in.
struct CommandRun: Sendable {
  var status: Int32
  /// Standard output.
  var output: String
  /// Standard error.
  var complaints: String

  /// Runs `gonogo` with these words, on the evening before the worked example's release meeting.
  init(
    _ words: [String], variables: [String: String] = [:], isTerminal: Bool = false, isOutputFull: Bool = false
  ) throws {
    let written = Mutex<(output: [UInt8], complaints: String)>(([], ""))
    let surroundings = Surroundings(
      now: { Timestamp(seconds: 1_795_305_600) }, variable: { variables[$0] }, isTerminal: isTerminal, width: 100,
      write: { bytes in
        guard !isOutputFull else { return false }
        written.withLock { $0.output += bytes }
        return true
      },
      complain: { text in written.withLock { $0.complaints += text + "\n" } }, ticks: { 0 })
    status = CommandRun.status(of: words, in: surroundings)
    output = written.withLock { String(decoding: $0.output, as: UTF8.self) }
    complaints = written.withLock { $0.complaints }
  }

  init(_ words: String...) throws { try self.init(words) }

  private static func status(of words: [String], in surroundings: Surroundings) -> Int32 {
    do {
      guard let command = try Gonogo.command(from: words) as? any SurroundedCommand else { return -1 }
      return command.run(in: surroundings).rawValue
    } catch let error as DiagnosticsError {
      surroundings.complain(error.diagnostics)
      return ExitStatus.usage.rawValue
    } catch {
      surroundings.complain(Gonogo.fullMessage(for: error))
      return Gonogo.exitCode(for: error).rawValue
    }
  }
}

/// A project and a rubric as small as can be, for what does not depend on the shipped rubric.
struct SmallProject {
  let folder: TemporaryFolder
  var path: String { folder.path }
  var rubric: String { folder("small.yaml") }

  static let manifest = """
    gonogo: 1
    project: {name: Small, gate: mvp}
    release: {rollback: {kind: previous_model, max_minutes: 10}}

    """

  init(_ manifest: String = manifest, rules: String = SmallProject.rules) throws {
    folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", manifest)
    try folder.write("small.yaml", SmallProject.rubric(rules))
  }

  static func rubric(_ rules: String) -> String {
    """
    rubric: small
    title: Small
    areas:
      - {id: release, title: Release}
    thresholds: {poc: 10, mvp: 10}
    rules:
    \(rules)

    """
  }

  /// One that the project meets, and one that only `--strict` minds.
  static let rules = """
      - id: release.way-back
        title: There is a way back
        severity: blocker
        claim: release.rollback.kind == 'previous_model'
      - id: release.named-service
        title: The service has a name
        severity: major
        claim: size(release.service) > 0
    """
}
