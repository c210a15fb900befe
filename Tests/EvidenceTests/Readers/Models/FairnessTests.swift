import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A fairness report")
struct FairnessReportsTests {
  private func item(_ text: String, path: String = "reports/fairness/by_group_age.json") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("fairness_reports")
  }

  private func measure(_ item: EvidenceItem, _ metric: String) -> Node? {
    item.facts["measures"]?.elements.first { $0["metric"]?.text == metric }
  }

  @Test(
    "is a table of measures by group, whichever way round, in JSON or a table",
    arguments: [
      (
        "by_group_age.json",
        "{\"selection_rate\": {\"old\": 0.6, \"young\": 0.3}, \"count\": {\"old\": 41.0, \"young\": 31.0}}"
      ),
      (
        "by_group_age.json",
        "{\"old\": {\"selection_rate\": 0.6, \"count\": 41}, \"young\": {\"selection_rate\": 0.3, \"count\": 31}}"
      ),
      (
        "fairness.json",
        "{\"age\": {\"old\": {\"Selection Rate\": 0.6, \"n\": 41}, \"young\": {\"Selection Rate\": 0.3, \"n\": 31}}}"
      ),
      ("by_group_age.csv", "age,selection_rate,count\nold,0.6,41\nyoung,0.3,31\n"),
      (
        "fairlearn.json",
        "{\"sensitive_features\": {\"age\": {\"by_group\": {\"old\": {\"selection_rate\": 0.6, \"count\": 41}, \"young\": {\"selection_rate\": 0.3, \"count\": 31}}}}}"
      ),
    ])
  func shapes(name: String, text: String) throws {
    let item = try item(text, path: "reports/fairness/" + name)
    #expect(
      item.fact("measures")
        == "[{attribute: age, metric: selection_rate, groups: 2, by_group: {old: 0.6, young: 0.3}, difference: 0.3, ratio: 0.5, groups_not_known: 0, min_group_count: 31.0}]"
    )
    #expect(["attributes", "min_group_count", "mapping"].map(item.fact) == ["[age]", "31.0", "recognised"])
  }

  @Test("does not know how far a group is whose value is no number", arguments: ["NaN", "null", "Infinity"])
  func nonFinite(value: String) throws {
    let item = try item("{\"a\": {\"accuracy\": 0.9}, \"b\": {\"accuracy\": \(value)}}")
    let measure = measure(item, "accuracy")
    #expect(["difference", "ratio", "groups_not_known"].map { shown(measure?[$0]) } == ["–", "–", "1"])
  }

  @Test("has no ratio to zero, and no difference of one group")
  func edges() throws {
    let item = try item("{\"fpr\": {\"a\": 0, \"b\": 0}, \"tpr\": {\"a\": 1}, \"count\": {\"a\": 3, \"b\": null}}")
    #expect(["difference", "ratio"].map { shown(measure(item, "fpr")?[$0]) } == ["0.0", "–"])
    #expect(["difference", "ratio"].map { shown(measure(item, "tpr")?[$0]) } == ["–", "–"])
    #expect(item.fact("min_group_count") == "–")
  }

  @Test("has published figures by their names, overall values and what it states wrongly")
  func figures() throws {
    let item = try item(
      """
      {"tool": "fairlearn", "generated_at": "2026-11-21T02:03:49+00:00", "sensitive_features": {"sex": {
        "overall": {"accuracy": 0.7}, "by_group": {"f": {"accuracy": 0.8}, "m": {"accuracy": 0.4}},
        "difference": {"accuracy": 0.05}, "ratio": {"accuracy": 0.5},
        "demographic_parity_ratio": 0.82, "equalized_odds_difference": NaN}}}
      """, path: "fairlearn_report.json")
    #expect(["overall", "ratio"].map { shown(measure(item, "accuracy")?[$0]) } == ["0.7", "0.5"])
    #expect(
      item.fact("parities")
        == "[{attribute: sex, name: demographic_parity_ratio, value: 0.82}, {attribute: sex, name: equalized_odds_difference}]"
    )
    #expect(
      item.diagnostics.map(\.message) == ["the difference of 'accuracy' is not what the values of its groups come to"])
    #expect(item.tool?.name == "fairlearn")
    #expect(shown(item.producedAt) == "2026-11-21T02:03:49Z")
  }

  @Test("of AI Verify has a value for each group and class, and pairs apart")
  func aiVerify() throws {
    let text = """
      [{"gid": "aiverify.stock.fairness", "version": "0.9.0", "cid": "f", "startTime": "2024-07-24T09:20:24.82",
        "testArguments": {"modelFile": "file:///home/alice/m.sav"},
        "output": {"sensitive_feature": ["gender"], "output_classes": [0], "results": [
         {"True Positive Rate": [{"group": [0], "metric": 0.2}, {"group": [1], "metric": 0.25}],
          "Disparate Impact": [{"group": [0, 1], "metric": 0.98}]}]}}, {"gid": "other", "output": {}}]
      """
    let item = try item(text)
    #expect(item.format == "ai-verify")
    #expect(
      item.fact("measures")
        == "[{attribute: gender, metric: true_positive_rate (0), groups: 2, by_group: {0: 0.2, 1: 0.25}, difference: 0.04999999999999999, ratio: 0.8, groups_not_known: 0}]"
    )
    #expect(item.fact("parities") == "[{attribute: gender, name: disparate_impact (0), value: 0.98}]")
    #expect(item.tool == .init(name: "AI Verify", version: "0.9.0"))
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test("that the manifest declares says so")
  func declared() throws {
    let project = TemporaryProject(["out/groups.json": "{\"a\": {\"recall\": 0.9}, \"b\": {\"recall\": 0.8}}"])
    #expect(try project.evidence().items("fairness_reports").isEmpty)
    let place = project.place
    let evidence = try project.evidence([.init(kind: "fairness_reports", pattern: "out/groups.json", place: place)])
    #expect(evidence.items("fairness_reports").map { $0.fact("mapping") } == ["declared"])
  }

  @Test("is no classification report, no schema, no table of something else")
  func others() throws {
    let project = TemporaryProject([
      "fairness/classification.json":
        "{\"0\": {\"precision\": 0.7, \"support\": 5}, \"macro avg\": {\"precision\": 0.7, \"support\": 5}}",
      "fairness/x.schema.json": "{", "fairness/settings.json": "{\"threshold\": {\"a\": 1}}",
      "fairness/people.csv": "name,age\nAlice,41\n",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("fairness_reports").isEmpty && evidence.unreadable.isEmpty)
  }

  @Test(
    "that is broken or without groups shows nothing",
    arguments: [
      ("fairness.json", "{\"a\": {"), ("by_group_x.csv", "x,accuracy\n"), ("by_group_x.csv", "x,accuracy\na,0.5,7\n"),
      ("by_group_x.csv", "x,accuracy\n\"a,0.5\n"),
    ])
  func broken(name: String, text: String) throws {
    let project = TemporaryProject()
    project.write(name, Array(text.utf8))
    let evidence = try project.evidence()
    #expect(evidence.unreadable.map(\.kind) == ["fairness_reports"])
    #expect(evidence.items("fairness_reports").isEmpty)
  }
}

