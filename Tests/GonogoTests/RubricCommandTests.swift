import TestSupport
import Testing

@Suite("gonogo rubric, explain and the rubrics that teams write")
struct RubricCommandTests {
  /// A rule in which each case gets one thing wrong.
  private static func rule(
    claim: String = "release.rollback.kind == 'none'", severity: String = "blocker", gates: String = "{mvp: claimed}",
    more: String = ""
  ) -> String {
    """
        - id: release.way-back
          title: There is a way back
          severity: \(severity)
          gates: \(gates)
          claim: \(claim)
          \(more)
    """
  }

  @Test(
    "a typo in a rule is an error at its place, with the nearest name",
    arguments: [
      (
        rule(claim: "release.rolback.kind == 'none'"), "11:22: error: 'rolback' is not a field of 'release'",
        "did you mean 'rollback'?"
      ),
      (
        rule(claim: "release.rollback.kind == 'previous_modell'"),
        "11:39: error: 'previous_modell' is not a value of 'release.rollback.kind'", "did you mean 'previous_model'?"
      ),
      (rule(claim: "release.rollback.kind = 'none'"), "11:36: error: '=' is no operator", "write '=='"),
      (rule(claim: "true & release.kill_switch.present"), "11:19: error: '&' is no operator", "write '&&'"),
      (rule(claim: "siz(release.service) > 0"), "11:14: error: there is no function 'siz'", "did you mean 'size'?"),
      (
        rule(claim: "release.rollback.max_minutes < '5'"), "11:43: error: '<' does not take (int, string)", "(int, int)"
      ),
      (
        rule(severity: "bloker"), "9:17: error: 'bloker' is not a value of 'rules[0].severity'",
        "did you mean 'blocker'?"
      ),
      (rule(gates: "{mpv: claimed}"), "10:15: error: 'mpv' is not a field of 'rules[0].gates'", "did you mean 'mvp'?"),
      (rule(gates: "{mvp: climed}"), "10:20: error: 'climed' is not a value of", "did you mean 'claimed'?"),
      (rule(more: "sevrity: minor"), "12:7: error: 'sevrity' is not a field of 'rules[0]'", "did you mean 'severity'?"),
    ])
  func typo(rule: String, complaint: String, answer: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("mine.yaml", SmallProject.rubric(rule))
    let lint = try CommandRun("rubric", "lint", file)
    #expect(lint.status == 65)
    #expect(lint.complaints.contains("mine.yaml:\(complaint)"), "\(lint.complaints)")
    #expect(lint.complaints.contains(answer), "\(lint.complaints)")

    let project = try SmallProject()
    let assessed = try CommandRun("assess", project.path, "--rubric", file)
    #expect(assessed.status == 65)
    #expect(assessed.complaints.contains(complaint))
    #expect(assessed.output.hasSuffix("\nNO-GO\n"))
  }

  @Test("deep nesting in an expression is an error and no crash", arguments: ["(", "[", "!", "-", "{1:"])
  func deepExpression(opening: String) throws {
    let folder = try TemporaryFolder()
    let claim = String(repeating: opening, count: 9_000 / opening.count)
    let file = try folder.write(
      "mine.yaml", SmallProject.rubric(RubricCommandTests.rule(claim: ">-\n        \(claim)")))
    #expect(try CommandRun("rubric", "lint", file).status == 65)
  }

  @Test("a rule id with a typo is answered with the nearest, and 64")
  func ruleID() throws {
    for words in [
      ["explain", "release.rolback-plan"],
      ["rubric", "test", "production-readiness", "--rule", "release.rolback-plan"],
    ] {
      let run = try CommandRun(words)
      #expect(run.status == 64)
      #expect(run.complaints.contains("did you mean 'release.rollback-plan'?"))
    }
    #expect(try CommandRun("explain", "rollback").complaints.contains("release.rollback-plan"))
  }

