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

@Suite("A model that MLflow keeps")
struct MLflowModelsTests {
  private static let id = "m-0123456789abcdef0123456789abcdef"
  private static let model = """
    flavors:
      python_function: {loader_module: mlflow.sklearn, python_version: 3.11.7}
      sklearn: {serialization_format: cloudpickle}
    mlflow_version: 3.17.2
    model_size_bytes: 2316
    run_id: abc
    saved_input_example_info: {artifact_path: input_example.json}
    signature:
      inputs: '[{"type": "double", "name": "age"}, {"type":
        "long"}]'
      outputs: '[{"type": "tensor"}]'
    utc_time_created: '2026-11-21 02:01:14.963384'
    """

  @Test("is a record of its own from 3.0 on, with metrics, parameters and what its MLmodel says")
  func record() throws {
    let folder = "mlruns/17/models/" + MLflowModelsTests.id
    let project = TemporaryProject()
    func write(_ file: String, _ text: String) { project.write(folder + "/" + file, Array(text.utf8)) }
    write(
      "meta.yaml",
      "artifact_location: file:///home/alice/x\ncreation_timestamp: 1795226474946\nexperiment_id: '017'\nmodel_id: \(MLflowModelsTests.id)\nmodel_type: null\nname: churn\nsource_run_id: abc\nstatus: 2\n"
    )
    write("metrics/val/auc", "1795226474894 0.7 0 abc\n1795226474894 0.8 1 abc data d1\n")
    write("metrics/loss", "1795226474894 nan 0 abc\n")
    write("params/C", "0.5")
    write("tags/stage", "candidate")
    write("tags/mlflow.user", "alice")
    write("artifacts/MLmodel", MLflowModelsTests.model)
    write("artifacts/requirements.txt", "mlflow==3.17.2")
    let item = try project.item("logged_models")
    #expect(
      [
        "name", "model_id", "run_id", "experiment_id", "status", "created_at", "metrics", "non_finite_metrics",
        "params",
      ]
      .map(item.fact) == [
        "churn", MLflowModelsTests.id, "abc", "017", "ready", "2026-11-21T02:01:14.946Z", "{val/auc: 0.8}", "[loss]",
        "{C: 0.5}",
      ])
    #expect(
      [
        "flavors", "serialization_format", "has_signature", "inputs", "outputs", "has_input_example",
        "has_requirements",
        "python_version", "tags",
      ].map(item.fact) == [
        "[python_function, sklearn]", "cloudpickle", "true", "[age, #2]", "1", "true", "true", "3.11.7",
        "{stage: candidate}",
      ])
    #expect(item.tool == .init(name: "MLflow", version: "3.17.2"))
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test("is a folder with an MLmodel, wherever one is saved; once, and not of a deleted run")
  func folders() throws {
    let run = "0123456789abcdef0123456789abcdef"
    let project = TemporaryProject([
      "models/churn/MLmodel": "flavors: {onnx: {}}\nutc_time_created: '2020-05-01'\n",
      "mlruns/1/\(run)/meta.yaml": "run_id: \(run)\nlifecycle_stage: deleted",
      "mlruns/1/\(run)/artifacts/model/MLmodel": "flavors: {sklearn: {}}",
      "mlruns/2/\(run)/meta.yaml": "run_id: \(run)\nlifecycle_stage: active",
      "mlruns/2/\(run)/artifacts/model/MLmodel": "flavors: {sklearn: {}}\nsignature: null",
      "mlruns/.trash/2/\(run)/artifacts/model/MLmodel": "flavors: {sklearn: {}}",
      "mlruns/3/models/\(MLflowModelsTests.id)/meta.yaml": "model_id: x\nlifecycle_stage: deleted",
      "mlruns/3/models/\(MLflowModelsTests.id)/artifacts/MLmodel": "flavors: {sklearn: {}}",
    ])
    let items = try project.items("logged_models")
    #expect(items.map(\.path) == ["mlruns/2/\(run)/artifacts/model/MLmodel", "models/churn/MLmodel"])
    #expect(items.map { $0.fact("has_signature") } == ["false", "false"])
    #expect(items.map { $0.fact("name") } == ["model", "churn"])
    #expect(items.map { $0.fact("created_at") } == ["–", "2020-05-01T00:00:00Z"])
  }

  @Test(
    "that is broken is unreadable",
    arguments: [
      ("models/x/MLmodel", "flavors: ["), ("models/x/MLmodel", "a: 1"), ("mlruns/1/models/\(id)/meta.yaml", "name: x"),
    ])
  func broken(path: String, text: String) throws {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    #expect(try project.evidence().unreadable.map(\.kind) == ["logged_models"])
  }
}

@Suite("A database of MLflow")
struct MLflowDatabaseTests {
  private static let run = "0123456789abcdef0123456789abcdef"
  private static let gone = "ffffffffffffffffffffffffffffffff"
  private static let model = "m-0123456789abcdef0123456789abcdef"

