import CEL

/// The expressions that are measured, and the facts that they are measured on.
enum RuleShapes {
  struct Shape {
    var name: String
    var text: String
  }

  /// Shapes that other engines publish figures for: from nothing at all to a walk through 500 elements.
  static let common = [
    Shape(name: "constant", text: "true"),
    Shape(name: "presence", text: "has(manifest.monitoring.drift.detector)"),
    Shape(name: "membership", text: "manifest.project.risk_tier in ['minimal', 'limited', 'high']"),
    Shape(
      name: "two fields", text: "manifest.model.sha == metrics.model_sha && metrics.overall.f1 > metrics.baseline.f1"),
    Shape(
      name: "date", text: "timestamp(manifest.reviews[0].date) > timestamp(now) - duration('7776000s')"),
    Shape(
      name: "all over 8", text: "manifest.datasets.all(d, d.rows >= 1000 && d.split in ['train', 'test'])"),
    Shape(name: "filter over 500", text: "junit.cases.filter(c, c.status == 'skipped').size() <= 20"),
    Shape(name: "pattern over 8", text: "manifest.datasets.all(d, d.sha.matches('^[0-9a-f]{64}$'))"),
  ]

  /// The twenty most typical of the rules in `rubrics/`; where those have times, these have texts, which all engines take.
  static let rules = [
    Shape(name: "a document is named", text: "has(model.card)"),
    Shape(name: "a list is not empty", text: "size(data.schema) > 0"),
    Shape(name: "the gate", text: "gate != 'operate'"),
    Shape(name: "one of two modes", text: "operations.serving.mode in ['online', 'streaming']"),
    Shape(name: "two presences", text: "has(project.risk_tier) && has(project.risk_tier_reason)"),
    Shape(name: "a limit", text: "tests.design.final_set_uses <= params.max_final_set_uses"),
    Shape(name: "exists over 4", text: "data.sources.exists(s, s.personal_data != 'none')"),
    Shape(name: "dates of 3", text: "data.collect.all(c, timestamp(c.done_on) <= timestamp(now))"),
    Shape(name: "the document of a path", text: "artifacts.documents.filter(d, d.path == release.plan).size() == 1"),
    Shape(
      name: "enough words",
      text: "artifacts.documents.exists(d, d.words >= params.min_plan_words "
        + "&& d.placeholder_percent <= params.max_placeholder_percent)"),
    Shape(name: "skills", text: "team.skills.all(s, s.level in ['good', 'expert'] || size(s.gap_plan) > 0)"),
    Shape(
      name: "milestones",
      text: "plan.milestones.all(m, timestamp(now) < timestamp(m.due_on) + duration('24h') "
        + "|| timestamp(m.done_on) <= timestamp(now))"),
    Shape(
      name: "key numbers moved",
      text: "business.kpis.all(k, (k.current - k.baseline) * (k.target - k.baseline) > 0.0)"),
    Shape(
      name: "kinds of tests", text: "'unit' in process.code_tests.kinds && 'integration' in process.code_tests.kinds"),
    Shape(
      name: "valid for a while",
      text: "timestamp(compliance.risks.reviewed_on) <= timestamp(now) && timestamp(compliance.risks.reviewed_on) "
        + "> timestamp(now) - duration(params.risk_review_valid_for)"),
    Shape(
      name: "checked sources",
      text: "data.sources.all(s, s.available && timestamp(s.checked_on) <= timestamp(now) "
        + "&& (timestamp(now) - timestamp(s.checked_on)).getHours() <= params.data_check_days * 24)"),
    Shape(
      name: "a small first step",
      text: "release.steps.exists(s, s.traffic_percent > 0.0 && s.traffic_percent <= params.max_first_step_percent)"),
    Shape(
      name: "the run of the model",
      text: "artifacts.experiment_runs.exists(r, artifacts.registered_models.exists(m, m.name == model.name "
        + "&& m.version == model.version && m.run_id == r.run_id))"),
    Shape(
      name: "an alert on drift",
      text: "operations.retraining.trigger in ['drift', 'several'] "
        + "|| operations.monitoring.alerts.exists(a, a.metric.contains('drift'))"),
    Shape(
      name: "payback agrees",
      text: "business.roi.payback_months * (business.roi.annual_benefit.amount - business.roi.annual_run_cost.amount) "
        + ">= 12.0 * business.roi.investment.amount * (1.0 - double(params.payback_tolerance_percent) / 100.0)"),
  ]

  static let all = common + rules

