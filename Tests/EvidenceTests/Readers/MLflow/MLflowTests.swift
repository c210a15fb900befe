import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("An MLflow file store")
struct MLflowTests {
  private static let run = "mlruns/17/0123456789abcdef0123456789abcdef"

  private func project(_ meta: String = "status: 3\nend_time: 1795226485312\nstart_time: 1795226475312")
    -> TemporaryProject
  {
    let project = TemporaryProject([
      "mlruns/17/meta.yaml": "experiment_id: '017'\nname: credit\nlifecycle_stage: active",
      "mlruns/0/meta.yaml": "experiment_id: '0'\nname: Default",
      "mlruns/17/datasets/d1/meta.yaml": "name: train\ndigest: 741d6805\nsource: '{}'",
    ])
    project.write(
      MLflowTests.run + "/meta.yaml",
      Array(
        "run_id: 0123456789abcdef0123456789abcdef\nexperiment_id: '017'\nlifecycle_stage: active\nuser_id: alice\n\(meta)\n"
          .utf8))
    return project
  }

  private func write(_ project: TemporaryProject, _ file: String, _ text: String) {
    project.write(MLflowTests.run + "/" + file, Array(text.utf8))
  }

  @Test("gives a run with what it recorded, and without who ran it")
  func run() throws {
    let project = project()
    write(project, "params/C", "0.5")
    write(project, "tags/mlflow.user", "alice")
    write(project, "tags/mlflow.source.name", "/home/alice/train.py")
    write(project, "tags/mlflow.source.git.commit", "abc123\n")
    write(project, "tags/mlflow.note.content", "A note")
    write(project, "tags/release", "1.2.0")
    write(project, "metrics/val/accuracy", "1795226485000 0.75 0\n")
    write(project, "inputs/i1/meta.yaml", "source_id: d1\ntags:\n  mlflow.data.context: training\n")
    let item = try project.item("experiment_runs")
    #expect(item.fact("experiment_name") == "credit")
    #expect(item.fact("experiment_id") == "017")
    #expect(item.fact("status") == "finished")
    #expect(item.fact("duration_seconds") == "10.0")
    #expect(item.fact("metrics") == "{val/accuracy: 0.75}")
    #expect(item.fact("params") == "{C: 0.5}")
    #expect(item.fact("tags") == "{release: 1.2.0}")
    #expect(item.fact("datasets") == "[{name: train, digest: 741d6805, context: training}]")
    #expect(item.fact("source_file") == "train.py")
    #expect(item.fact("description") == "A note")
    #expect(shown(item.commit) == "abc123")
    #expect(shown(item.datasetDigest) == "741d6805")
    #expect(shown(item.producedAt) == "2026-11-21T02:01:25.312Z")
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test(
    "has as a metric's latest value the greatest by step, time and value",
    arguments: [
      ("1 0.69 0\n2 0.61 1\n2 0.53 2\n1 0.69 0\n", "{m: 0.53}", "[]"), ("5 1 0\n4 2 0\n", "{m: 1.0}", "[]"),
      ("5 1 0\n5 2 0\n", "{m: 2.0}", "[]"), ("1 nan 1\n", "{}", "[m]"), ("1 0.5 0\n2 inf 1\n", "{}", "[m]"),
      ("1 -inf 0\n2 0.5 1\n", "{m: 0.5}", "[]"), ("1 0.5 0\n1 nan 0\n", "{}", "[m]"), ("1 nan 0\n1 0.5 0", "{}", "[m]"),
      ("1 0.5\n", "{m: 0.5}", "[]"), ("1 0.5 3 ds 741d\n2 0.4 1 ds 741d\n", "{m: 0.5}", "[]"),
      ("1 1e-05 0\n", "{m: 1e-05}", "[]"), ("", "{}", "[]"), ("1 0.5 0\r\n", "{m: 0.5}", "[]"),
    ])
  func latest(lines: String, metrics: String, nonFinite: String) throws {
    let project = project()
    write(project, "metrics/m", lines)
    let item = try project.item("experiment_runs")
    #expect(item.fact("metrics") == metrics)
    #expect(item.fact("non_finite_metrics") == nonFinite)
    #expect(item.diagnostics.isEmpty)
  }

  @Test(
    "leaves a metric out whose file is malformed",
    arguments: ["1 0x1p3 0\n", "1 0.5 0\n2\n", "a b c\n", "1 2 3 4 5 6 7\n", "1 0,5 0\n", "1 .nan. 0\n"])
  func malformed(lines: String) throws {
    let project = project()
    write(project, "metrics/m", lines)
    let item = try project.item("experiment_runs")
    #expect(item.fact("metrics") == "{}")
    #expect(item.diagnostics.map(\.id) == ["evidence.malformed-metric"])
  }

  @Test("leaves out what was deleted, and has no end for what is still running")
  func lifecycle() throws {
    let deleted = TemporaryProject([
      "mlruns/1/0123456789abcdef0123456789abcdef/meta.yaml":
        "run_id: 0123456789abcdef0123456789abcdef\nlifecycle_stage: deleted",
      "mlruns/.trash/1/0123456789abcdef0123456789abcdef/meta.yaml": "run_id: x\nlifecycle_stage: active",
    ])
    #expect(try deleted.evidence().items.isEmpty && deleted.evidence().unreadable.isEmpty)
    let running = try project("status: 1\nend_time: null").item("experiment_runs")
    #expect(running.fact("status") == "running")
    #expect(running.producedAt == nil)
  }

  @Test("says what is known of a model that a run logged, in both layouts")
  func models() throws {
    let project = project()
    let model = "flavors:\n  sklearn: {}\nsignature:\n  inputs: '[{\"type\": \"double\"}]'\n"
    write(project, "outputs/m-1/meta.yaml", "source_id: x")
    project.write("mlruns/17/models/m-1/meta.yaml", Array("model_id: m-1\nname: model\nstatus: 2".utf8))
    project.write("mlruns/17/models/m-1/artifacts/MLmodel", Array(model.utf8))
    project.write("mlruns/17/models/m-1/artifacts/requirements.txt", Array("x".utf8))
    write(project, "artifacts/old/MLmodel", "flavors:\n  python_function: {}\n")
    #expect(
      try project.item("experiment_runs").fact("models")
        == "[{model_id: m-1, name: model, flavors: [sklearn], has_signature: true, has_requirements: true}, "
        + "{name: old, flavors: [python_function], has_signature: false, has_requirements: false}]")
  }