  private static func writer() -> DatabaseWriter {
    var writer = DatabaseWriter()
    writer.add(
      "experiments",
      "experiment_id INTEGER NOT NULL, name VARCHAR(256), lifecycle_stage VARCHAR(32), PRIMARY KEY (experiment_id)",
      [[.null, .text("churn"), .text("active")], [.null, .text("old"), .text("deleted")]])
    writer.add(
      "runs",
      "run_uuid VARCHAR(32), name VARCHAR(250), user_id VARCHAR(256), status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER",
      [
        [
          .text(run), .text("ref"), .text("alice"), .text("FINISHED"), .integer(1_795_226_475_312),
          .integer(1_795_226_485_312), .text("active"), .text("/home/alice/mlruns"), .integer(1),
        ],
        [.text(gone), .text("x"), .null, .text("FINISHED"), .null, .null, .text("deleted"), .null, .integer(1)],
        [.text("e"), .text("x"), .null, .text("FINISHED"), .null, .null, .text("active"), .null, .integer(2)],
      ])
    writer.add(
      "latest_metrics",
      "\"key\" VARCHAR(250), value FLOAT, timestamp BIGINT, step BIGINT, is_nan BOOLEAN, run_uuid VARCHAR(32)",
      [
        [.text("val/auc"), .real(0.75), .integer(1), .integer(2), .integer(0), .text(run)],
        [.text("loss"), .real(0), .integer(1), .integer(0), .integer(1), .text(run)],
        [.text("inf"), .real(.greatestFiniteMagnitude), .integer(1), .integer(0), .integer(0), .text(run)],
        [.text("other"), .real(1), .integer(1), .integer(0), .integer(0), .text(gone)],
      ])
    writer.add(
      "params", "\"key\" VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32)",
      [[.text("C"), .text("0.5"), .text(run)]])
    writer.add(
      "tags", "\"key\" VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32)",
      [
        [.text("mlflow.user"), .text("alice"), .text(run)], [.text("release"), .text("1.2.0"), .text(run)],
        [.text("mlflow.source.git.commit"), .text("abc123"), .text(run)],
      ])
    writer.add(
      "datasets", "dataset_uuid VARCHAR(36), name VARCHAR(500), digest VARCHAR(36)",
      [[.text("d1"), .text("train"), .text("741d6805")]])
    writer.add(
      "inputs",
      "input_uuid VARCHAR(36), source_type VARCHAR(36), source_id VARCHAR(36), destination_type VARCHAR(36), destination_id VARCHAR(36)",
      [[.text("i1"), .text("DATASET"), .text("d1"), .text("RUN"), .text(run)]])
    writer.add(
      "input_tags", "input_uuid VARCHAR(36), name VARCHAR(255), value VARCHAR(500)",
      [[.text("i1"), .text("mlflow.data.context"), .text("training")]])
    return writer
  }

  private func project(_ writer: DatabaseWriter) -> TemporaryProject {
    let project = TemporaryProject()
    project.write("mlflow.db", writer.bytes())
    return project
  }

