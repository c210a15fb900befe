import FoundationEssentials
import TestSupport
import Testing

/// README's way from nothing to a rubric of one's own, walked in a folder of its own.
@Suite("The guide to a rubric of one's own")
struct RubricGuideTests {
  /// A command of the section, or a file that it writes.
  private enum Step {
    case file(name: String, text: String)
    case command([String])
  }

  /// The steps of the section's shell blocks; anything but `cat > FILE`, `mkdir` and `gonogo` is unknown here, and fails.
  private func steps(of section: String) throws -> [Step] {
    let data = try #require(FileManager.default.contents(atPath: Repository.root + "/README.md"))
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "## \(section)" })
    let end = lines[(start + 1)...].firstIndex { $0.hasPrefix("## ") } ?? lines.endIndex
    var steps: [Step] = []
    var isShell = false
    var file: (name: String, lines: [Substring])?
    for line in lines[start..<end] {
      if let open = file {
        if line == "END" {
          steps.append(.file(name: open.name, text: open.lines.joined(separator: "\n") + "\n"))
          file = nil
        } else {
          file = (open.name, open.lines + [line])
        }
        continue
      }
      if line.hasPrefix("```") {
        isShell = line == "```sh"
        continue
      }
      let words = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
      guard isShell, let first = words.first, first != "mkdir" else { continue }
      if first == "cat" {
        try #require(words.count == 4 && words[3] == "<<'END'")
        file = (words[2], [])
      } else {
        try #require(first == "gonogo", "a command that this test does not know: \(line)")
        steps.append(.command(Array(words.dropFirst().prefix { $0 != "||" })))
      }
    }
    return steps
  }

  @Test("every command does what the guide says")
  func walk() throws {
    let folder = try TemporaryFolder()
    func placed(_ word: String) -> String { word.hasPrefix("demo/") || word == "demo" ? folder(word) : word }
    var commands = 0
    for step in try steps(of: "Write a rubric of your own") {
      switch step {
      case .file(let name, let text): try folder.write(name, text)
      case .command(let words):
        commands += 1
        // A redirection is the shell's.
        let target = words.firstIndex(of: ">").map { words[$0 + 1] }
        let run = try CommandRun(words.prefix { $0 != ">" }.map(placed))
        if let target { try folder.write(target, run.output) }
        if words.first == "assess" {
          #expect(run.status == 1, "a manifest of three lines is not ready")
          #expect(run.complaints == "")
          #expect(!run.output.contains("ours.model-register"), "it is met")
        } else {
          #expect(run.status == 0, "\(words): \(run.complaints)\(run.output)")
        }
      }
    }
    #expect(commands >= 6)
    #expect(folder.has("demo/acme.yaml"))
  }
}
