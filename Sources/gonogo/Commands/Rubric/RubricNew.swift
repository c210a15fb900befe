import ArgumentParser
import Builtins
import Diagnostics
import Readiness

/// `gonogo rubric new`: a rubric of one's own to begin with. It passes lint and test as it is written.
struct RubricNew: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a rubric to begin with: another one, with a rule of one's own and its examples.")

  @Argument(help: "The rubric's name: small letters, digits and hyphens.")
  var name: String

  @Option(name: .long, help: "The rubric that it starts from.")
  var extends = "production-readiness"

  @Option(name: .long, help: ArgumentHelp("The file; by default NAME.yaml. '-' is standard output.", valueName: "path"))
  var output: String?

  func run(in surroundings: Surroundings) -> ExitStatus {
    // There is a template, or a test would have failed.
    guard let template = Builtins.file("templates/rubric.yaml") else { return .software }
    let names = Builtins.catalogue.names
    var complaints: [Diagnostic] = []
    if !isWellFormed { complaints.append(.notARubricName(name)) }
    if names.contains(where: { sameBytes($0, name) }) { complaints.append(.nameIsTaken(name)) }
    if !names.contains(where: { sameBytes($0, extends) }) { complaints.append(.nothingToExtend(extends, among: names)) }
    guard complaints.isEmpty else {
      surroundings.complain(complaints)
      return .usage
    }
    let text = filledIn(String(decoding: template.bytes, as: UTF8.self))
    let path = output ?? "\(name).yaml"
    if sameBytes(path, OutputFile.standardOutput) { return surroundings.printed(Array(text.utf8)) }
    do {
      guard try NewFile.write(text, to: path) else {
        surroundings.complain([.isThereAlready(path)])
        return .cannotCreate
      }
    } catch {
      surroundings.complain(error.diagnostics)
      return error.status
    }
    let quoted = inert(shellQuoted(path))
    return surroundings.print(
      """
      Wrote \(inert(path)), which starts from \(extends).
      Change it, then: gonogo rubric lint \(quoted) && gonogo rubric test \(quoted) --rule ours.model-register
      """)
  }

  /// The names that `templates/schemas/rubric.json` allows.
  private var isWellFormed: Bool {
    let words = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard name.utf8.count <= 80, let first = name.utf8.first, (0x61...0x7A).contains(first) else { return false }
    return words.allSatisfy { word in
      !word.isEmpty && word.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
  }

  private func filledIn(_ template: String) -> String {
    let words = name.split(separator: "-").joined(separator: " ")
    let title = (words.first?.uppercased() ?? "") + words.dropFirst()
    let lines = template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      switch line {
      case "rubric: our-rubric": "rubric: \(name)"
      case "title: Our rubric": "title: \(title)"
      case "extends: production-readiness": "extends: \(extends)"
      default: String(line)
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension Diagnostic {
  fileprivate static func isThereAlready(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, id: "output.is-there", "'\(path)' is there already, and stays as it is",
      fix: "name another file with --output")
  }

  fileprivate static func notARubricName(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.rubric-name", "'\(name)' is no name for a rubric",
      fix: "use small letters, digits and hyphens, such as 'acme-production'")
  }

  fileprivate static func nameIsTaken(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.rubric-name", "there is a rubric '\(name)' already",
      fix: "take another name, and `--extends \(name)` to start from it")
  }

  fileprivate static func nothingToExtend(_ name: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.unknown-rubric", "there is no rubric '\(name)' to start from",
      notes: [Note("there are: \(names.joined(separator: ", "))")], fix: didYouMean(name, among: names))
  }
}
