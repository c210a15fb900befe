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
      .init(
        kind: "ci_workflows", pattern: "**/*test.yml", place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
      .init(
        kind: "ci_workflows", pattern: "generated/**/.github/workflows/*.yml",
        place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
      .init(kind: "model_cards", pattern: "model_card/*.md", place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
      .init(
        kind: "dataset_cards", pattern: "dataset_card/*.md", place: SourceFile(path: "gonogo.yaml", bytes: []).whole),
    ])
  }

  @Test("are read, and what they say is what their schemas describe")
  func valid() throws {
    let evidence = try SamplesTests.found.get()
    #expect(Set(evidence.items.map(\.kind)).count >= 18)
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
      ("ci/kserve__python-test.yml", "runs_tests", "true"), ("ci/kserve__python-test.yml", "actions_pinned", "true"),
      ("ci/kserve__python-test.yml", "lints", "–"), ("ci/kserve__python-test.yml", "decorations", "[]"),
      ("generated/diabetes-progression/.github/workflows/ci.yml", "runs_tests", "true"),
      ("generated/diabetes-progression/.github/workflows/ci.yml", "lints", "false"),
      ("generated/diabetes-progression/.github/workflows/ci.yml", "triggers", "[push, change_request]"),
      ("k8s/MLServer__custom_seldondeployment.yaml", "workload", "seldon_deployment"),
      ("pipeline/kfp_v2_pipeline.yaml", "suspect_secrets", "[aws_access_key_id, aws_secret_access_key]"),
      ("projects/kubeflow-kserve/pipeline.yaml", "engine", "kubeflow"),
      ("prometheus/samber__blackbox.yml", "groups", "1"), ("prometheus/samber__blackbox.yml", "recordings", "0"),
      ("generated/diabetes-progression/monitoring/alerts.yaml", "concerns", "[drift, errors]"),
      ("k8s/kserve__rollout_pinned.yaml", "canary_percent", "0.0"), ("k8s/kserve__bias.yaml", "has_explainer", "true"),
      ("k8s/argo-rollouts__rollout-background-analysis.yaml", "has_analysis", "true"),
      ("generated/diabetes-progression/dvc.yaml", "locked", "true"),
      (
        "generated/diabetes-progression/mlruns/models/diabetes-progression/version-1/meta.yaml", "aliases", "[champion]"
      ),
      ("great_expectations/gx__expected_cli_results_default.json", "successful", "9"),
      ("great_expectations/gx__expected_cli_results_default.json", "run_at", "1955-11-05T00:00:00Z"),
      ("great_expectations/gx__BasicDatasetProfiler_evrs_with_exception.json", "unsuccessful", "9"),
      ("great_expectations/gx__titanic_expected_data_asset_validate_results_with_exceptions.json", "success", "false"),
      ("generated/diabetes-progression/reports/great_expectations/validation_result.json", "evaluated", "6"),
      ("generated/diabetes-progression/reports/great_expectations/validation_result.json", "name", "diabetes_raw"),
      ("generated/variants/great-expectations-0.18/checkpoint_result.json", "checkpoint", "nightly"),
      (
        "generated/variants/great-expectations-0.18/validation_result.json", "failed_types",
        "[expect_column_values_to_be_between]"
      ),
      ("generated/variants/great-expectations-1.x/checkpoint_result.json", "evaluated", "6"),
      ("generated/variants/great-expectations-1.x/validation_result_failed_with_exception.json", "exceptions", "1"),
      (
        "generated/variants/great-expectations-1.x/file-context/gx/uncommitted/validations/diabetes_raw/__none__/20261121T020231.722210Z/local-diabetes.json",
        "success_percent", "50.0"
      ),
      ("generated/diabetes-progression/reports/deepchecks/train_test_validation.json", "not_run", "3"),
      ("generated/diabetes-progression/reports/deepchecks/train_test_validation.json", "unsuccessful", "1"),
      ("generated/diabetes-progression/reports/deepchecks/model_evaluation.json", "warnings", "2"),
      ("generated/diabetes-progression/reports/deepchecks/data_integrity.json", "success", "true"),
      ("generated/diabetes-progression/reports/evidently/data_drift.json", "columns_drifted", "1"),
      ("generated/diabetes-progression/reports/evidently/data_drift.json", "dataset_drift", "false"),
      (
        "generated/diabetes-progression/reports/evidently/data_drift.json", "failed_tests",
        "[Value Drift for column s6]"
      ),
      ("generated/variants/evidently-0.7/drift_psi_method.json", "columns_drifted", "6"),
      ("generated/variants/evidently-0.7/drift_psi_method.json", "consistent", "true"),
      ("generated/variants/evidently-0.7/drifted_with_tests.json", "drifted_share", "0.2727272727272727"),
      ("generated/variants/evidently-0.7/no_tests.json", "all_tests_passed", "–"),
      ("generated/variants/evidently-0.7/mean_nan.json", "measures_drift", "false"),
      ("generated/variants/evidently-0.7/summary_nan.json", "measures_drift", "false"),
      ("generated/variants/evidently-0.4/report_data_drift_drifted.json", "columns_drifted", "2"),
      ("generated/variants/evidently-0.4/report_data_drift_drifted.json", "consistent", "true"),
      ("generated/variants/evidently-0.4/testsuite_data_drift_failed.json", "tests.failed", "2"),
      ("generated/variants/evidently-0.4/testsuite_data_stability.json", "tests.total", "33"),
      ("dataset_card/hf_squad__README.md", "licenses", "[cc-by-4.0]"),
      ("dataset_card/hf_civil_comments__README.md", "sections.citation", "filled"),
      ("dataset_card/hf_civil_comments__README.md", "sections.personal_information", "blank"),
      ("dataset_card/hf_civil_comments__README.md", "sections.contact", "blank"),
      ("dataset_card/huggingface_hub__sample_datasetcard_simple.md", "filled_sections", "0"),
      ("generated/diabetes-progression/data/README.md", "sections.personal_information", "filled"),
      ("generated/diabetes-progression/data/README.md", "filled_sections", "1"),
      (
        "generated/diabetes-progression/reports/model_card.json", "results",
        "[{metric: roc_auc, split: test, value: 0.7808441558441559}, {metric: f1, split: test, value: 0.7079646017699115}, {metric: accuracy, split: test, value: 0.7027027027027027}]"
      ),
      ("generated/diabetes-progression/reports/model_card.json", "sections.limitations", "filled"),
      ("croissant/1.0_titanic.json", "missing_properties", "[creator, datePublished]"),
      ("croissant/1.0_minimal.json", "missing_properties", "[license, creator, datePublished]"),
      ("croissant/1.0_huggingface-mnist.json", "files_without_digest", "[repo]"),
      ("croissant/1.1_commoncrawl-CC-MAIN-2025-43-draft.json", "croissant_version", "1.1"),
      ("croissant/1.0_credit-g.json", "record_sets", "15"), ("croissant/0.8_titanic.json", "files_with_sha256", "3"),
      ("croissant/invalid_0.8_distribution_missing_name.json", "is_valid", "false"),
      (
        "generated/diabetes-progression/data/croissant.json", "responsible_ai",
        "[dataBiases, dataCollection, personalSensitiveInformation]"
      ),
      ("fairness/aiverify__test_result_examples.json", "attributes", "[gender]"),
      ("generated/diabetes-progression/reports/fairness/by_group_sex.json", "min_group_count", "49.0"),
      ("generated/diabetes-progression/reports/fairness/by_group_age_band.csv", "attributes", "[age_band]"),
      ("generated/diabetes-progression/reports/fairness/fairlearn_report.json", "attributes", "[sex, age_band]"),
      ("generated/diabetes-progression/reports/explainability/shap_importance.json", "top_feature", "s5"),
      ("load/performance-plugin__JMeterCsvResults.csv", "requests", "3"),
      ("load/performance-plugin__JMeterResults.jtl", "latency_ms.max", "15902.0"),
      ("load/performance-plugin__whitespace-followed-by-xml.jtl", "requests", "8"),
      ("load/performance-plugin__TaurusXMLReport.xml", "latency_ms.p95", "1293.0"),
      ("load/performance-plugin__locust_stats.csv", "failures", "10000"),
      ("load/performance-plugin__locust_stats.csv", "counts_consistent", "false"),
      ("generated/diabetes-progression/reports/load/locust_stats.csv", "requests", "2555"),
      ("generated/diabetes-progression/reports/load/locust.json", "requests", "2622"),
      (
        "generated/diabetes-progression/mlruns/495343731219967987/models/m-f39ac1a253824c6f898b64487ed75b1f/meta.yaml",
        "has_signature", "true"
      ),
    ])
  func facts(path: String, fact: String, expected: String) throws {
    let item = try SamplesTests.found.get().items.first { $0.path == path && $0.kind != "documents" }
    #expect(item?.fact(fact) == expected)
  }

  /// Of each file the first item, with its dialect.
  @Test(
    "of the supply chain say what a person reads in them",
    arguments: [
      (
        "sbom/checkov__results_cyclonedx_1_3.xml",
        "cyclonedx components 8, with_license 4, with_purl 8, spec_version 1.3"
      ),
      ("sbom/conftest__sbom.spdx", "spdx components 0, spec_version 2.2"),
      (
        "sbom/specification__valid-machine-learning-1.5.json",
        "cyclonedx components 1, unlicensed_components [stable-diffusion], vulnerabilities –"
      ),
      (
        "sbom/specification__valid-machine-learning-1.5.xml",
        "cyclonedx components 1, unlicensed_components [stable-diffusion]"
      ),
      (
        "sbom/specification__valid-machine-learning-considerations-env-1.7.json",
        "cyclonedx with_version 0, spec_version 1.7"
      ),
      (
        "generated/diabetes-progression/sbom/deps.cdx.json",
        "cyclonedx components 9, with_hash 0, subject_name diabetes-progression, models []"
      ),
      ("generated/variants/sbom/deps-1.5.cdx.xml", "cyclonedx components 9, unlicensed 9"),
      (
        "generated/variants/sbom/environment-full.cdx.json",
        "cyclonedx components 108, unlicensed_components [antlr4-python3-runtime, dvc-http, gto, pygit2]"
      ),
      ("sarif/sarif-tutorials__Baseline.sarif", "sarif warnings 3, fixed 1, new 1, executed –"),
      ("sarif/sarif-tutorials__DefaultRuleConfiguration.sarif", "sarif errors 1, warnings 1, error_rules [TUT1001]"),
      ("sarif/sarif-tutorials__Suppressions.sarif", "sarif warnings 6, suppressed 3"),
      ("sarif/sarif-tutorials__empty-log.sarif.json", "sarif reported true, errors 0, rules –"),
      ("sarif/scorecard__check1.sarif", "sarif errors 1, max_security_severity 7.0"),
      ("sarif/scorecard__check3.sarif", "sarif errors 2, error_rules [CheckNameID, CheckName2ID]"),
      ("sarif/scorecard__check8.sarif", "sarif errors 4, error_rules [CheckNameID, CheckName5ID]"),
      ("generated/diabetes-progression/security/bandit.sarif", "sarif executed true, errors 0, tool_errors 0"),
      ("generated/diabetes-progression/security/semgrep.sarif", "sarif warnings 1, errors 0, rules 2"),
      (
        "models/kserve__DecisionTreeIris.pmml",
        "pmml model_type TreeModel, target Species, inputs 3, executes_code_on_load no"
      ),
      ("models/kserve__model.joblib", "pickle format_version 3, executes_code_on_load yes"),
      ("models/kserve__model.pkl", "pickle format_version 4, size 4419"),
      ("models/onnx_wheel__test_operator_addmm.onnx", "onnx format_version 3, opsets [{domain: ai.onnx, version: 6}]"),
      ("generated/diabetes-progression/models/model.joblib", "pickle executes_code_on_load yes"),
      (
        "generated/diabetes-progression/models/model.onnx",
        "onnx format_version 10, opsets [{domain: ai.onnx.ml, version: 1}, {domain: ai.onnx, version: 22}]"
      ),
      (
        "generated/diabetes-progression/models/model.pmml",
        "pmml model_type RegressionModel, function classification, inputs 10"
      ),
      ("generated/diabetes-progression/models/model.skops", "skops executes_code_on_load possible"),
      ("generated/variants/pickles/model.compressed.joblib", "compressed-pickle executes_code_on_load yes"),
      ("generated/variants/pickles/model.protocol0.pkl", "pickle format_version 0"),
      ("generated/variants/pickles/model.protocol2.pkl", "pickle format_version 2"),
      ("generated/variants/pickles/model.protocol5.pkl", "pickle format_version 5"),
      ("generated/variants/pickles/model.xz.joblib", "compressed-pickle name_fits true"),
      ("generated/variants/pmml/tree.pmml", "pmml model_type TreeModel, target target"),
      (
        "generated/variants/safetensors/model.safetensors",
        "safetensors tensors 4, parameters 31, executes_code_on_load no"
      ),
      (
        "generated/diabetes-progression/pyproject.toml",
        "pyproject packages 7, pinned 0, has_lock true, python_version >=3.11"
      ),
      (
        "generated/diabetes-progression/requirements.in",
        "requirements unpinned [scikit-learn, pandas, joblib, mlflow], has_lock true"
      ),
      (
        "generated/diabetes-progression/requirements.lock",
        "requirements packages 166, pinned 166, hashed 0, is_lock true"
      ),
      ("projects/kubeflow-kserve/requirements.txt", "requirements packages 5, pinned_percent 0.0, is_lock false"),
      (
        "generated/diabetes-progression/Dockerfile",
        "dockerfile base_images_pinned false, runs_as_non_root true, healthcheck true, copies_everything false, has_dockerignore false"
      ),
      (
        "attestation/cosign__oci-attestation.sigstore.json",
        "sigstore-bundle transparency_entries 1, unknown_subjects 1, verified not-checked"
      ),
      (
        "attestation/slsa-verifier__gcb_multiple.json",
        "gcb-provenance predicate_type https://slsa.dev/provenance/v0.1, materials 1, signatures 1"
      ),
      (
        "attestation/slsa-verifier__gha_delegator_v2.0.build.slsa",
        "sigstore-bundle predicate_type https://slsa.dev/provenance/v1, signatures 1"
      ),
      (
        "attestation/slsa-verifier__gha_generic_v1.10_push.intoto.jsonl",
        "dsse reproducible false, signatures 1, statement_version v0.1"
      ),
      (
        "generated/diabetes-progression/security/model.sig",
        "sigstore-bundle matching_subjects 3, differing_subjects 0, unknown_subjects 0, statement_version v1"
      ),
      ("generated/diabetes-progression/security/train.cdcdbd55.link", "in-toto-link matching_subjects 1, signatures 1"),
    ])
  func supplyChain(path: String, expected: String) throws {
    let item = try #require(SamplesTests.found.get().items.first { $0.path == path })
    let facts = expected.split(separator: " ", maxSplits: 1)[1].split(separator: ", ").reduce(into: [String]()) {
      facts, part in
      // A list's own commas belong to the fact before.
      if let last = facts.last, last.count(where: { $0 == "[" }) > last.count(where: { $0 == "]" }) {
        facts[facts.count - 1] = last + ", " + part
      } else {
        facts.append(String(part))
      }
    }.map { fact in
      let name = String(fact.prefix { $0 != " " })
      return name + " " + item.fact(name)
    }
    #expect(item.format + " " + facts.joined(separator: ", ") == expected)
  }

  @Test("of the supply chain know what they belong to")
  func identities() throws {
    let items = try SamplesTests.found.get().items
    func item(_ path: String) -> EvidenceItem? { items.first { $0.path == path } }
    let bill = item("sbom/checkov__results_cyclonedx_1_3.xml")
    #expect(bill?.tool == EvidenceItem.Tool(name: "cyclonedx-python-lib", version: "7.6.2"))
    #expect(bill?.producedAt?.text == "2025-02-05T09:32:16.848085Z")
    #expect(
      item("generated/diabetes-progression/security/semgrep.sarif")?.tool
        == EvidenceItem.Tool(name: "Semgrep OSS", version: "1.182.0"))
    #expect(
      item("models/onnx_wheel__test_operator_addmm.onnx")?.tool == EvidenceItem.Tool(name: "pytorch", version: "0.3"))
    let build = item("attestation/slsa-verifier__gcb_multiple.json")
    #expect(build?.commit?.text == "01ce393d04eb6df2a7b2b3e95d4126e687afb7ae")
    #expect(build?.producedAt?.text == "2022-09-06T17:54:22.169342Z")
    #expect(items.count { $0.path == "attestation/slsa-verifier__gcb_multiple.json" } == 3)
    #expect(items.count { $0.path == "sarif/scorecard__check8.sarif" } == 3)
    #expect(item("attestation/cosign__vuln-predicate.json") == nil)
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
    let privateKinds = [
      "experiment_runs", "coverage_reports", "data_validations", "drift_reports", "load_tests", "logged_models",
      "fairness_reports",
    ]
    for item in try SamplesTests.found.get().items where privateKinds.contains(item.kind) {
      #expect(!shown(item.facts).containsBytes("/home/") && !shown(item.facts).containsBytes("/tmp/"), "\(item.path)")
    }
  }
}

extension SamplesTests {
  @Test("of checks of data quote none of it")
  func quotesNothing() throws {
    let validations = try SamplesTests.found.get().items("data_validations")
    #expect(validations.count >= 12)
    for item in validations {
      #expect(!shown(item.facts).containsBytes("Jacobsohn") && !shown(item.facts).containsBytes("32.1"), "\(item.path)")
    }
  }

  @Test("are each of one kind of card")
  func cards() throws {
    let evidence = try SamplesTests.found.get()
    let cards = Set(evidence.items("dataset_cards").map(\.path))
    #expect(cards.isDisjoint(with: evidence.items("model_cards").map(\.path)))
    #expect(cards.count == 5)
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