@Suite("An explanation report")
struct ExplanationReportsTests {
  private func item(_ text: String, path: String = "reports/shap_importance.json") throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("explanation_reports")
  }

  @Test(
    "is features with a weight, in all the shapes that people give it",
    arguments: [
      (
        "shap_importance.json", "{\"explainer\": \"x\", \"n_samples\": 9, \"mean_abs_shap\": {\"b\": 0.1, \"a\": 0.3}}",
        "shap"
      ),
      ("feature_importance.json", "{\"b\": 0.1, \"a\": 0.3}", "importance"),
      (
        "feature_importances.json",
        "[{\"feature\": \"b\", \"importance\": 0.1}, {\"feature\": \"a\", \"importance\": 0.3}]", "importance"
      ),
      (
        "permutation_importance.json",
        "{\"b\": {\"importance_mean\": 0.1, \"importance_std\": 1}, \"a\": {\"importance_mean\": 0.3}}", "permutation"
      ),
      ("feature_importance.csv", "feature,importance\nb,0.1\na,0.3\n", "importance"),
    ])
  func shapes(name: String, text: String, method: String) throws {
    let item = try item(text, path: name)
    #expect(item.fact("importances") == "[{feature: a, weight: 0.3}, {feature: b, weight: 0.1}]")
    #expect(["features", "top_feature", "method", "mapping"].map(item.fact) == ["2", "a", method, "recognised"])
    #expect(abs((item.facts["top_share"]?.number ?? 0) - 0.75) < 1e-9)
  }

  @Test("counts weights that are negative by their size, and knows none that is no number")
  func weights() throws {
    let item = try item("{\"a\": 0.1, \"b\": -0.3, \"c\": NaN, \"d\": 0}")
    #expect(
      ["top_feature", "features", "features_not_known", "features_without_weight"].map(item.fact) == [
        "b", "3", "1", "1",
      ])
  }

  @Test("is nothing else that is called so")
  func others() throws {
    let project = TemporaryProject([
      "explanation.json": "{\"text\": \"because\"}", "explainability/notes.json": "[1, 2]", "shap.csv": "x,y\n1,2\n",
      "feature_importance.json": "{}", "explainability/run.json": "{\"accuracy\": 0.9}",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("explanation_reports").isEmpty && evidence.unreadable.isEmpty)
  }

  @Test(
    "that breaks off shows nothing",
    arguments: [("shap.json", "{\"a\": 0.1,"), ("shap.csv", "feature,importance\na\n")])
  func broken(name: String, text: String) throws {
    let project = TemporaryProject()
    project.write(name, Array(text.utf8))
    #expect(try project.evidence().unreadable.map(\.kind) == ["explanation_reports"])
  }
}
