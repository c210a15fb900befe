import ArgumentParser
import Testing

@testable import gonogo

/// A command is parsed by itself where that can be done. Whoever types it must not be able to tell.
@Suite("The command line")
struct CommandLineTests {
  @Test(
    "means the command that the whole tree of commands takes it for",
    arguments: [
      "assess", "assess .", "assess examples --gate mvp --strict --timings --report csv=a.csv --limit files=10",
      "assess -- --strict", "plan x --rubric y", "rubric list", "rubric show kickoff", "framework list",
      "explain a.b", "init --gate kickoff", "rubric", "framework", "", "--licenses", "help", "help assess",
      "assess --help", "assess . -h", "rubric lint --help",
    ])
  func meaning(line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let (own, whole) = (try Gonogo.command(from: words), try Gonogo.parseAsRoot(words))
    #expect(type(of: own) == type(of: whole))
    #expect(String(reflecting: own) == String(reflecting: whole))
  }

  @Test(
    "is complained about as by the whole tree",
    arguments: [
      "assess --no-such-option", "assess a b", "assess --gate", "assess --gate mpv", "assess --limit files=0",
      "rubric new", "rubric help", "rubric help lint", "--version", "assess --version", "--no-such-option",
      "rubric --no-such-option", "explain",
    ])
  func complaints(line: String) {
    let words = line.split(separator: " ").map(String.init)
    func complaint(_ parse: () throws -> any ParsableCommand) -> String {
      do {
        return "no complaint: \(try parse())"
      } catch {
        return "\(Gonogo.exitCode(for: error).rawValue): \(Gonogo.fullMessage(for: error))"
      }
    }
    let complained = complaint { try Gonogo.command(from: words) }
    #expect(!complained.hasPrefix("no complaint"))
    #expect(complained == complaint { try Gonogo.parseAsRoot(words) })
  }
}
