import TestSupport
import Testing

@Suite("gonogo eval")
struct EvalTests {
  private static let manifest = """
    gonogo: 1
    project: {name: Small, gate: mvp}
    team:
      members:
        - {name: Ada, roles: [ml_engineer]}
        - {name: Grace, roles: [product_owner]}
    release:
      rollback: {kind: previous_model, max_minutes: 10}

    """

  @Test(
    "an expression by itself is evaluated with all functions",
    arguments: [
      (["1 + 1"], "2\n"), (["'a,b'.split(',')"], "['a', 'b']\n"), (["math.greatest(1, 2)"], "2\n"),
      (["false"], "false\n"),
      (["{'a': [1u, 1.5, null]}"], "{'a': [1u, 1.5, null]}\n"),
      (["n * days", "--var", "n=2", "--var", "days=n + 1"], "6\n"),
      (["x", "--var", "x=1", "--var", "x='later'"], "'later'\n"), (["[1, 2]", "--type"], "[1, 2]\ntype: list(int)\n"),
      (["p.a", "--var", "p={'a': '='}"], "'='\n"),
    ])
  func byItself(words: [String], output: String) throws {
    let run = try CommandRun(["eval"] + words)
    #expect(run.output == output)
    #expect(run.complaints == "")
    #expect(run.status == 0)
  }

  @Test("a project's facts are seen as rules see them, objects as maps")
  func project() throws {
    let project = try SmallProject(EvalTests.manifest)
    func output(_ expression: String) throws -> String {
      let run = try CommandRun("eval", expression, project.path)
      #expect(run.complaints == "")
      #expect(run.status == 0)
      return run.output
    }
    #expect(try output("release.rollback") == "{'kind': 'previous_model', 'max_minutes': 10}\n")
    #expect(try output("size(team.members) >= 3") == "false\n")
    #expect(try output("gate == 'mvp' && now > timestamp('2026-01-01T00:00:00Z')") == "true\n")
    #expect(try output("artifacts.test_reports") == "[]\n")
    let byManifest = try CommandRun("eval", "project.name", "--manifest", project.folder("gonogo.yaml"))
    #expect(byManifest.output == "'Small'\n")
    let changed = try CommandRun("eval", "gate", project.path, "--var", "gate='poc'")
    #expect(changed.output == "'poc'\n")
  }

