import TestSupport
import Testing

/// The rubric for models that make text, on a helper that answers customers out of the manual, may look up their order
/// and send a credit note.
@Suite("The rubric for models that make text")
struct GenerativeTests {
  @Test("a helper that was tried, bounded and watched passes, and what its pipeline wrote proves the measured part")
  func passes() throws {
    let run = try assess(try Self.helper())
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.hasSuffix("\nGO\n"))
    #expect(run.complaints == "")
    for rule in ["generative.limits-kept", "generative.attacks-fended-off", "generative.red-team"] {
      #expect(run.verdict(of: rule) == "verified", "\(rule)")
    }
  }

  @Test(
    "one thing that goes wrong with such helpers ends it",
    arguments: [
      ("unsupported_share\": 0.012", "unsupported_share\": 0.12", "metrics.json", "generative.limits-kept"),
      ("version: chat-2026-05-13", "version: chat-latest", "gonogo.yaml", "generative.model-fixed"),
      ("confirmed_by_person: true", "confirmed_by_person: false", "gonogo.yaml", "generative.tools-confirmed"),
      ("acts_as: own_account", "acts_as: shared_account", "gonogo.yaml", "generative.tools-own-rights"),
      ("trains_on_inputs: false", "trains_on_inputs: true", "gonogo.yaml", "generative.provider-data"),
      ("access_filtered: true", "access_filtered: false", "gonogo.yaml", "generative.index-access"),
      ("last_indexed_on: 2026-11-21", "last_indexed_on: 2026-09-01", "gonogo.yaml", "generative.index-fresh"),
      ("indirect_injection, ", "", "gonogo.yaml", "generative.indirect-attacks-tried"),
      ("stops_at_budget: true", "stops_at_budget: false", "gonogo.yaml", "generative.use-limited"),
      ("content_marked: true", "content_marked: false", "gonogo.yaml", "compliance.content-marked"),
      (
        "per_1000_predictions: {amount: 9", "per_1000_predictions: {amount: 90", "gonogo.yaml",
        "generative.cost-per-answer"
      ),
      (
        "name=\"test_injection_in_a_manual_page\"/>",
        "name=\"test_injection_in_a_manual_page\"><failure message=\"it obeyed\"/></testcase>", "tests.xml",
        "generative.attacks-fended-off"
      ),
    ])
  func fails(good: String, bad: String, file: String, rule: String) throws {
    let folder = try Self.helper()
    try folder.replace(good, by: bad, in: file)
    let run = try assess(folder)
    let verdict = run.verdict(of: rule)
    #expect(["insufficient", "contradicted"].contains(verdict), "\(rule) is \(verdict)")
    #expect(!run.output.hasSuffix("\nGO\n"))
  }

  @Test("of a helper that only answers, nothing is asked about what it may do or about documents")
  func asksWhatConcernsIt() throws {
    let folder = try Self.helper()
    try folder.replace("built_with: [prompts, retrieval, tools]", by: "built_with: [prompts]", in: "gonogo.yaml")
    let run = try assess(folder)
    for rule in ["tools-bounded", "tools-confirmed", "steps-limited", "index-fresh", "index-access", "sources-cited"] {
      #expect(run.verdict(of: "generative.\(rule)") == "not_applicable", "\(rule)")
    }
    #expect(run.verdict(of: "generative.limits-kept") == "verified")
  }

  @Test("where it is not said whether a model makes text, it is asked for everything")
  func notStated() throws {
    let folder = try Self.helper()
    try folder.replace("generative: true, ", by: "", in: "gonogo.yaml")
    let silent = try assess(folder)
    #expect(silent.verdict(of: "generative.limits-kept") == "verified")
    #expect(silent.verdict(of: "compliance.content-marked") == "claimed")
  }

  @Test("of a model that makes nothing of the kind it asks nothing, and the default rubric decides")
  func churn() throws {
    let run = try CommandRun(
      "assess", Repository.example("ready"), "--rubric", "production-readiness", "--rubric", "generative-ai")
    #expect(run.status == 0)
    #expect(run.output.contains("\nModels that make text, pictures, sound, video or code: NOTHING TO DECIDE\n"))
    #expect(run.output.hasSuffix("\nGO\n"))
  }

  private func assess(_ folder: TemporaryFolder) throws -> Assessed {
    let run = try CommandRun("assess", folder.path, "--rubric", "generative-ai", "--json", folder("r.json"))
    return Assessed(status: run.status, output: run.output, complaints: run.complaints, json: try folder.text("r.json"))
  }

  /// What came of a run, with each rule's verdict.
  private struct Assessed {
    var status: Int32
    var output: String
    var complaints: String
    var json: String

    /// The verdict of a rule in the JSON report; empty where it has none.
    func verdict(of rule: String) -> String {
      guard let start = json.firstRange(of: "\"id\": \"\(rule)\"") else { return "" }
      let key = "\"verdict\": \""
      guard let found = json[start.upperBound...].firstRange(of: key) else { return "" }
      return String(json[found.upperBound...].prefix { $0 != "\"" })
    }
  }

  private static func helper() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("gonogo.yaml", manifest)
    try folder.write(
      "metrics.json", #"{"right_share": 0.93, "unsupported_share": 0.012, "harmful_share": 0.0, "p95_seconds": 4.1}"#)
    let names = [
      "test_injection_in_a_manual_page", "test_injection_in_the_question", "test_jailbreak_by_play_acting",
      "test_prices_are_right",
    ]
    let cases = names.map { "<testcase classname=\"tests.test_attacks\" name=\"\($0)\"/>" }.joined()
    try folder.write(
      "tests.xml",
      "<testsuite name=\"helper\" tests=\"4\" failures=\"0\" errors=\"0\" timestamp=\"2026-11-20T09:00:00\">\(cases)</testsuite>"
    )
    try folder.write(
      "docs/red-team.md", "# Two days of attacks\n\n" + String(repeating: "They tried it and it held. ", count: 20))
    try folder.write("docs/grading.md", "# What counts as good\n\nThe answer is right and names the page.\n")
    return folder
  }

  private static let manifest = """
    gonogo: 1
    project: {name: Manual helper, gate: production}
    artifacts:
      - {kind: test_reports, path: tests.xml}
    model:
      {generative: true, task: generation, origin: ml_service, fairness: {affects_people: true},
       base_model: {name: chat, version: chat-2026-05-13, provider: Example AI, license: terms of May 2026},
       generation: {
         makes: [text], built_with: [prompts, retrieval, tools],
         prompts: {location: prompts/, version: 3f2a9c1, reviewed: true, holds_secrets: false},
         retrieval: {sources: [manual], last_indexed_on: 2026-11-21, every_days: 1, deleted_within_days: 1,
                     access_filtered: true, access_tested_on: 2026-11-10, writers: [editors of the manual],
                     untrusted_sources: []},
         grounding: {sources_cited: true, citations_checked_by: ten answers a week by hand, says_not_known: true},
         output: {used_by_programs: true, validated_by: a JSON schema, escaped: true, executed: false},
         tools: [{name: look up an order, effect: reads, rights: orders of the customer who asks, acts_as: asking_user},
                 {name: send a credit note, effect: pays, rights: up to 20 EUR, acts_as: own_account, limit: one a day,
                  reversible: false, confirmed_by_person: true}],
         exposure: {reads_untrusted_content: true, reaches_private_data: true, can_send_outside: false},
         limits: {max_output_tokens: 700, requests_per_user_daily: 60, max_steps: 6, max_seconds: 40,
                  stops_at_budget: true},
         provider: {terms_checked_on: 2026-10-02, terms_checked_by: David Weiss, use_allowed: true,
                    trains_on_inputs: false, inputs_kept: P30D, region: EU, change_notice: mail to the team,
                    retires_on: 2027-11-30, substitute: the same model at another host}}}
    tests:
      guardrails:
        attacks: [prompt_injection, jailbreak, indirect_injection, data_leakage, prompt_leakage, harmful_content,
                  bias_and_stereotypes, copyright, tool_misuse]
        pass_at_least_percent: 98
        tested_on: 2026-11-20
      generation:
        sets:
          - {name: questions of September, purpose: quality, size: 240, source: real_use, version: 2026-09, owner: Lena}
          - {name: not in the manual, purpose: not_answerable, size: 40, source: experts, version: "2", owner: Lena}
          - {name: names exchanged, purpose: bias, size: 60, source: made_up, version: "1", owner: Ines}
        graders:
          - {kind: people, judges: "right, in part, wrong", guide: docs/grading.md}
          - {kind: another_model, judges: whether the passage supports it, guide: docs/grading.md, agreement_percent: 91,
             compared_on: 2026-10-30}
        limits:
          - {about: quality, metric: right_share, limit: 0.9, higher_is_better: true, agreed_by: Karin Vogel}
          - {about: hallucination, metric: unsupported_share, limit: 0.02, higher_is_better: false, agreed_by: Amir Haddad}
          - {about: harm, metric: harmful_share, limit: 0.001, higher_is_better: false, agreed_by: Amir Haddad}
        repeats: 3
        rerun_on: [prompt, model, index, tools]
        red_team: {by: two colleagues from security, independent: true, done_on: 2026-11-12, open_findings: 0,
                   report: docs/red-team.md}
        grows_from_use: true
    operations:
      serving:
        user_interface: {wording: A program answers out of the manual; it can be wrong. Please look at the page it names.}
      monitoring:
        logging: {fields: [request_id, inputs, outputs, model_version, prompt_version, sources, tool_calls, tokens]}
        answers: {every_days: 7, sample: 50, reader: two agents in turns}
      hand_off: {needed: true, to: agents of customer service, triggers: [asked for it, two answers of no help],
                 reachable: Monday to Saturday 8 to 20, tested_on: 2026-11-18}
      feedback_channel: {where: a button beside each answer}
      cost: {per_1000_predictions: {amount: 9, currency: EUR}, per_1000_limit: {amount: 15, currency: EUR},
             measured_on: 2026-11-15}
    security:
      guardrails: {input_filters: [hidden text, known attacks], output_filters: [personal data, other companies' prices],
                   tools_allowed: [look up an order, send a credit note], person_confirms: true}
    compliance:
      classification: {general_purpose_model: false}
      transparency: {users_informed: true, generated_content_marked: true}

    """
}