  @Test("has the runs that the file store would have, deleted ones and those of deleted experiments left out")
  func runs() throws {
    let item = try project(MLflowDatabaseTests.writer()).item("experiment_runs")
    #expect(item.format == "mlflow-database")
    #expect(
      [
        "experiment_id", "experiment_name", "run_id", "run_name", "status", "started_at", "duration_seconds", "metrics",
        "metric_steps", "non_finite_metrics", "params", "tags", "datasets",
      ].map(item.fact) == [
        "1", "churn", MLflowDatabaseTests.run, "ref", "finished", "2026-11-21T02:01:15.312Z", "10.0", "{val/auc: 0.75}",
        "{val/auc: 2}", "[loss, inf]", "{C: 0.5}", "{release: 1.2.0}",
        "[{name: train, digest: 741d6805, context: training}]",
      ])
    #expect(shown(item.commit) == "abc123")
    #expect(shown(item.datasetDigest) == "741d6805")
    #expect(shown(item.producedAt) == "2026-11-21T02:01:25.312Z")
    #expect(item.diagnostics.isEmpty)
    #expect(!shown(item.facts).containsBytes("alice"))
  }

  @Test("has versions of models with aliases and tags")
  func registry() throws {
    var writer = MLflowDatabaseTests.writer()
    writer.add(
      "registered_models", "name VARCHAR(256), description VARCHAR(5000)", [[.text("churn"), .text("A model")]])
    writer.add(
      "model_versions",
      "name VARCHAR(256), version INTEGER, creation_time BIGINT, current_stage VARCHAR(20), run_id VARCHAR(32), status VARCHAR(20), user_id VARCHAR(9)",
      [
        [
          .text("churn"), .integer(2), .integer(1_795_234_340_215), .text("Production"), .text(MLflowDatabaseTests.run),
          .text("READY"), .text("alice"),
        ],
        [.text("churn"), .integer(10), .null, .text("None"), .text(MLflowDatabaseTests.gone), .text("READY"), .null],
        [.text("churn"), .integer(11), .null, .text("Deleted_Internal"), .null, .text("READY"), .null],
      ])
    writer.add(
      "registered_model_aliases", "alias VARCHAR(256), version INTEGER, name VARCHAR(256)",
      [[.text("champion"), .integer(2), .text("churn")], [.text("best"), .integer(2), .text("churn")]])
    writer.add(
      "model_version_tags", "\"key\" VARCHAR(250), value TEXT, name VARCHAR(256), version INTEGER",
      [[.text("approved_by"), .text("risk"), .text("churn"), .integer(10)]])
    let items = try project(writer).items("registered_models")
    #expect(items.map { $0.fact("version") } == ["2", "10"])
    #expect(items.map { $0.fact("aliases") } == ["[best, champion]", "[]"])
    #expect(items.map { $0.fact("stage") } == ["production", "–"])
    #expect(items.map { $0.fact("is_latest") } == ["false", "true"])
    #expect(items.map { $0.fact("has_run") } == ["true", "false"])
    #expect(items.map { $0.fact("tags") } == ["{}", "{approved_by: risk}"])
    #expect(items.map { $0.fact("model_description") } == ["A model", "A model"])
    #expect(items.map { $0.fact("created_at") } == ["2026-11-21T04:12:20.215Z", "–"])
  }

  @Test("has logged models, and the MLmodel among their files is no second one")
  func models() throws {
    var writer = MLflowDatabaseTests.writer()
    writer.add(
      "logged_models",
      "model_id VARCHAR(36), name VARCHAR(500), status INTEGER, lifecycle_stage VARCHAR(32), source_run_id VARCHAR(32), creation_timestamp_ms BIGINT",
      [
        [
          .text(MLflowDatabaseTests.model), .text("model"), .integer(2), .text("active"),
          .text(MLflowDatabaseTests.run), .integer(1_795_226_474_946),
        ],
        [.text("m-x"), .text("old"), .integer(2), .text("deleted"), .null, .null],
      ])
    writer.add(
      "logged_model_metrics",
      "model_id VARCHAR(36), metric_name VARCHAR(500), metric_timestamp_ms BIGINT, metric_step BIGINT, metric_value FLOAT",
      [
        [.text(MLflowDatabaseTests.model), .text("auc"), .integer(2), .integer(1), .real(0.8)],
        [.text(MLflowDatabaseTests.model), .text("auc"), .integer(1), .integer(0), .real(0.9)],
        [.text(MLflowDatabaseTests.model), .text("f1"), .integer(1), .integer(0), .null],
      ])
    writer.add(
      "logged_model_params", "model_id VARCHAR(36), param_key VARCHAR(255), param_value TEXT",
      [[.text(MLflowDatabaseTests.model), .text("k"), .text("v")]])
    let project = project(writer)
    project.write(
      "mlruns/1/models/\(MLflowDatabaseTests.model)/artifacts/MLmodel",
      Array("flavors: {sklearn: {}}\nsignature: {inputs: '[{\"name\": \"age\"}]'}\n".utf8))
    let item = try project.item("logged_models")
    #expect(
      ["name", "status", "run_id", "metrics", "non_finite_metrics", "params", "flavors", "inputs", "created_at"]
        .map(item.fact) == [
          "model", "ready", MLflowDatabaseTests.run, "{auc: 0.8}", "[f1]", "{k: v}", "[sklearn]", "[age]",
          "2026-11-21T02:01:14.946Z",
        ])
    #expect(
      try project.item("experiment_runs").fact("models") == "[{model_id: \(MLflowDatabaseTests.model), name: model}]")
  }

  @Test("says where changes stand in its log only")
  func log() throws {
    let project = TemporaryProject(["mlflow.db-wal": "x"])
    project.write("mlflow.db", MLflowDatabaseTests.writer().bytes(isLogged: true))
    #expect(try project.item("experiment_runs").diagnostics.map(\.id) == ["evidence.stale"])
  }

  @Test("that is none, or broken, proves nothing", arguments: [0, 50, 1500])
  func broken(length: Int) throws {
    let project = TemporaryProject()
    project.write("mlflow.db", Array(MLflowDatabaseTests.writer().bytes().prefix(length)))
    let evidence = try project.evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.unreadable.map(\.kind) == ["experiment_runs", "logged_models", "registered_models"])
    #expect(evidence.unreadable.allSatisfy { $0.diagnostics.hasErrors })
  }

  @Test("of something else is none")
  func others() throws {
    var writer = DatabaseWriter()
    writer.add("people", "name TEXT", [[.text("Alice")]])
    let project = TemporaryProject()
    project.write("app.db", writer.bytes())
    #expect(try project.evidence().unreadable.isEmpty)
  }
}