  @Test("explain tells what a rule demands, why, how to meet it, and its examples")
  func explain() throws {
    let run = try CommandRun("explain", "release.rollback-plan")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("A bad release can be rolled back\nrelease.rollback-plan · blocker · weight 5 · "))
    for part in [
      "\nWhy\n", "\nHow to meet it (effort: small)\n", "\nThe manifest must state (claim)\n  release.rollback.kind in",
      "\nWhich must show (verify)\n", "max_rollback_minutes = 30", "\nExample: contradicted", "\nExample: missing\n",
      "rubrics/rules/release.yaml:",
    ] {
      #expect(run.output.contains(part), "\(part)")
    }
  }

  @Test("list, show and lint know the shipped rubric, and it is sound")
  func shipped() throws {
    #expect(try CommandRun("rubric", "list").output.contains("production-readiness: Production readiness, "))
    #expect(try CommandRun("rubric", "show").output.contains("  release.rollback-plan · blocker · "))
    let lint = try CommandRun("rubric", "lint")
    #expect(lint.status == 0)
    #expect(!lint.complaints.contains("error:"))
  }

  @Test("test runs a rule's examples, and fails where one does not come out")
  func examples() throws {
    #expect(try CommandRun("rubric", "test", "production-readiness", "--rule", "release.rollback-plan").status == 0)
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "mine.yaml",
      SmallProject.rubric(SmallProject.onlyBlocker) + """
        ---
        examples:
          release.way-back:
            - {expect: claimed, manifest: {release: {rollback: {kind: previous_model}}}}
            - {expect: claimed, manifest: {release: {rollback: {kind: none}}}}

        """)
    let run = try CommandRun("rubric", "test", file)
    #expect(run.status == 1)
    #expect(run.output.hasSuffix("mine.yaml: 1 example passed, 1 failed, 0 rules without\n"))
    #expect(run.complaints.contains("mine.yaml:15:"))
    #expect(run.complaints.contains("comes to insufficient, and the example expects claimed"))
  }

  @Test("a rubric file may extend the shipped one, and every report shows what was tailored and why")
  func tailoring() throws {
    let folder = try TemporaryFolder(copyOf: Repository.example("ready"))
    let rubric = try folder.write(
      "acme.yaml",
      """
      rubric: acme
      title: Acme
      extends: production-readiness
      params: {max_rollback_minutes: 1}
      drop:
        - {rule: data.labelling-plan, reason: our labels come from billing}
      adjust:
        - {rule: release.kill-switch, severity: minor, reason: the caller can do without the model}
      """)
    #expect(try CommandRun("rubric", "lint", rubric).status == 0)
    let run = try CommandRun("assess", folder.path, "--rubric", rubric, "--json", folder("r.json"))
    #expect(run.status == 1, "going back takes longer than a minute")
    #expect(run.output.contains("insufficient release.rollback-plan (blocker)"))
    let json = try folder.text("r.json")
    for reason in ["our labels come from billing", "the caller can do without the model"] {
      #expect(json.contains(reason))
    }
    #expect(json.contains("\"loosens\""))
    #expect(try CommandRun("rubric", "show", rubric).output.contains("Tailored: "))
  }

  @Test(
    "a typo in what is tailored is an error at its place",
    arguments: [
      (
        "drop: [{rule: data.labeling-plan, reason: r}]", "4:15: error: there is no rule 'data.labeling-plan'",
        "did you mean 'data.labelling-plan'?"
      ),
      ("params: {max_rolback_minutes: 5}", "4:10: error: ", "did you mean 'max_rollback_minutes'?"),
      ("adjust: [{rule: release.kill-switch, severity: minor}]", "4:", "reason"),
      ("adjust: [{rule: release.kill-switch, claim: 'true', reason: r}]", "4:38: error: ", "claim"),
    ])
  func tailoringTypo(line: String, complaint: String, answer: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("acme.yaml", "rubric: acme\ntitle: Acme\nextends: production-readiness\n\(line)\n")
    let run = try CommandRun("rubric", "lint", file)
    #expect(run.status == 65)
    #expect(run.complaints.contains("acme.yaml:\(complaint)"), "\(run.complaints)")
    #expect(run.complaints.contains(answer), "\(run.complaints)")
  }

  @Test("a rubric that extends one that is not there is told the nearest")
  func unknownBase() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("acme.yaml", "rubric: acme\ntitle: Acme\nextends: production-redyness\n")
    let run = try CommandRun("rubric", "lint", file)
    #expect(run.status == 65)
    #expect(run.complaints.contains("acme.yaml:3:10: error: "))
    #expect(run.complaints.contains("did you mean 'production-readiness'?"))
  }

  @Test("a rubric file that is not there ends with 66")
  func missingFile() throws {
    for words in [
      ["rubric", "lint", "no.yaml"], ["explain", "a.b", "--rubric", "no.yaml"], ["signoff", "--rubric", "no.yaml"],
    ] {
      let run = try CommandRun(words)
      #expect(run.status == 66)
      #expect(run.complaints.contains("no.yaml: error: there is no such file"))
    }
  }

  @Test("--licenses names what is linked")
  func licenses() throws {
    let run = try CommandRun("--licenses")
    #expect(run.status == 0)
    for name in ["libxml2", "libyaml", "RE2", "Swift runtime", "swift-argument-parser"] {
      #expect(run.output.contains(name))
    }
  }
}
