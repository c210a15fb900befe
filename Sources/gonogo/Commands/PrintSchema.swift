import ArgumentParser
import Builtins
import Diagnostics
import Schema

/// `gonogo schema`: the JSON Schemas of everything that people write and that the tool writes, for editors and programs.
struct PrintSchema: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON Schema, so that an editor completes and checks what you type.",
    discussion: """
      Without a name, lists them: manifest, rubric, rubric-examples, framework and what else there is. Editors that know \
      YAML by a language server find the schema by a first line such as

        # yaml-language-server: $schema=rubric.json
      """)

  @Argument(help: "The schema's name.")
  var name: String?

  func run(in surroundings: Surroundings) -> ExitStatus {
    let schemas = Builtins.schemas
    guard let name else { return surroundings.print(schemas.names.joined(separator: "\n")) }
    guard schemas.names.contains(where: { sameBytes($0, name) }),
      let file = Builtins.file("templates/schemas/\(name).json")
    else {
      surroundings.complain([.unknownSchemaName(name, among: schemas.names)])
      return .usage
    }
    return surroundings.printed(Array(file.bytes))
  }
}

extension Diagnostic {
  fileprivate static func unknownSchemaName(_ name: String, among names: [String]) -> Diagnostic {
    let own = names.filter { !$0.utf8.contains(UInt8(ascii: "/")) }
    return Diagnostic(
      .error, id: "usage.unknown-schema", "there is no schema '\(name)'",
      notes: [Note("there are: \(own.joined(separator: ", ")), and evidence/KIND")],
      fix: didYouMean(name, among: names))
  }
}
