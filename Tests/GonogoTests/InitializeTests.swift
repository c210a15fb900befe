import TestSupport
import Testing

@Suite("gonogo init")
struct InitializeTests {
  @Test(
    "writes a manifest that parses, names the folder, and is never a go",
    arguments: ["kickoff", "poc", "mvp", "production", "operate"])
  func fresh(gate: String) throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun("init", folder.path, "--gate", gate)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Wrote \(folder.path)/gonogo.yaml, for the gate \(gate).\n"))
    let manifest = try folder.text("gonogo.yaml")
    #expect(manifest.hasPrefix("# yaml-language-server: $schema="))
    #expect(manifest.contains("  name: \"\(folder.path.split(separator: "/").last ?? "?")\"\n"))
    #expect(manifest.contains("  gate: \(gate)\n"))
    let assessed = try CommandRun("assess", folder.path)
    #expect(assessed.status == 1, "not 65: it parses; not 0: nothing is filled in")
    #expect(assessed.output.hasSuffix("\nNO-GO\n"))
    #expect(assessed.output.contains("; 0 of "), "nothing counts as stated")
    #expect(assessed.complaints == "")
  }

  @Test("never overwrites")
  func keeps() throws {
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", "gonogo: 1\nproject: {name: Mine} # a comment of ours\n")
    let run = try CommandRun("init", folder.path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("\(folder.path)/gonogo.yaml is there and stays as it is."))
    #expect(try folder.text("gonogo.yaml") == "gonogo: 1\nproject: {name: Mine} # a comment of ours\n")
    #expect(folder.files == ["gonogo.yaml"])
  }

  @Test("for the next gate prints what is to be added, and nothing that is there")
  func additions() throws {
    let folder = try TemporaryFolder()
    _ = try CommandRun("init", folder.path)
    let before = try folder.text("gonogo.yaml")
    let run = try CommandRun("init", folder.path, "--gate", "mvp")
    #expect(run.status == 0)
    #expect(try folder.text("gonogo.yaml") == before)
    for added in ["\n  started_on: TBD\n", "\n  run_capacity: TBD\n", "\nrelease:\n"] {
      #expect(run.output.contains(added))
      #expect(!before.contains(added))
    }
    for there in ["\n  problem: ", "\n  champion:"] {
      #expect(before.contains(there))
      #expect(!run.output.contains(there))
    }
    // A list that is there stays; what each of its entries lacks is named.
    #expect(run.output.contains("\n  members:  # to each of them\n      phases: "))
  }

  @Test("has nothing to add to a manifest of the same gate")
  func complete() throws {
    let folder = try TemporaryFolder()
    _ = try CommandRun("init", folder.path, "--gate", "poc")
    let run = try CommandRun("init", folder.path, "--gate", "poc")
    #expect(run.output.contains("It has every part that the gate poc asks for."))
  }

  @Test("adds a section that stands there empty")
  func emptySection() throws {
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", "gonogo: 1\nproject: {name: Mine}\nteam:\n")
    let run = try CommandRun("init", folder.path)
    #expect(run.output.contains("\nteam:\n"))
  }

  @Test(
    "a folder's name that YAML would take for something else stays a name",
    arguments: ["a \"b\" \\c", "yes", "- x: #1"])
  func oddName(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("\(name)/keep", "")
    #expect(try CommandRun("init", folder(name)).status == 0)
    let rubric = try SmallProject()
    let run = try CommandRun("assess", folder(name), "--rubric", rubric.rubric, "--gate", "mvp")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("\(name), mvp gate"))
  }

  @Test("a folder that is not there is not made")
  func noFolder() throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun("init", folder("no"))
    #expect(run.status == 73)
    #expect(run.complaints.contains("No such file or directory"))
    #expect(folder.files == [])
  }

  @Test("prints no additions to a manifest that it cannot read")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", "project: [")
    let run = try CommandRun("init", folder.path)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.complaints.contains("gonogo.yaml:1:"))
  }
}
