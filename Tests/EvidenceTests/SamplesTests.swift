import Diagnostics
import Documents
import Testing

@testable import Evidence

/// Artifacts of real tools, which stand beside the repository where it is developed. They are no part of it.
private let samples = "/" + pathParts(Repository.root).dropLast().joined(separator: "/") + "/shared/samples"
private let hasSamples = (try? ProjectTree(root: samples)) != nil

@Suite("Artifacts of real tools", .enabled(if: hasSamples, "the samples are not on this machine"))
struct SamplesTests {
  private static let found = Result {
    try Discovery(root: samples).collect(declarations: [
      .init(kind: "test_reports", pattern: "junit/*.xml", place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
      .init(
        kind: "test_reports", pattern: "junit/EnricoMi__non-junit.xml",
        place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
      .init(kind: "model_cards", pattern: "model_card/*.md", place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
    ])
  }

  @Test("are read, and what they say is what their schemas describe")
  func valid() throws {
    let evidence = try SamplesTests.found.get()
    #expect(Set(evidence.items.map(\.kind)).count >= 10)
    expectValid(evidence.items)
  }

  @Test(
    "that are broken or something else never read as good",
    arguments: [
      "junit/EnricoMi__corrupt-xml.xml", "junit/EnricoMi__non-junit.xml", "junit/junit-plugin__testXxe-oob.xml",
      "junit/junit-plugin__testXxe-xxe.xml", "k8s/argo-rollouts__helm_template_rollout.yaml",
      "model_card/huggingface_hub__sample_invalid_card_data.md", "model_card/huggingface_hub__modelcard_template.md",
    ])
  func broken(path: String) throws {
    let evidence = try SamplesTests.found.get()
    #expect(evidence.unreadable.contains { $0.file.path == path })
    #expect(!evidence.items.contains { $0.path == path })
  }

  @Test(
    "say what a person reads in them",
    arguments: [
      ("junit/EnricoMi__testsuite-root.xml", "tests", "5"),
      ("junit/EnricoMi__no-attributes.xml", "pass_percent", "33.333333333333336"),
      ("junit/EnricoMi__junit.gloo.standalone.xml", "skipped", "17"),
      ("junit/junit-plugin__TEST-io.olamy.FlakyTest.xml", "flaky", "1"),
      ("junit/test-reporter__swift-xunit.xml", "failures", "1"),
      ("generated/variants/junit/pytest-no-tests.xml", "tests", "0"),
      ("generated/variants/junit/pytest-xunit2-mixed.xml", "errors", "4"),
      ("generated/variants/modelcard-template-unfilled.md", "filled_sections", "0"),
      ("generated/variants/modelcard-template-unfilled.md", "placeholders", "38"),
      ("model_card/bloom__README.md", "sections.out_of_scope_use", "filled"),
      ("model_card/whisper__model-card.md", "sections.training_data", "filled"),
      ("coverage/ReportGenerator__Cobertura2.1.1.xml", "lines_valid", "36"),
      ("coverage/labrea__coverage.xml", "branch_rate", "–"),
      ("coverage/ReportGenerator__JaCoCo0.8.3.xml", "lines_covered", "26"),
      ("coverage/ReportGenerator__JaCoCo0.8.3.xml", "branch_rate", "0.25"),
      ("coverage/ReportGenerator__lcov.info", "lines_valid", "19"),
      ("generated/diabetes-progression/reports/coverage.json", "line_rate", "0.4714285714285714"),
      ("generated/diabetes-progression/reports/coverage.json", "branches_covered", "5"),
      ("generated/diabetes-progression/reports/lcov.info", "lines_covered", "33"),
      ("k8s/kserve__rollout_pinned.yaml", "canary_percent", "0.0"), ("k8s/kserve__bias.yaml", "has_explainer", "true"),
      ("k8s/argo-rollouts__rollout-background-analysis.yaml", "has_analysis", "true"),
      ("generated/diabetes-progression/dvc.yaml", "locked", "true"),
      (
        "generated/diabetes-progression/mlruns/models/diabetes-progression/version-1/meta.yaml", "aliases", "[champion]"
      ),
    ])
  func facts(path: String, fact: String, expected: String) throws {
    let item = try SamplesTests.found.get().items.first { $0.path == path && $0.kind != "documents" }
    #expect(item?.fact(fact) == expected)
  }

  @Test("of MLflow have the latest values, and NaN hides behind none")
  func mlflow() throws {
    let runs = try SamplesTests.found.get().items("experiment_runs")
    let good = runs.first { $0.fact("run_name") == "logreg-1.2.0" }
    #expect(good?.facts["metrics"]?["train_loss"]?.number == 0.5299999999999999)
    let failed = runs.first { $0.fact("run_name") == "sgd-diverged" }
    #expect(failed?.fact("non_finite_metrics") == "[roc_auc, train_loss]")
    #expect(failed?.fact("status") == "failed")
    #expect(!runs.contains { $0.fact("run_name") == "old" })
  }

  @Test("name nobody who ran them, and no machine")
  func privacy() throws {
    for item in try SamplesTests.found.get().items where ["experiment_runs", "coverage_reports"].contains(item.kind) {
      #expect(!shown(item.facts).containsBytes("/home/") && !shown(item.facts).containsBytes("/tmp/"), "\(item.path)")
    }
  }
}

@Suite("The example projects")
struct ExampleProjectsTests {
  @Test("are read without a word of complaint", arguments: ["ready", "not-ready"])
  func clean(name: String) throws {
    let evidence = try Discovery(root: Repository.root + "/templates/examples/" + name).collect()
    expectValid(evidence.items)
    #expect(evidence.unreadable.isEmpty && evidence.passedOver.isEmpty && evidence.diagnostics.isEmpty)
    #expect(evidence.items.allSatisfy { $0.diagnostics.isEmpty })
    #expect(Set(evidence.items.map(\.kind)).count >= 8)
  }
}