  /// What the variables are, as literals of the language itself.
  private static let facts: [(name: String, literal: String)] = [
    ("gate", "'production'"), ("now", "'2026-11-22T00:00:00Z'"),
    (
      "manifest",
      """
      {'monitoring': {'drift': {'detector': 'psi'}}, 'project': {'risk_tier': 'limited'}, 'model': {'sha': '\(sha)'},
       'reviews': [{'date': '2026-10-01T00:00:00Z'}], 'datasets': [\(
         repeated(8) { "{'rows': \(1_000 + $0), 'split': '\($0 % 2 == 0 ? "train" : "test")', 'sha': '\(sha)'}" })]}
      """
    ),
    ("metrics", "{'model_sha': '\(sha)', 'overall': {'f1': 0.82}, 'baseline': {'f1': 0.7}}"),
    ("junit", "{'cases': [\(repeated(500) { "{'status': '\($0 % 50 == 0 ? "skipped" : "passed")'}" })]}"),
    ("project", "{'risk_tier': 'limited', 'risk_tier_reason': 'it advises'}"),
    ("model", "{'card': 'MODEL_CARD.md', 'name': 'churn', 'version': '3'}"),
    (
      "data",
      """
      {'schema': ['a', 'b'], 'collect': [\(repeated(3) { _ in "{'done_on': '2026-03-01T00:00:00Z'}" })],
       'sources': [\(repeated(4) {
         "{'personal_data': '\($0 == 3 ? "direct" : "none")', 'available': true, 'checked_on': '2026-10-01T00:00:00Z'}"
       })]}
      """
    ),
    (
      "artifacts",
      """
      {'documents': [\(repeated(6) { "{'path': 'docs/\($0).md', 'words': \($0 * 40), 'placeholder_percent': 2.5}" })],
       'experiment_runs': [\(repeated(5) { "{'run_id': 'run\($0)'}" })],
       'registered_models': [\(repeated(3) { "{'name': 'churn', 'version': '\($0 + 1)', 'run_id': 'run4'}" })]}
      """
    ),
    ("release", "{'plan': 'docs/5.md', 'steps': [\(repeated(3) { "{'traffic_percent': \(50 - $0 * 20).0}" })]}"),
    ("team", "{'skills': [\(repeated(5) { "{'level': '\($0 == 4 ? "none" : "good")', 'gap_plan': 'a course'}" })]}"),
    (
      "plan",
      "{'milestones': [\(repeated(4) { "{'due_on': '2026-0\($0 + 5)-01T00:00:00Z', 'done_on': '2026-05-01T00:00:00Z'}" })]}"
    ),
    (
      "business",
      """
      {'kpis': [\(repeated(4) { "{'current': \($0 + 2).5, 'baseline': 1.0, 'target': 9.0}" })], 'roi': {
       'payback_months': 14.0, 'annual_benefit': {'amount': 900000.0}, 'annual_run_cost': {'amount': 200000.0},
       'investment': {'amount': 800000.0}}}
      """
    ),
    ("process", "{'code_tests': {'kinds': ['unit', 'data', 'model', 'integration']}}"),
    ("compliance", "{'risks': {'reviewed_on': '2026-10-01T00:00:00Z'}}"),
    ("tests", "{'design': {'final_set_uses': 2}}"),
    (
      "operations",
      """
      {'serving': {'mode': 'online'}, 'retraining': {'trigger': 'schedule'},
       'monitoring': {'alerts': [{'metric': 'latency'}, {'metric': 'errors'}, {'metric': 'drift_psi'}]}}
      """
    ),
    (
      "params",
      """
      {'max_final_set_uses': 3, 'min_plan_words': 60, 'max_placeholder_percent': 5.0, 'data_check_days': 180,
       'max_first_step_percent': 25.0, 'payback_tolerance_percent': 20, 'risk_review_valid_for': '4320h'}
      """
    ),
  ]

  private static let sha = String(repeating: "0123456789abcdef", count: 4)

  private static func repeated(_ count: Int, _ element: (Int) -> String) -> String {
    (0..<count).map(element).joined(separator: ", ")
  }

  /// The environment that the expressions are compiled in, and the facts; nil where a fact cannot be read.
  static func world() -> (environment: Environment, activation: Activation, facts: [(name: String, value: Value)])? {
    let environment = Environment(variables: facts.map { Variable($0.name, .dyn) })
    var activation = environment.activation()
    var values: [(name: String, value: Value)] = []
    for fact in facts {
      guard let program = try? environment.compile(fact.literal),
        case .value(let value) = program.evaluate(environment.activation())
      else { return nil }
      activation.bind(fact.name, to: value)
      values.append((fact.name, value))
    }
    return (environment, activation, values)
  }
}
