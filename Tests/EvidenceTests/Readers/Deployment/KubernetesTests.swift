import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A deployment to Kubernetes")
struct KubernetesTests {
  private func deployment(
    _ spec: String, _ metadata: String = "name: churn", kind: String = "Deployment", api: String = "apps/v1"
  ) -> String {
    "apiVersion: \(api)\nkind: \(kind)\nmetadata: {\(metadata)}\nspec: {\(spec)}\n"
  }

  private func item(_ yaml: String) throws -> EvidenceItem {
    try TemporaryProject(["deploy/d.yaml": yaml]).item("deployments")
  }

  @Test(
    "has its images, pinned or not",
    arguments: [
      ("churn:2.0@sha256:" + String(repeating: "a", count: 64), "2.0", "true", "false"),
      ("localhost:5000/churn", "–", "false", "true"), ("churn:latest", "latest", "false", "true"),
      ("localhost:5000/churn:1.2", "1.2", "false", "false"), ("churn@sha256:abc", "–", "false", "true"),
    ])
  func images(image: String, tag: String, pinned: String, mutable: String) throws {
    let item = try item(deployment("template: {spec: {containers: [{name: c, image: '\(image)'}]}}"))
    let entry = try #require(item.facts["images"]?.elements.first)
    #expect([shown(entry["tag"]), shown(entry["pinned"]), shown(entry["mutable"])] == [tag, pinned, mutable])
    #expect(item.fact("images_pinned") == pinned)
  }

