import Diagnostics
import Documents

/// Kubeflow's pipeline in its intermediate form (PipelineSpec of `kfp` 2, schema 2.x): `pipelineInfo`, `root.dag.tasks`,
/// `components`, `deploymentSpec`.
struct PipelineIR {
  private(set) var pipeline: MLPipeline

  static func isNamed(in bytes: [UInt8]) -> Bool { bytes.containsBytes("pipelineInfo") }

  init?(_ root: Node) {
    // Some clients wrap it.
    let spec = root["pipelineSpec"] ?? root
    guard let info = spec["pipelineInfo"], let dag = spec["root"]?["dag"] else { return nil }
    pipeline = MLPipeline(engine: "kubeflow", format: "kfp-ir", place: spec.range)
    pipeline.name = info["name"]
    let tasks = (dag["tasks"]?.entries ?? []).prefix(1000)
    pipeline.tasks = tasks.map { Node(.text($0.value["taskInfo"]?["name"]?.scalarText ?? $0.key), at: $0.keyRange) }
    // Parameters of the pipeline, and those of its parts where these come from elsewhere.
    let inputs = spec["root"]?["inputDefinitions"]
    pipeline.parameters = (inputs?["parameters"] ?? inputs?["parameterValues"])?.entries ?? []
    let caching = tasks.map { $0.value["cachingOptions"]?["enableCache"]?.truth ?? false }
    if !caching.isEmpty { pipeline.isCaching = caching.contains(true) }
    if let sdk = spec["sdkVersion"]?.scalarText {
      // `kfp-2.13.0`
      let version = sdk.startsWithBytes("kfp-") ? String(Substring(sdk.utf8.dropFirst(4))) : sdk
      pipeline.tool = EvidenceItem.Tool(name: "kfp", version: version.shortened(to: 100))
    }
  }
}

/// A pipeline job of Azure ML (v2): `jobs` with `command`, `component` and `environment`.
struct AzurePipeline {
  private(set) var pipeline: MLPipeline

  static func isNamed(in bytes: [UInt8]) -> Bool {
    bytes.containsBytes("Job.schema.json") || bytes.containsBytes("schedule.schema.json")
  }

  init?(_ root: Node) {
    guard let schema = root["$schema"]?.text, schema.containsBytes("azureml") || schema.containsBytes("azure-ml") else {
      return nil
    }
    // A schedule names its job, or holds it.
    let job = root["create_job"] ?? root
    guard job["jobs"] != nil || job["command"] != nil || root["trigger"] != nil else { return nil }
    pipeline = MLPipeline(engine: "azure_ml", format: "azure-ml", place: root.range)
    pipeline.name = root["display_name"] ?? root["name"] ?? root["experiment_name"]
    pipeline.tasks = (job["jobs"]?.entries ?? []).map { Node(.text($0.key), at: $0.keyRange) }
    pipeline.parameters = job["inputs"]?.entries ?? []
    if let trigger = root["trigger"] {
      pipeline.schedules = [trigger["expression"] ?? trigger["frequency"]].compactMap(\.self)
    }
  }
}

/// A workflow of Argo, one that Kubeflow 1 compiled to that form, or a pipeline of Tekton.
struct WorkflowObject {
  private(set) var pipeline: MLPipeline
  private let object: KubernetesObject

  init?(_ object: KubernetesObject) {
    self.object = object
    let isArgo = MLPipelines.kinds.dropLast().contains { object.isOf($0, group: "argoproj.io") }
    guard isArgo || object.isOf("Pipeline", group: "tekton.dev") else { return nil }
    pipeline = MLPipeline(
      engine: isArgo ? "argo" : "tekton", format: isArgo ? "argo" : "tekton", place: object.node.range)
    pipeline.name = object.node["metadata"]?["name"] ?? object.node["metadata"]?["generateName"]
    if isArgo { readArgo() } else { readTekton() }
  }

  private mutating func readArgo() {
    if let sdk = object.annotation("pipelines.kubeflow.org/kfp_sdk_version")?.scalarText {
      pipeline.engine = "kubeflow"
      pipeline.format = "kfp-argo"
      pipeline.tool = EvidenceItem.Tool(name: "kfp", version: sdk.shortened(to: 100))
    }
    let isCron = object.kind.hasBytes("CronWorkflow")
    let spec = isCron ? object.spec?["workflowSpec"] : object.spec
    if isCron {
      pipeline.schedules = [object.spec?["schedule"]].compactMap(\.self) + (object.spec?["schedules"]?.elements ?? [])
      pipeline.isSuspended = object.spec?["suspend"]?.truth ?? false
    }
    let templates = (spec?["templates"]?.elements ?? []).prefix(1000)
    pipeline.tasks = templates.flatMap(tasks)
    // Without steps each template that runs something is a task.
    if pipeline.tasks.isEmpty {
      pipeline.tasks = templates.filter { $0["container"] != nil || $0["script"] != nil }.compactMap { $0["name"] }
    }
    if pipeline.tasks.isEmpty, let other = spec?["workflowTemplateRef"]?["name"] { pipeline.tasks = [other] }
    pipeline.parameters = named(spec?["arguments"]?["parameters"])
    let isMemoized = templates.contains { $0["memoize"] != nil }
    if !templates.isEmpty { pipeline.isCaching = isMemoized }
  }

  private func tasks(_ template: Node) -> [Node] {
    let dag = (template["dag"]?["tasks"]?.elements ?? []).compactMap { $0["name"] }
    // Steps that run beside each other stand in lists of their own.
    let steps = (template["steps"]?.elements ?? []).flatMap { $0.elements.isEmpty ? [$0] : $0.elements }
    return dag + steps.compactMap { $0["name"] }
  }

  private mutating func readTekton() {
    let tasks = (object.spec?["tasks"]?.elements ?? []) + (object.spec?["finally"]?.elements ?? [])
    pipeline.tasks = tasks.compactMap { $0["name"] }
    pipeline.parameters = named(object.spec?["params"])
  }

  private func named(_ list: Node?) -> [Node.Entry] {
    (list?.elements ?? []).compactMap { parameter in
      guard let name = parameter["name"], let text = name.scalarText else { return nil }
      return Node.Entry(key: text, keyRange: name.range, value: parameter)
    }
  }
}
