import Diagnostics
import Documents

/// `deployments`: Deployments of Kubernetes, InferenceServices of KServe, Rollouts of Argo and SeldonDeployments, with what autoscalers and
/// analyses in the same project say about them.
struct KubernetesDeployments: ArtifactReader {
  let kind = "deployments"
  let fileEndings = [".yaml", ".yml"]

  private static let workloads = ["Deployment", "InferenceService", "Rollout", "SeldonDeployment"]
  private static let analyses = ["AnalysisTemplate", "ClusterAnalysisTemplate"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { KubernetesFile.candidates(in: tree) }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    readAll([candidate], in: tree, limits: limits).first ?? .notThisKind
  }

  func readAll(_ candidates: [ArtifactCandidate], in tree: ProjectTree, limits: Limits) -> [ArtifactReading] {
    var context = Surroundings()
    var workloads: [(candidate: ArtifactCandidate, reading: ArtifactReading, objects: [KubernetesObject])] = []
    let wanted = KubernetesDeployments.workloads + KubernetesDeployments.analyses + KubernetesAutoscalers.kinds
    for candidate in candidates {
      var reading = ArtifactReading.notThisKind
      var own: [KubernetesObject] = []
      do {
        switch try KubernetesFile(candidate.path, naming: wanted, in: tree, limits: limits) {
        case .notKubernetes: break
        case .broken(let file, let diagnostics):
          if namesWorkload(candidate.path, tree, limits) { reading = .unreadable(file, diagnostics) }
        case .chartTemplate(let template):
          if namesWorkload(candidate.path, tree, limits) {
            reading = template.reading(isDeclared: candidate.isDeclared)
          }
        case .objects(_, let objects, _):
          own = objects.filter(isWorkload)
          context.add(objects)
        }
      } catch {
        if candidate.isDeclared { reading = .unreadable(candidate.path, error) }
      }
      workloads.append((candidate, reading, own))
    }
    return workloads.map { entry in
      entry.objects.isEmpty ? entry.reading : .items(entry.objects.map { item($0, context) })
    }
  }

  /// Whether a workload is named in a file: a broken autoscaler is the other reader's.
  private func namesWorkload(_ path: String, _ tree: ProjectTree, _ limits: Limits) -> Bool {
    switch try? KubernetesFile(path, naming: KubernetesDeployments.workloads, in: tree, limits: limits) {
    case .broken, .chartTemplate: true
    case .objects, .notKubernetes, nil: false
    }
  }

  private func isWorkload(_ object: KubernetesObject) -> Bool {
    object.isOf("Deployment", group: "apps", "extensions")
      || object.isOf("InferenceService", group: "serving.kserve.io", "serving.kubeflow.org")
      || object.isOf("Rollout", group: "argoproj.io")
      || object.isOf("SeldonDeployment", group: "machinelearning.seldon.io")
  }

  private func item(_ object: KubernetesObject, _ context: Surroundings) -> EvidenceItem {
    var facts = Facts(at: object.node.range)
    facts.set("workload", text: workload(object))
    facts.set("api_version", textOf: object.node["apiVersion"], limit: 100)
    facts.set("name", textOf: object.node["metadata"]?["name"], limit: 300)
    facts.set("namespace", textOf: object.node["metadata"]?["namespace"], limit: 300)
    setEnvironment(object, &facts)
    let version = modelVersion(object)
    if object.kind.hasBytes("InferenceService") {
      InferenceService(object).describe(&facts)
    } else if object.kind.hasBytes("SeldonDeployment") {
      SeldonDeployment(object).describe(&facts)
    } else {
      setReplicas(object, context, &facts)
      setHistoryLimit(object, &facts)
      let pod = object.spec?["template"]?["spec"]
      PodFacts(containers: pod?["containers"]?.elements ?? [], pod: pod).describe(&facts)
      if object.kind.hasBytes("Rollout") {
        RolloutStrategy(object.spec?["strategy"]).describe(&facts, definedAnalyses: context.analyses)
      } else {
        setStrategy(object.spec?["strategy"]?["type"], &facts)
      }
    }
    var item = EvidenceItem(kind: kind, format: "kubernetes", range: object.node.range, facts: facts.node)
    item.modelVersion = version.flatMap { node in
      node.scalarText.map { Node(.text($0), at: node.range) }
    }
    return item
  }

