import Documents
import Testing

@testable import Evidence

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
