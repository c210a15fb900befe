import Diagnostics
import Documents

/// `ml_pipelines`: pipelines that train and score, as their engines take them: Kubeflow (its IR, and Argo's form of
/// version 1), Argo Workflows, Tekton, jobs of Azure ML. Of Airflow, Prefect, Metaflow and ZenML, whose pipelines are
/// programs, only that a source looks like one.
struct MLPipelines: ArtifactReader {
  let kind = "ml_pipelines"
  let fileEndings = [".yaml", ".yml", ".json", ".py"]

  private static let hints = [
    "pipeline", "workflow", "kfp", "kubeflow", "argo", "tekton", "azureml", "aml", "train", "job",
  ]
  private static let sourceHints = ["dag", "flow", "pipeline"]
  static let kinds = ["Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow", "Pipeline"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      if file.path.startsWithBytes(".github/") { return false }
      if file.name.endsWithBytes(".py") {
        return MLPipelines.sourceHints.contains { file.name.containsBytes($0) }
          || pathParts(parentFolder(file.path)).contains { MLPipelines.isDAGFolder($0) }
      }
      guard file.name.endsWithBytes(".yaml") || file.name.endsWithBytes(".yml") else {
        return file.name.endsWithBytes(".json") && file.name.containsBytes("pipeline")
      }
      let path = asciiLowercased(file.path)
      return MLPipelines.hints.contains { path.containsBytes($0) }
    }
  }

  private static func isDAGFolder(_ name: String) -> Bool { name.hasBytes("dags") || name.hasBytes("flows") }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let name = asciiLowercased(candidate.path)
    do throws(ReadFailure) {
      if name.endsWithBytes(".py") { return try readSource(candidate, in: tree, limits: limits) }
      let file = try tree.read(candidate.path, limits: limits)
      if PipelineIR.isNamed(in: file.bytes) {
        return read(file, isJSON: name.endsWithBytes(".json"), in: tree, limits: limits) { PipelineIR($0)?.pipeline }
      }
      if AzurePipeline.isNamed(in: file.bytes) {
        return read(file, isJSON: false, in: tree, limits: limits) { AzurePipeline($0)?.pipeline }
      }
      switch try KubernetesFile(candidate.path, naming: MLPipelines.kinds, in: tree, limits: limits) {
      case .notKubernetes: return .notThisKind
      case .chartTemplate(let template): return template.reading(isDeclared: candidate.isDeclared)
      case .broken(let file, let diagnostics): return .unreadable(file, diagnostics)
      case .objects(let file, let objects, let diagnostics):
        return items(objects.compactMap { WorkflowObject($0)?.pipeline }, file, diagnostics)
      }
    } catch {
      return candidate.isDeclared ? .unreadable(candidate.path, error) : .notThisKind
    }
  }

  private func read(
    _ file: SourceFile, isJSON: Bool, in tree: ProjectTree, limits: Limits, _ pipeline: (Node) -> MLPipeline?
  ) -> ArtifactReading {
    let document = isJSON ? Document.json(file, limits: limits) : tree.yaml(file, limits: limits)
    guard !document.diagnostics.hasErrors else {
      return .unreadable(file, ChartTemplate.explained(document.diagnostics))
    }
    // The IR's platform settings follow as a document of their own.
    return items(document.roots.compactMap(pipeline), file, document.diagnostics)
  }

  private func items(_ pipelines: [MLPipeline], _ file: SourceFile, _ diagnostics: [Diagnostic]) -> ArtifactReading {
    var items = pipelines.map { $0.item(kind) }
    if items.isEmpty { return .notThisKind }
    items[0].diagnostics += diagnostics
    return .items(items)
  }

  /// A hint from a source: that it is there, and nothing else. The program may do anything.
  private func readSource(
    _ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits
  ) throws(ReadFailure) -> ArtifactReading {
    let file = try tree.read(candidate.path, limits: limits)
    guard let engine = PipelineSource.engine(of: file.bytes) else { return .notThisKind }
    var facts = Facts(at: file.whole)
    facts.set("engine", text: engine)
    return .items([EvidenceItem(kind: kind, format: engine + "-hint", range: file.whole, facts: facts.node)])
  }
}

/// A pipeline of any engine, as far as all have the same.
struct MLPipeline {
  var engine: String
  var format: String
  var place: SourceRange
  var name: Node?
  var tool: EvidenceItem.Tool?
  var tasks: [Node] = []
  var parameters: [Node.Entry] = []
  var schedules: [Node] = []
  /// Whether a schedule is switched off.
  var isSuspended: Bool?
  /// Whether results of earlier runs are taken over where nothing changed; nil where it does not say.
  var isCaching: Bool?

  func item(_ kind: String) -> EvidenceItem {
    var facts = Facts(at: place)
    facts.set("engine", text: engine)
    facts.set("name", textOf: name, limit: 300)
    func texts(_ nodes: [Node]) -> [Node] {
      nodes.prefix(1000).compactMap { node in
        node.scalarText.map { Node(.text($0.shortened(to: 300)), at: node.range) }
      }
    }
    facts.set("tasks", list: texts(tasks))
    facts.set("parameters", list: texts(parameters.map { Node(.text($0.key), at: $0.keyRange) }))
    let secrets = parameters.filter { SecretName.isSuspect($0.key) }
    facts.set("suspect_secrets", list: texts(secrets.map { Node(.text($0.key), at: $0.keyRange) }))
    if !schedules.isEmpty { facts.set("schedules", list: texts(schedules)) }
    facts.set("suspended", flag: isSuspended)
    facts.set("caching", flag: isCaching)
    var item = EvidenceItem(kind: kind, format: format, range: place, facts: facts.node)
    item.tool = tool
    return item
  }
}

/// Whether a parameter is called as secrets are: who passes one so, has it stored with each run. Names only.
enum SecretName {
  static func isSuspect(_ name: String) -> Bool {
    let words = nameWords(name)
    // What names a secret is none.
    if let last = words.last, ["name", "ref", "arn", "path", "file", "id"].contains(last), !words.contains("access") {
      return false
    }
    if words.contains(where: secrets.contains) { return true }
    return zip(words, words.dropFirst()).contains { $1 == "key" && ["api", "access", "private"].contains($0) }
  }

  private static let secrets: Set<String> = [
    "secret", "secrets", "password", "passwd", "pwd", "token", "credential", "credentials", "apikey",
  ]
}

/// What a Python source looks like, by lines that begin as definitions of pipelines do.
private enum PipelineSource {
  private static let marks: [(engine: String, module: String, starts: [String])] = [
    ("airflow", "airflow", ["@dag", "with DAG(", "DAG(", "dag = DAG("]), ("prefect", "prefect", ["@flow"]),
    ("metaflow", "metaflow", ["class "]), ("zenml", "zenml", ["@pipeline"]),
    ("kubeflow", "kfp", ["@dsl.pipeline", "@kfp.dsl.pipeline"]),
  ]

  static func engine(of bytes: [UInt8]) -> String? {
    var modules: Set<String> = []
    var start = 0
    while start < bytes.count {
      let end = bytes.span.offset(of: 0x0A, from: start) ?? bytes.count
      let line = bytes[start..<end].trimmed
      start = end + 1
      for mark in marks {
        if line.starts(with: "import " + mark.module) || line.starts(with: "from " + mark.module) {
          modules.insert(mark.module)
        }
        guard modules.contains(mark.module), mark.starts.contains(where: { line.starts(with: $0) }) else { continue }
        // Metaflow's are classes.
        if mark.engine != "metaflow" || Array(line).containsBytes("FlowSpec)") { return mark.engine }
      }
    }
    return nil
  }
}
