import ArgumentParser
import Builtins
import Diagnostics
import Documents
import Glibc
import Readiness

/// `gonogo init`: a manifest to fill in. It never overwrites one; for a project that has one already, it says what the
/// next gate asks for in addition.
struct Initialize: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a gonogo.yaml to fill in, for a gate.",
    discussion: """
      Where there is a gonogo.yaml already, nothing is changed: the parts that the gate asks for in addition are printed, \
      to be copied.
      """)

  @Argument(help: "The project's folder.")
  var path = "."

  @Option(
    name: .long, help: "The gate: \(Gate.allCases.map(\.rawValue).joined(separator: ", ")). By default kickoff.",
    transform: Gate.argument)
  var gate: Gate = .kickoff

  func run(in surroundings: Surroundings) -> ExitStatus {
    // There is a template for each gate, or a test would have failed.
    guard let template = Builtins.file("templates/manifests/\(gate.rawValue).yaml") else { return .software }
    let manifest = (path == "." ? "" : path + "/") + ProjectLoader.manifestName
    let text = named(String(decoding: template.bytes, as: UTF8.self))
    do {
      guard try NewFile.write(text, to: manifest) else {
        return showAdditions(to: manifest, template: template, surroundings)
      }
    } catch {
      surroundings.complain(error.diagnostics)
      return error.status
    }
    return surroundings.print(
      """
      Wrote \(inert(manifest)), for the gate \(gate.rawValue).
      Replace each TBD; what stays TBD counts as not answered. Then: gonogo assess\(path == "." ? "" : " " + inert(shellQuoted(path)))
      """)
  }

  /// A project has a name from the start: its folder's, until somebody finds a better one. The gate is the one asked for.
  private func named(_ template: String) -> String {
    var text = template
    if let name = folderName {
      text = replacingFirst(of: "  name: \"TBD\"", in: text, by: "  name: \(yamlQuoted(name))")
    }
    return replacingFirst(of: "  gate: TBD", in: text, by: "  gate: \(gate.rawValue)")
  }

  private var folderName: String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    let name = unsafe String(cString: resolved).split(separator: "/").last.map(String.init)
    return name.map { inert($0) }
  }

  private func yamlQuoted(_ text: String) -> String {
    "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) } + "\""
  }

  private func replacingFirst(of wanted: String, in text: String, by replacement: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if let index = lines.firstIndex(where: { $0 == wanted }) { lines[index] = replacement }
    return lines.joined(separator: "\n")
  }

  private func showAdditions(to manifest: String, template: SourceFile, _ surroundings: Surroundings) -> ExitStatus {
    do {
      let file = try readFile(manifest, as: ProjectLoader.manifestName, limits: .standard)
      let written = try Document.yaml(file).valid().root
      let wanted = try Document.yaml(template).valid().root
      let additions = TemplateAdditions(template: template, wanted: wanted, written: written)
      return surroundings.print(
        additions.text.map {
          "\(inert(manifest)) is there and stays as it is. The gate \(gate.rawValue) asks for these parts in addition:\n\n\($0)"
        }
          ?? "\(inert(manifest)) is there and stays as it is. It has every part that the gate \(gate.rawValue) asks for."
      )
    } catch {
      surroundings.complain(error.diagnostics)
      return .badInput
    }
  }
}