  @Test("--trace tells each part with its value, and the inputs with their places")
  func trace() throws {
    let project = try SmallProject(EvalTests.manifest)
    let run = try CommandRun(
      "eval", "size(team.members) >= 3 || team.members.exists(m, m.name == 'Ada')", project.path, "--trace")
    #expect(
      run.output == """
        true

          1:1   size(team.members) >= 3 || team.members.exists(m, m.name == 'Ada') → false || true → true
          1:1     size(team.members) >= 3 → 2 >= 3 → false
          1:1       size(team.members) → size([{'name': 'Ada', 'roles': ['ml_engineer']}, … 1 more]) → 2
          1:6         team.members → [{'name': 'Ada', 'roles': ['ml_engineer']}, {'name': 'Grace', 'roles': ['product_owner']}]
          1:28    team.members.exists(m, m.name == 'Ada') → true, by element 0
          1:28      team.members → [{'name': 'Ada', 'roles': ['ml_engineer']}, {'name': 'Grace', 'roles': ['product_owner']}]
          1:51      m.name == 'Ada' → 'Ada' == 'Ada' → true
          1:51        m.name → 'Ada'

        read:
          team.members = [{'name': 'Ada', 'roles': ['ml_engineer']}, {'name': 'Grace', 'roles': ['product_owner']}]  (gonogo.yaml:5:5)
          team.members[0].name = 'Ada'  (gonogo.yaml:5:14)

        """)
  }

  @Test("of an attribute only the whole is told, of what walks a list the list, of what is optional what is in it")
  func parts() throws {
    let project = try SmallProject(EvalTests.manifest)
    func steps(_ expression: String) throws -> [String] {
      let run = try CommandRun("eval", expression, project.path, "--trace")
      let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
      return lines.prefix { !$0.isEmpty }.map { String($0.drop { $0 == " " }) }
    }
    #expect(try steps("has(release.rollback)") == ["1:1   has(release.rollback) → true"])
    #expect(
      try steps("release.rollback.max_minutes < 5") == [
        "1:1   release.rollback.max_minutes < 5 → 10 < 5 → false", "1:1     release.rollback.max_minutes → 10",
      ])
    #expect(
      try steps("['a', 'b'].filter(x, x == project.name)").first == "1:1   ['a', 'b'].filter(x, x == project.name) → []"
    )
    #expect(
      try steps("gate == 'poc' && gate == 'mvp'").first
        == "1:1   gate == 'poc' && gate == 'mvp' → false && gate == 'mvp' → false")
  }

  @Test("an expression that begins with a dash stands after --")
  func dash() throws {
    #expect(try CommandRun("eval", "--", "-1 + 3").output == "2\n")
  }

  @Test("what is not stated makes the result unknown: its paths are named with their places, and the status is 1")
  func unknown() throws {
    let project = try SmallProject(EvalTests.manifest)
    let run = try CommandRun("eval", "release.service == 'x' && team.members[0].email != ''", project.path)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("unknown, as these are not stated:\n  release.service  (gonogo.yaml:7:1)\n"))
    let noGate = try SmallProject("gonogo: 1\nproject: {name: Small}\n")
    let gate = try CommandRun("eval", "gate == 'mvp'", noGate.path)
    #expect(gate.status == 1)
    #expect(gate.output == "unknown, as these are not stated:\n  project.gate  (gonogo.yaml:2:1)\n")
  }

  @Test(
    "an expression that is wrong or fails is told with its place, and 65",
    arguments: [
      (["1 +"], "expression:1:4: error: "), (["team.members"], "expression:1:1: error: 'team' is not declared"),
      (["1 / 0"], "expression:1:1: error: "), (["[1][3]"], "    | ^~~~~~"),
      (["'a' + 1"], "'+' does not take (string, int)"),
      (["x", "--var", "x=1 +"], "--var x:1:4: error: "), (["x", "--var", "x=[1][3]"], "--var x:1:1: error: index 3"),
    ])
  func wrong(words: [String], complaint: String) throws {
    let run = try CommandRun(["eval"] + words)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.complaints.contains(complaint), "\(run.complaints)")
  }

  @Test("a misspelt field is answered with the nearest, as in a rule")
  func misspelt() throws {
    let project = try SmallProject(EvalTests.manifest)
    let run = try CommandRun("eval", "release.rolback.kind", project.path)
    #expect(run.status == 65)
    #expect(run.complaints.contains("expression:1:9: error: 'rolback' is not a field of 'release'"))
    #expect(run.complaints.contains("did you mean 'rollback'?"))
    let parameters = try CommandRun("eval", "params.x", project.path)
    #expect(parameters.complaints.contains("'params' is not declared"))
  }

  @Test(
    "wrong usage ends with 64",
    arguments: [
      (["1", ".", "--manifest", "gonogo.yaml"], "not by both"), (["x", "--var", "x"], "name=expression"),
      (["x", "--var", "a b=1"], "'a b' is no name"), (["x", "--var", "in=1"], "'in' is no name"),
      (["x", "--var", "true=1"], "'true' is no name"), (["x", "--var", "=1"], "'' is no name"), ([], "expression"),
    ])
  func usage(words: [String], complaint: String) throws {
    let run = try CommandRun(["eval"] + words)
    #expect(run.status == 64)
    #expect(run.complaints.contains(complaint), "\(run.complaints)")
  }

  @Test("a project that is not there ends with 66, one with faults with 65 and its complaints")
  func projects() throws {
    let folder = try TemporaryFolder()
    #expect(try CommandRun("eval", "1", folder.path).status == 66)
    #expect(try CommandRun("eval", "1", "/nonexistent").status == 66)
    let faulty = try SmallProject("gonogo: 1\nproject: {name: Small, gate: mvp}\nrelese: {}\n")
    let run = try CommandRun("eval", "project.name", faulty.path)
    #expect(run.status == 65)
    #expect(run.output == "'Small'\n")
    #expect(run.complaints.contains("gonogo.yaml:3:1: error: "))
  }

  @Test("hostile text cannot act on a terminal or a CI runner")
  func hostile() throws {
    let project = try SmallProject(
      "gonogo: 1\nproject: {name: \"a\\e[2J\\u202E##[group]\\uFEFF\\n::error::\", gate: mvp}\n")
    let run = try CommandRun("eval", "project.name", project.path, "--trace", "--var", "x='\u{1B}[2J'")
    let failing = try CommandRun("eval", "int(project.name)", project.path, "--trace")
    for text in [run.output, failing.output, failing.complaints] {
      #expect(
        !text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || $0.value == 0x202E || $0.value == 0xFEFF) })
      #expect(!text.contains("##["))
      #expect(!text.split(separator: "\n").contains { $0.hasPrefix("::") })
    }
    #expect(run.output.contains("[2J"))
  }

  @Test("standard output that cannot be written ends with 74")
  func fullOutput() throws {
    #expect(try CommandRun(["eval", "1"], isOutputFull: true).status == 74)
  }
}
