import TestSupport
import Testing

@Suite("For those who write rubrics: new, mutations, lint, schema")
struct RubricAuthorTests {
  @Test("a new rubric passes lint, its examples and their mutation run as it is written")
  func fresh() throws {
    let folder = try TemporaryFolder()
    let file = folder("acme.yaml")
    let run = try CommandRun("rubric", "new", "acme-production", "--output", file)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Wrote \(file), which starts from production-readiness.\n"))
    let text = try folder.text("acme.yaml")
    #expect(text.hasPrefix("# yaml-language-server: $schema="))
    #expect(text.contains("\nrubric: acme-production\ntitle: Acme production\nextends: production-readiness\n"))

    let lint = try CommandRun("rubric", "lint", file)
    #expect(lint.status == 0)
    #expect(lint.complaints == "")
    let test = try CommandRun("rubric", "test", file, "--rule", "ours.model-register", "--mutations")
    #expect(test.status == 0, "\(test.output)")
    #expect(test.output.contains(": 7 examples passed, 0 failed, 0 rules without\n"))
    #expect(test.output.contains("mutants killed, 100 percent\n"))
    #expect(try CommandRun("explain", "ours.model-register", "--rubric", file).status == 0)
  }

  @Test("it starts from any rubric", arguments: ["kickoff", "operations", "security", "generative-ai"])
  func others(base: String) throws {
    let folder = try TemporaryFolder()
    let run = try CommandRun("rubric", "new", "ours-\(base)", "--extends", base, "--output", folder("r.yaml"))
    #expect(run.status == 0)
    #expect(try CommandRun("rubric", "lint", folder("r.yaml")).complaints == "")
    let test = try CommandRun("rubric", "test", folder("r.yaml"), "--rule", "ours.model-register")
    #expect(test.status == 0)
  }

  @Test("'-' prints it, and nothing is ever overwritten")
  func output() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.yaml", "ours")
    let run = try CommandRun("rubric", "new", "acme", "--output", folder("mine.yaml"))
    #expect(run.status == 73)
    #expect(run.complaints.contains("is there already, and stays as it is"))
    #expect(try folder.text("mine.yaml") == "ours")
    #expect(try CommandRun("rubric", "new", "acme", "--output", "-").output.contains("\nrubric: acme\n"))
  }

  @Test(
    "a name that is none, one that is taken and one that there is not are 64",
    arguments: [
      (["Acme"], "'Acme' is no name for a rubric"), (["a--b"], "no name"), (["1a"], "no name"),
      (["kickoff"], "there is a rubric 'kickoff' already"),
      (["acme", "--extends", "kickof"], "did you mean 'kickoff'?"),
    ])
  func wrong(words: [String], complaint: String) throws {
    let run = try CommandRun(["rubric", "new"] + words + ["--output", "-"])
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaints.contains(complaint), "\(run.complaints)")
  }

  @Test("a mutation run lists what survives with its place and its text, and ends with 1 below 95 percent")
  func survivors() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "mine.yaml",
      SmallProject.rubric(
        """
          - id: release.way-back
            title: There is a way back
            severity: major
            claim: has(release.service) && release.rollback.max_minutes <= 30
        """) + """
          ---
          examples:
            release.way-back:
              - {expect: claimed, manifest: {release: {service: s, rollback: {max_minutes: 10}}}}
              - {expect: insufficient, manifest: {release: {service: s, rollback: {max_minutes: 60}}}}

          """)
    let run = try CommandRun("rubric", "test", file, "--mutations")
    #expect(run.status == 1)
    #expect(run.complaints == "")
    #expect(run.output.contains("release.way-back: 3 of 6 mutants killed\n"), "\(run.output)")
    #expect(
      run.output.contains(
        "mine.yaml:10:36: claim: release.rollback.max_minutes <= 30 → release.rollback.max_minutes < 30\n"
          + "    so that it reads: has(release.service) && release.rollback.max_minutes < 30\n"), "\(run.output)")
    #expect(run.output.hasSuffix("mine.yaml: 3 of 6 mutants killed, 50 percent; 95 percent are needed\n"))
    #expect(try CommandRun("rubric", "test", file).status == 0, "nobody asked for mutants")
  }

  @Test("lint warns of what can never hold, and still passes")
  func lint() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "mine.yaml",
      SmallProject.rubric(
        """
          - id: release.way-back
            title: There is a way back
            severity: major
            claim: release.rollback.max_minutes > 30 && release.rollback.max_minutes < 10
        """))
    let run = try CommandRun("rubric", "lint", file)
    #expect(run.status == 0)
    #expect(run.complaints.contains("mine.yaml:10:49: warning: in 'release.way-back', "), "\(run.complaints)")
    #expect(run.output.hasSuffix("mine.yaml: 1 rule, 1 warning\n"))
  }

  @Test("framework lint counts what no rule serves, and a typo in a rule's id is an error")
  func frameworkLint() throws {
    let shipped = try CommandRun("framework", "lint", "eu-ai-act")
    #expect(shipped.status == 0)
    #expect(shipped.output.hasPrefix("eu-ai-act: "))
    #expect(shipped.output.contains(" without a rule, "))
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "law.yaml",
      """
      framework: our-policy
      title: Our policy
      publisher: us
      version: '1'
      kind: guidance
      description: What we promise.
      source: https://example.org
      as_of: 2026-01-01
      confirmed: primary
      ---
      controls:
        - {id: '1', title: A way back, group: G, status: {state: voluntary}, coverage: full, check: automatic,
           rules: [release.rolback-plan]}
        - {id: '2', title: Ours, group: G, status: {state: voluntary}, coverage: full, check: automatic,
           rules: [ours.model-register]}
      """)
    #expect(try CommandRun("rubric", "new", "acme", "--output", folder("acme.yaml")).status == 0)
    let run = try CommandRun("framework", "lint", file, "--rubric", folder("acme.yaml"))
    #expect(run.status == 65)
    #expect(run.complaints.contains("law.yaml:13:14: error: '1' names the rule"), "\(run.complaints)")
    #expect(run.complaints.contains("did you mean 'release.rollback-plan'?"))
    #expect(!run.complaints.contains("ours.model-register"))
    #expect(try CommandRun("framework", "lint", "eu-ai-atc").status == 64)
  }

  @Test("schema lists schemas and prints them", arguments: ["rubric", "framework", "manifest", "evidence/deployments"])
  func schema(name: String) throws {
    #expect(try CommandRun("schema").output.contains("\n\(name)\n"))
    let run = try CommandRun("schema", name)
    #expect(run.status == 0)
    #expect(run.output.contains("\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""))
    #expect(run.output.hasSuffix("}\n"))
  }

  @Test("a schema that there is not is 64, with the nearest")
  func unknownSchema() throws {
    let run = try CommandRun("schema", "rubrik")
    #expect(run.status == 64)
    #expect(run.complaints.contains("did you mean 'rubric'?"))
  }
}
