import Diagnostics
import Documents
import FoundationEssentials
import TestSupport
import Testing

/// A file of `templates/ci/`, with the shell scripts in it and the command lines of ours in these.
struct CITemplate {
  var text: String
  /// The tree of a YAML file.
  var root: Node?
  /// What a shell is given to carry out.
  var scripts: [String]
  /// The words of each `gonogo …` in the scripts, `gonogo` left out.
  var commands: [[String]]

  static let names = [
    "github.yml", "gitlab.yml", "azure-pipelines.yml", "Jenkinsfile", "pre-commit-config.yaml",
  ]

  init(_ name: String) throws {
    text = try CITemplate.contents("templates/ci/\(name)")
    switch name {
    case "Jenkinsfile":
      let parts = text.split(separator: "'''", omittingEmptySubsequences: false)
      try #require(parts.count % 2 == 1)
      scripts = parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    case "pre-commit-config.yaml":
      let tree = try CITemplate.tree("templates/ci/\(name)")
      root = tree
      scripts = try CITemplate.hookCommands(tree, text)
    default:
      let tree = try CITemplate.tree("templates/ci/\(name)")
      root = tree
      scripts = CITemplate.scripts(in: tree)
    }
    commands = scripts.flatMap(CITemplate.commands)
  }

  /// A YAML file of the repository, which our own reader has nothing to say against.
  static func tree(_ path: String) throws -> Node {
    let document = Document.yaml(SourceFile(path: path, text: try contents(path)))
    #expect(document.diagnostics.map { $0.rendered() } == [])
    return try #require(document.root)
  }

  static func contents(_ path: String) throws -> String {
    let data = try #require(FileManager.default.contents(atPath: "\(Repository.root)/\(path)"), "there is no \(path)")
    return String(decoding: data, as: UTF8.self)
  }

  /// The texts under the keys that GitHub, GitLab and Azure give to a shell, a list of them as one script.
  private static func scripts(in node: Node) -> [String] {
    let own = node.entries.filter { ["run", "script", "before_script", "bash"].contains($0.key) }
    let found = own.compactMap { entry in
      entry.value.text
        ?? (entry.value.elements.isEmpty ? nil : entry.value.elements.compactMap(\.text).joined(separator: "\n"))
    }
    return found + (node.entries.map(\.value) + node.elements).flatMap(scripts)
  }

  /// What pre-commit carries out: the entry of this repository's hook with the arguments of the template's, and the entry
  /// that the template's comment offers instead.
  private static func hookCommands(_ config: Node, _ text: String) throws -> [String] {
    let hook = try #require(config["repos"]?.elements.first?["hooks"]?.elements.first)
    let offered = try tree(".pre-commit-hooks.yaml").elements
    let id = try #require(hook["id"]?.text)
    let entry = try #require(offered.first { $0["id"]?.text == id }?["entry"]?.text)
    let arguments = try #require(hook["args"]).elements.compactMap(\.text)
    let inComments = text.split(separator: "\n").compactMap { line in
      line.firstRange(of: "entry: ").map { String(line[$0.upperBound...]) }
    }
    return [([entry] + arguments).joined(separator: " ")] + inComments
  }

  /// The commands of ours that begin a line; what a backslash at the end of a line continues is joined.
  private static func commands(in script: String) -> [[String]] {
    let joined = script.replacing("\\\n", with: " ")
    return joined.split(separator: "\n").compactMap { (line: Substring) -> [String]? in
      let words: [String] = line.split(separator: " ").map { String($0.replacing("\"", with: "")) }
      return words.first == "gonogo" ? Array(words.dropFirst()) : nil
    }
  }
}
