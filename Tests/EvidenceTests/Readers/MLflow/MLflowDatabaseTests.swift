import Diagnostics
import Documents
import Testing

@testable import Evidence

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
