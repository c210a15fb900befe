import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("An ML pipeline")
struct MLPipelinesTests {
  private func item(_ text: String, path: String = "pipelines/pipeline.yaml") throws -> EvidenceItem {
    try TemporaryProject([path: text]).item("ml_pipelines")
  }

  @Test("of Kubeflow has its tasks, its parameters and those that look like secrets")
  func kubeflow() throws {
    let ir =
      "components: {}\npipelineInfo: {name: churn}\nroot:\n  dag:\n    tasks:\n      train: {cachingOptions: {enableCache: true}, taskInfo: {name: train-model}}\n      evaluate: {cachingOptions: {}, taskInfo: {name: evaluate}}\n  inputDefinitions: {parameters: {aws_secret_access_key: {parameterType: STRING}, s3_key: {defaultValue: models/x}}}\nschemaVersion: 2.1.0\nsdkVersion: kfp-2.13.0\n---\nplatforms: {}\n"
    let item = try item(ir)
    #expect(
      ["engine", "name", "tasks", "parameters", "suspect_secrets", "caching", "schedules"].map(item.fact) == [
        "kubeflow", "churn", "[train-model, evaluate]", "[aws_secret_access_key, s3_key]", "[aws_secret_access_key]",
        "true", "–",
      ])
    #expect(item.tool == .init(name: "kfp", version: "2.13.0"))
    #expect(item.format == "kfp-ir")
    #expect(!shown(item.facts).containsBytes("models/x"))
    let json = try self.item(
      "{\"pipelineSpec\": {\"pipelineInfo\": {\"name\": \"x\"}, \"root\": {\"dag\": {\"tasks\": {\"a\": {}}}}}}",
      path: "pipeline.json")
    #expect(["name", "tasks", "caching"].map(json.fact) == ["x", "[a]", "false"])
  }

  @Test("of Argo has the tasks of its graphs and steps, and its schedule")
  func argo() throws {
    let item = try item(
      "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {name: retrain}\nspec:\n  schedule: '0 4 * * 1'\n  suspend: true\n  workflowSpec:\n    arguments: {parameters: [{name: api-token, value: hunter2}]}\n    templates:\n    - {name: main, dag: {tasks: [{name: load}, {name: train}]}}\n    - {name: other, steps: [[{name: a}], [{name: b}, {name: c}]]}\n"
    )
    #expect(
      ["engine", "name", "tasks", "schedules", "suspended", "suspect_secrets", "caching"].map(item.fact) == [
        "argo", "retrain", "[load, train, a, b, c]", "[0 4 * * 1]", "true", "[api-token]", "false",
      ])
    #expect(!shown(item.facts).containsBytes("hunter2"))
    let first = try self.item(
      "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: x-, annotations: {pipelines.kubeflow.org/kfp_sdk_version: 1.8.22}}\nspec: {templates: [{name: train, container: {image: x}}]}\n"
    )
    #expect(
      [first.format, first.fact("engine"), first.fact("tasks"), first.fact("suspended")] == [
        "kfp-argo", "kubeflow", "[train]", "–",
      ])
  }

  @Test("of Tekton and of Azure ML has its tasks")
  func others() throws {
    let tekton = try item(
      "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec: {params: [{name: password}], tasks: [{name: a}], finally: [{name: b}]}",
      path: "tekton/p.yaml")
    #expect(["engine", "tasks", "suspect_secrets"].map(tekton.fact) == ["tekton", "[a, b]", "[password]"])
    let azure = try item(
      "$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json\ntype: pipeline\ndisplay_name: churn\njobs: {train: {command: x}}\n",
      path: "azureml/job.yml")
    #expect(["engine", "name", "tasks"].map(azure.fact) == ["azure_ml", "churn", "[train]"])
  }

  @Test(
    "as a program is a hint, and no more",
    arguments: [
      ("dags/churn.py", "from airflow import DAG\nwith DAG('x', schedule='@daily') as dag:\n  pass\n", "airflow"),
      ("dags/c.py", "from airflow.decorators import dag\n\n@dag(schedule=None)\ndef c(): ...\n", "airflow"),
      ("flow.py", "from prefect import flow\n@flow\ndef f(): ...\n", "prefect"),
      ("churn_flow.py", "from metaflow import FlowSpec\nclass C(FlowSpec):\n  pass\n", "metaflow"),
      ("pipeline.py", "from zenml import pipeline\n@pipeline\ndef p(): ...\n", "zenml"),
      ("pipelines/pipeline.py", "from kfp import dsl\n@dsl.pipeline(name='x')\ndef p(): ...\n", "kubeflow"),
    ])
  func hint(path: String, source: String, engine: String) throws {
    let item = try item(source, path: path)
    #expect(item.format == engine + "-hint")
    #expect(shown(item.facts) == "{engine: \(engine)}")
  }

  @Test("is not every source and every YAML file of such a name; a broken one is unreadable")
  func broken() throws {
    let project = TemporaryProject([
      "pipeline.py": "@pipeline\ndef p(): ...\n", "dags/x.py": "import airflow\n# DAG(\n",
      "azure-pipelines.yml": "a: b", "pipeline.yml": "steps: [a]",
      "kfp/a.yaml": "pipelineInfo: {name: x}\nroot: [",
      "argo/b.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: [",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("ml_pipelines").isEmpty)
    #expect(evidence.problems == ["ml_pipelines argo/b.yaml yaml.syntax", "ml_pipelines kfp/a.yaml yaml.syntax"])
  }

  @Test(
    "has parameters that look like secrets by their words",
    arguments: [
      ("aws_secret_access_key", true), ("api-key", true), ("db_password", true), ("hfToken", true),
      ("maxTokens", false), ("hf_token", true),
      ("s3_key", false),
      ("secret_name", false), ("max_tokens", false), ("tokenizer", false), ("aws_access_key_id", true),
      ("private_key", true), ("keys", false),
    ])
  func secrets(name: String, expected: Bool) {
    #expect(SecretName.isSuspect(name) == expected)
  }
}