  /// Where it says nothing, Kubernetes keeps ten (`revisionHistoryLimit` of apps/v1's Deployment and of a Rollout).
  private func setHistoryLimit(_ object: KubernetesObject, _ facts: inout Facts) {
    let isKnown = object.kind.hasBytes("Rollout") || object.node["apiVersion"]?.text?.hasBytes("apps/v1") == true
    if let spec = object.spec, spec["revisionHistoryLimit"] == nil, isKnown {
      facts.set("revision_history_limit", count: 10, at: spec.range)
    } else {
      facts.set("revision_history_limit", countOf: object.spec?["revisionHistoryLimit"])
    }
  }

  private func workload(_ object: KubernetesObject) -> String {
    switch object.kind {
    case "InferenceService": "inference_service"
    case "Rollout": "rollout"
    case "SeldonDeployment": "seldon_deployment"
    default: "deployment"
    }
  }

  private func setEnvironment(_ object: KubernetesObject, _ facts: inout Facts) {
    for key in ["environment", "env", "app.kubernetes.io/environment"] {
      guard let label = object.label(key) ?? object.annotation(key), let word = label.scalarText else { continue }
      return facts.set("environment", text: environmentName(word) ?? word, at: label.range, limit: 100)
    }
    if let namespace = object.node["metadata"]?["namespace"], let word = namespace.scalarText {
      let words = word.utf8.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }.map { String(Substring($0)) }
      if let name = words.compactMap(environmentName).first {
        return facts.set("environment", text: name, at: namespace.range)
      }
    }
    facts.set("environment", text: pathParts(parentFolder(object.path)).compactMap(environmentName).last)
  }

  private func modelVersion(_ object: KubernetesObject) -> Node? {
    let metadata = object.node["metadata"]
    let template = object.spec?["template"]?["metadata"]
    for entries in [metadata?["annotations"], metadata?["labels"], template?["annotations"], template?["labels"]] {
      for entry in entries?.entries ?? [] {
        let name = entry.key.lastPathPart
        if name.hasBytes("model-version") || name.hasBytes("model_version") { return entry.value }
      }
    }
    return nil
  }

  private func setReplicas(_ object: KubernetesObject, _ context: Surroundings, _ facts: inout Facts) {
    facts.set("replicas", countOf: object.spec?["replicas"])
    let scalers = context.autoscalers(of: object)
    facts.set("has_autoscaler", flag: !scalers.isEmpty)
    guard let first = scalers.first else { return }
    // Overlays for several environments may scale one name differently: then it is not known.
    let agree = scalers.allSatisfy {
      $0.minimum?.wholeNumber == first.minimum?.wholeNumber && $0.maximum?.wholeNumber == first.maximum?.wholeNumber
    }
    guard agree else { return }
    facts.set("min_replicas", countOf: first.minimum)
    facts.set("max_replicas", countOf: first.maximum)
    if let metric = first.metrics.first {
      facts.set("scale_metric", text: metric.name ?? metric.type, at: metric.place, limit: 200)
      facts.set("scale_target", number: metric.target, at: metric.place)
    }
  }

  private func setStrategy(_ type: Node?, _ facts: inout Facts) {
    switch type?.scalarText {
    case "RollingUpdate": facts.set("strategy", text: "rolling_update", at: type?.range)
    case "Recreate": facts.set("strategy", text: "recreate", at: type?.range)
    default: break
    }
  }
}

/// What else the project says that bears on a workload.
private struct Surroundings {
  private(set) var scalers: [Autoscaler] = []
  private(set) var analyses: [String] = []

  mutating func add(_ objects: [KubernetesObject]) {
    for object in objects {
      if let scaler = Autoscaler(object) { scalers.append(scaler) }
      let isAnalysis =
        object.isOf("AnalysisTemplate", group: "argoproj.io")
        || object.isOf("ClusterAnalysisTemplate", group: "argoproj.io")
      if isAnalysis, let name = object.name { analyses.append(name) }
    }
  }

  /// Those that target it; of several the ones that stand nearest to it.
  func autoscalers(of workload: KubernetesObject) -> [Autoscaler] {
    let all = scalers.filter { $0.targets(workload) }
    guard all.count > 1 else { return all }
    let nearness = all.map { sharedFolders($0.object.path, workload.path) }
    let best = nearness.max() ?? 0
    return zip(all, nearness).filter { $0.1 == best }.map(\.0)
  }

  private func sharedFolders(_ a: String, _ b: String) -> Int {
    zip(pathParts(parentFolder(a)), pathParts(parentFolder(b))).prefix { $0.hasBytes($1) }.count
  }
}