  @Test("gives a version of a registered model with its aliases and its run")
  func registry() throws {
    let project = project()
    let text = { (version: Int, stage: String) in
      Array(
        "name: churn\nversion: \(version)\ncurrent_stage: \(stage)\nstatus: READY\nrun_id: 0123456789abcdef0123456789abcdef\nuser_id: alice\ncreation_timestamp: 1795234340215\n"
          .utf8)
    }
    project.write("mlruns/models/churn/meta.yaml", Array("name: churn\naliases:\n  champion: '2'\n".utf8))
    project.write("mlruns/models/churn/aliases/candidate", Array("10\n".utf8))
    project.write("mlruns/models/churn/version-2/meta.yaml", text(2, "Production"))
    project.write("mlruns/models/churn/version-10/meta.yaml", text(10, "None"))
    project.write("mlruns/models/churn/version-10/tags/approved_by", Array("model-risk".utf8))
    project.write("mlruns/models/churn/version-3/meta.yaml", text(3, "Deleted_Internal"))
    let items = try project.items("registered_models")
    #expect(items.map { $0.fact("version") } == ["10", "2"])
    #expect(items.map { $0.fact("aliases") } == ["[candidate]", "[champion]"])
    #expect(items.map { $0.fact("stage") } == ["–", "production"])
    #expect(items.map { $0.fact("is_latest") } == ["true", "false"])
    #expect(items.map { $0.fact("has_run") } == ["true", "true"])
    #expect(items[0].fact("tags") == "{approved_by: model-risk}")
    #expect(shown(items[0].modelVersion) == "10")
    #expect(!items.contains { shown($0.facts).containsBytes("alice") })
  }

  @Test("of which only the set-up is there is no evidence")
  func setUpOnly() throws {
    let project = TemporaryProject(["mlruns/0/meta.yaml": "experiment_id: '0'"])
    #expect(try project.evidence().items.isEmpty && project.evidence().unreadable.isEmpty)
  }
}
