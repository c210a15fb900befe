import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("Alert rules")
struct AlertRulesTests {
  private func item(_ text: String, path: String = "monitoring/alerts.yaml") throws -> EvidenceItem {
    try TemporaryProject([path: text]).item("alert_rules")
  }

  private func rule(_ name: String, _ expression: String, _ rest: String = "") -> String {
    "groups: [{name: g, rules: [{alert: \(name), expr: '\(expression)'\(rest)}]}]"
  }

  @Test("say when they fire, after how long, how bad that is and what to do then")
  func alert() throws {
    let item = try item(
      rule(
        "HighErrorRate",
        "sum by (job) (rate(requests_total{code=~\"5..\"}[5m])) / sum(rate(requests_total[5m])) > 0.02",
        ", for: 1h30m, labels: {severity: page}, annotations: {runbook_url: 'https://u:p@wiki/x?t=1', summary: '{{ $value }}'}"
      ))
    let alert = try #require(item.facts["alerts"]?.elements.first)
    #expect(
      ["name", "for_seconds", "severity", "runbook", "metrics", "concern", "always_fires"].map { shown(alert[$0]) } == [
        "HighErrorRate", "5400.0", "page", "https://wiki/x", "[requests_total]", "errors", "false",
      ])
    #expect(["groups", "recordings", "concerns"].map(item.fact) == ["1", "0", "[errors]"])
    #expect(item.format == "prometheus")
  }

  @Test(
    "are about what they are called after, or what they watch",
    arguments: [
      ("InputDrift", "up == 0", "drift"), ("X", "max by (feature) (churn_feature_psi) > 0.2", "drift"),
      ("ChurnRecall", "churn_recall_90d < 0.7", "model_quality"), ("Slow", "x > 1", "latency"),
      ("X", "histogram_quantile(0.95, sum by (le) (rate(http_request_seconds_bucket[5m]))) > 0.2", "latency"),
      ("TargetDown", "up == 0", "availability"), ("X", "node_memory_free_bytes < 1e6", "resources"),
      ("DataStale", "time() - x > 3600", "data_freshness"), ("X", "feature_missing_ratio > 0.1", "data_quality"),
      ("X", "rate(http_requests_total{code=~\"5..\"}[5m]) > 1", "errors"), ("X", "prediction_score < 1", "predictions"),
      ("X", "foo > 1", "other"),
    ])
  func concern(name: String, expression: String, concern: String) throws {
    let item = try item(rule(name, expression))
    #expect(shown(item.facts["alerts"]?.elements.first?["concern"]) == concern)
    #expect(item.fact("concerns") == "[\(concern)]")
  }

  @Test("that always fire watch nothing", arguments: ["vector(1)", "1", "1 == bool 1", "absent(vector(0))"])
  func constant(expression: String) throws {
    let item = try item(rule("ErrorsWatchdog", expression))
    #expect(shown(item.facts["alerts"]?.elements.first?["always_fires"]) == "true")
    #expect(item.fact("concerns") == "[]")
  }

  @Test("are not the rules that only record")
  func recordings() throws {
    let item = try item(
      "groups:\n- name: g\n  rules:\n  - {record: a:b, expr: sum(x)}\n  - {alert: A, expr: a:b > 1, for: 0m}\n")
    #expect(item.fact("recordings") == "1")
    #expect(
      item.fact("alerts")
        == "[{name: A, expression: a:b > 1, for_seconds: 0.0, metrics: [a:b], concern: other, always_fires: false}]")
  }

  @Test("may be an object of Kubernetes, beside others, or Grafana's")
  func dialects() throws {
    let resource =
      "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: churn}\nspec: {groups: [{name: g, rules: [{alert: A, expr: up == 0}]}]}\n"
    let operatorItem = try item("apiVersion: v1\nkind: Service\n---\n" + resource, path: "deploy/prometheus-rule.yaml")
    #expect(
      [operatorItem.format, operatorItem.fact("name"), operatorItem.fact("concerns")] == [
        "prometheus-operator", "churn", "[availability]",
      ])
    let grafana = try item(
      "apiVersion: 1\ngroups: [{name: g, rules: [{title: Drift, condition: C, for: 5m, data: [{refId: A, model: {expr: psi > 1}}]}]}]",
      path: "grafana/provisioning/x.yaml")
    #expect(grafana.format == "grafana")
    #expect(
      grafana.fact("alerts")
        == "[{name: Drift, expression: psi > 1, for_seconds: 300.0, metrics: [psi], concern: drift, always_fires: false}]"
    )
  }

  @Test("that are broken are unreadable; what is something else is none of them")
  func broken() throws {
    let project = TemporaryProject([
      "alerts.yaml": "groups:\n- rules:\n  - alert: [", "rules/x.yaml": "groups: [a]\nalert: 1", "alerts2.yml": "a: b",
      "x.yaml": "groups: [{rules: [{alert: A}]}]",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems == ["alert_rules alerts.yaml yaml.syntax"])
  }

  @Test("cost no more than their length, however they are made")
  func hostile() throws {
    for piece in ["{\"", "a(", "[", "\"\\", "by ("] {
      _ = try item(rule("A", String(repeating: piece, count: 3_000)))
    }
  }
}