  @Test("says of probes and resources what is so, and nothing where it has no containers")
  func probes() throws {
    let full =
      "{name: c, image: x, ports: [{containerPort: 1}], readinessProbe: {httpGet: {path: /}}, resources: {limits: {cpu: 1}}}"
    let item = try item(deployment("template: {spec: {containers: [\(full), {name: sidecar, image: y}]}}"))
    #expect(
      ["readiness_probe", "liveness_probe", "resource_limits", "resource_requests"].map(item.fact) == [
        "true", "false", "true", "false",
      ])
    let bare = try self.item(deployment("replicas: 2, revisionHistoryLimit: 0"))
    #expect(
      ["replicas", "revision_history_limit", "readiness_probe", "images_pinned", "strategy"].map(bare.fact) == [
        "2", "0", "–", "–", "–",
      ])
  }

  @Test(
    "knows that ten earlier versions are kept where nothing is said, and no more than that",
    arguments: [
      ("apps/v1", "replicas: 1", "10"), ("apps/v1", "revisionHistoryLimit: 0", "0"),
      ("apps/v1", "revisionHistoryLimit: many", "–"), ("extensions/v1beta1", "replicas: 1", "–"),
    ])
  func historyLimit(version: String, spec: String, limit: String) throws {
    let text = "apiVersion: \(version)\nkind: Deployment\nmetadata: {name: churn}\nspec: {\(spec)}\n"
    let project = TemporaryProject(["a.yaml": text])
    #expect(try project.item("deployments").fact("revision_history_limit") == limit)
  }

  @Test("takes the number of copies from the autoscaler that targets it")
  func autoscaler() throws {
    let scaler =
      "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {scaleTargetRef: {kind: Deployment, name: churn}, minReplicas: 2, maxReplicas: 8, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]}\n"
    let project = TemporaryProject(["a.yaml": deployment("replicas: 1"), "b.yaml": scaler])
    let item = try project.item("deployments")
    #expect(
      ["min_replicas", "max_replicas", "has_autoscaler", "scale_metric", "scale_target"].map(item.fact) == [
        "2", "8", "true", "cpu", "70.0",
      ])
    let other = TemporaryProject(["a.yaml": deployment("replicas: 1", "name: other"), "b.yaml": scaler])
    #expect(try other.item("deployments").fact("has_autoscaler") == "false")
    #expect(try other.item("autoscalers").fact("metrics") == "[{type: Resource, name: cpu, target: 70.0}]")
  }

  @Test("takes the nearest autoscaler, and none where near ones disagree")
  func overlays() throws {
    let scaler = { (maximum: Int) in
      "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {scaleTargetRef: {kind: Deployment, name: churn}, maxReplicas: \(maximum), targetCPUUtilizationPercentage: 60}\n"
    }
    let project = TemporaryProject()
    for (folder, maximum) in [("dev", 2), ("prod", 9)] {
      project.write("k8s/\(folder)/hpa.yaml", Array(scaler(maximum).utf8))
      project.write("k8s/\(folder)/d.yaml", Array(deployment("replicas: 1").utf8))
    }
    project.write("k8s/d.yaml", Array(deployment("replicas: 1").utf8))
    let items = try project.items("deployments")
    #expect(items.map(\.path) == ["k8s/d.yaml", "k8s/dev/d.yaml", "k8s/prod/d.yaml"])
    #expect(items.map { $0.fact("max_replicas") } == ["–", "2", "9"])
    #expect(items.map { $0.fact("environment") } == ["–", "development", "production"])
  }

  @Test(
    "of KServe says how much traffic a new version gets, in all three forms",
    arguments: [
      ("predictor: {canaryTrafficPercent: 10, sklearn: {storageUri: 's3://u:p@b/m?k=v'}}", "canary", "10.0"),
      ("predictor: {canaryTrafficPercent: 0, model: {modelFormat: {name: sklearn}}}", "canary", "0.0"),
      ("predictor: {sklearn: {}}", "–", "–"),
      (
        "predictor: {sklearn: {}}, canary: [{predictor: {name: a}, trafficPercent: 5}, {predictor: {name: b}, trafficPercent: 15}]",
        "canary", "20.0"
      ),
      ("predictor: {sklearn: {}}, canary: [{predictor: {name: a}}]", "canary", "–"),
      (
        "default: {predictor: {sklearn: {}}}, canary: {predictor: {sklearn: {}}}, canaryTrafficPercent: 30", "canary",
        "30.0"
      ),
      ("predictor: {canaryTrafficPercent: 300, sklearn: {}}", "canary", "–"),
    ])
  func kserve(spec: String, strategy: String, percent: String) throws {
    let item = try item(deployment(spec, kind: "InferenceService", api: "serving.kserve.io/v1beta1"))
    #expect(item.fact("strategy") == strategy)
    #expect(item.fact("canary_percent") == percent)
    #expect(item.fact("model_format") == "sklearn")
    #expect(["–", "s3://b/m"].contains(item.fact("storage_uri")))
  }

  @Test(
    "of Seldon has several predictors as a canary, and one that only looks on as none",
    arguments: [
      ("{name: a, traffic: 90}, {name: b, traffic: 10}", "canary", "10.0"), ("{name: a}, {name: b}", "canary", "–"),
      ("{name: a, traffic: 100}, {name: b, shadow: true}", "–", "–"), ("{name: a}", "–", "–"),
      ("{name: a, traffic: 90}, {name: b, traffic: 20}", "canary", "–"),
    ])
  func seldonCanary(predictors: String, strategy: String, percent: String) throws {
    let item = try item(
      deployment("predictors: [\(predictors)]", kind: "SeldonDeployment", api: "machinelearning.seldon.io/v1"))
    #expect(["workload", "strategy", "canary_percent"].map(item.fact) == ["seldon_deployment", strategy, percent])
  }

  @Test("of Seldon says what it serves, in how many copies")
  func seldon() throws {
    let predictor =
      "{name: a, replicas: 2, graph: {implementation: SKLEARN_SERVER, modelUri: 's3://u:p@b/m', children: [{logger: {mode: all}}]}, explainer: {type: AnchorTabular}, componentSpecs: [{hpaSpec: {minReplicas: 1, maxReplicas: 4}, spec: {containers: [{name: c, image: 'x:1'}]}}]}"
    let item = try item(
      deployment("predictors: [\(predictor)]", kind: "SeldonDeployment", api: "machinelearning.seldon.io/v1"))
    #expect(
      [
        "replicas", "min_replicas", "max_replicas", "has_autoscaler", "model_format", "storage_uri", "has_logger",
        "has_explainer", "images_pinned",
      ]
      .map(item.fact) == ["2", "1", "4", "true", "sklearn", "s3://b/m", "true", "true", "false"])
  }

  @Test("of Argo has its steps, who goes on, and what is measured")
  func rollout() throws {
    let spec =
      "strategy: {canary: {steps: [{setWeight: 5}, {pause: {duration: 1h30m}}, {analysis: {templates: [{templateName: t}]}}, {setWeight: 50}, {pause: {}}, {pause: {duration: 40}}]}}"
    let project = TemporaryProject([
      "r.yaml": deployment(spec, kind: "Rollout", api: "argoproj.io/v1alpha1"),
      "t.yaml": "apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\n",
    ])
    let item = try project.item("deployments")
    #expect(
      item.fact("canary_steps")
        == "[{weight_percent: 5.0, analysis: false}, {pause: duration, pause_seconds: 5400.0, analysis: false}, {analysis: true}, "
        + "{weight_percent: 50.0, analysis: false}, {pause: manual, analysis: false}, {pause: duration, pause_seconds: 40.0, analysis: false}]"
    )
    #expect(
      ["first_weight_percent", "manual_gates", "has_analysis", "analysis_templates", "analysis_defined"].map(item.fact)
        == ["5.0", "1", "true", "[t]", "true"])
  }

  @Test("of Argo may be blue-green, or measured in the background by an analysis that is nowhere")
  func otherRollouts() throws {
    let background = try item(
      deployment(
        "strategy: {canary: {analysis: {templates: [{templateName: t}]}}}", kind: "Rollout", api: "argoproj.io/v1alpha1"
      ))
    #expect(["has_analysis", "analysis_defined", "manual_gates"].map(background.fact) == ["true", "false", "0"])
    let blueGreen = try item(
      deployment("strategy: {blueGreen: {autoPromotionEnabled: false}}", kind: "Rollout", api: "argoproj.io/v1alpha1"))
    #expect(["strategy", "auto_promotion", "has_analysis"].map(blueGreen.fact) == ["blue_green", "false", "false"])
  }

  @Test("is found among several documents and in a list, each at its place")
  func several() throws {
    let list =
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: apps/v1, kind: Deployment, metadata: {name: c}}\n- {apiVersion: v1, kind: Service}\n"
    let project = TemporaryProject()
    project.write(
      "all.yaml",
      Array(
        (deployment("replicas: 1", "name: a") + "---\n" + deployment("replicas: 2", "name: b") + "---\n" + list).utf8))
    let items = try project.items("deployments")
    #expect(items.map { $0.fact("name") } == ["a", "b", "c"])
    #expect(items.map { $0.range.start?.line ?? 0 } == [1, 6, 14])
  }

  @Test("that is a template is unreadable, and says so once")
  func template() throws {
    let evidence = try TemporaryProject([
      "chart/templates/d.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  replicas: {{ .Values.n }}\n"
    ]).evidence()
    #expect(evidence.problems == ["deployments chart/templates/d.yaml evidence.template"])
    #expect(evidence.unreadable.first?.diagnostics.first?.place?.start?.line == 4)
  }

  @Test(
    "is not every YAML file",
    arguments: [
      "name: ci\non: push\njobs: {deploy: {kind: Deployment}}", "apiVersion: v1\nkind: Service", "kind: Deployment",
      "apiVersion: example.com/v1\nkind: Deployment\nmetadata: {name: x}", "{{ broken", "a: [",
    ])
  func others(yaml: String) throws {
    let evidence = try TemporaryProject(["x.yaml": yaml]).evidence()
    #expect(evidence.items("deployments").isEmpty && evidence.unreadable.isEmpty)
  }

  @Test("states the model's version in a label or annotation")
  func version() throws {
    let item = try item(
      deployment("replicas: 1", "name: x, namespace: churn-prod, annotations: {example.com/model-version: '2'}"))
    #expect(shown(item.modelVersion) == "2")
    #expect(item.fact("environment") == "production")
  }
}