@Suite("Alert routes")
struct AlertRoutesTests {
  private func item(_ text: String) throws -> EvidenceItem {
    try TemporaryProject(["monitoring/alertmanager.yml": text]).item("alert_routes")
  }

  @Test("say whom they reach by type, and no address")
  func receivers() throws {
    let item = try item(
      "global: {slack_api_url: 'https://hooks.example/SECRET'}\nroute: {receiver: team, routes: [{receiver: pager, matchers: [severity=page]}, {receiver: gone}]}\nreceivers:\n- {name: team, slack_configs: [{channel: '#alerts', api_url: 'https://hooks/SECRET'}], email_configs: [{to: alice@x.org}]}\n- {name: pager, pagerduty_configs: [{service_key: SECRET}]}\n- {name: alice@x.org}\n"
    )
    #expect(
      item.fact("receivers")
        == "[{name: team, types: [slack, email]}, {name: pager, types: [pagerduty]}, {name: (an e-mail address), types: []}]"
    )
    #expect(
      ["default_receiver", "routes", "reaches_somebody", "default_reaches_somebody", "undefined_receivers"].map(
        item.fact) == ["team", "3", "true", "true", "[gone]"])
    #expect(!shown(item.facts).containsBytes("SECRET") && !shown(item.facts).containsBytes("alice"))
  }

  @Test(
    "reach nobody by an empty receiver or a hook on the machine; what another hook calls is not known",
    arguments: [
      ("{name: a}", "false"), ("{name: a, slack_configs: []}", "false"),
      ("{name: a, webhook_configs: [{url: 'http://localhost:5001/'}]}", "false"),
      ("{name: a, webhook_configs: [{url: 'http://bot.example.org/'}]}", "–"),
      ("{name: a, email_configs: [{to: x}]}", "true"),
      ("{name: b, email_configs: [{to: x}]}", "false"),
    ])
  func reach(receiver: String, expected: String) throws {
    #expect(try item("route: {receiver: a}\nreceivers: [\(receiver)]").fact("reaches_somebody") == expected)
  }

  @Test("may be an object of Prometheus' operator")
  func customResource() throws {
    let item = try item(
      "apiVersion: monitoring.coreos.com/v1alpha1\nkind: AlertmanagerConfig\nspec: {route: {receiver: a}, receivers: [{name: a, slackConfigs: [{channel: x}]}]}"
    )
    #expect([item.format, item.fact("reaches_somebody")] == ["prometheus-operator", "true"])
  }

  @Test("are unreadable where keys are repeated, as Alertmanager refuses them, too")
  func broken() throws {
    let project = TemporaryProject(["alertmanager.yml": "route: {receiver: a}\nreceivers: []\nreceivers: []\n"])
    #expect(try project.evidence().problems == ["alert_routes alertmanager.yml yaml.repeated-key"])
  }
}
