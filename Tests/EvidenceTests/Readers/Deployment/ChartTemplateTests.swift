import Diagnostics
import Testing

@testable import Evidence

@Suite("A template of a Helm chart")
struct ChartTemplateTests {
  private let template =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  replicas: {{ .Values.n }}\n"
  private let scaler =
    "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: \"{{ .Values.name }}\"}\n"
  private let place = SourceFile(path: "gonogo.yaml", bytes: []).whole

  @Test("that nobody declares is passed over, once, with the reason")
  func undeclared() throws {
    let evidence = try TemporaryProject([
      "chart/Chart.yaml": "name: churn", "chart/templates/d.yaml": template, "chart/templates/sub/hpa.yaml": scaler,
      "chart/templates/alerts.yaml":
        "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {{ toYaml .Values.rules }}",
      "chart/templates/both.yaml": template + "---\n" + scaler,
    ]).evidence()
    #expect(evidence.items.isEmpty && evidence.unreadable.isEmpty)
    #expect(
      evidence.passedOver.map(\.path) == [
        "chart/templates/alerts.yaml", "chart/templates/both.yaml", "chart/templates/d.yaml",
        "chart/templates/sub/hpa.yaml",
      ])
    #expect(evidence.passedOver.allSatisfy { $0.reason.containsBytes("until it is rendered") })
  }

  @Test(
    "that is declared is evidence, and unreadable", arguments: ["chart/templates/d.yaml", "chart/templates/*.yaml"])
  func declared(pattern: String) throws {
    let project = TemporaryProject(["chart/Chart.yaml": "name: churn", "chart/templates/d.yaml": template])
    let evidence = try project.evidence([.init(kind: "deployments", pattern: pattern, place: place)])
    #expect(evidence.problems == ["deployments chart/templates/d.yaml evidence.template"])
    #expect(evidence.unreadable[0].diagnostics[0].place?.start?.line == 4)
  }

  @Test("is not a file without a chart beside it, nor one of a chart that is no template")
  func others() throws {
    let plain = template.replacing("{{ .Values.name }}", with: "churn").replacing("{{ .Values.n }}", with: "2")
    let project = TemporaryProject([
      "templates/d.yaml": template, "chart/Chart.yaml": "name: churn", "chart/templates/d.yaml": plain,
      "chart/d.yaml": template,
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("deployments").map(\.path) == ["chart/templates/d.yaml"])
    #expect(
      evidence.problems == [
        "deployments chart/d.yaml evidence.template", "deployments templates/d.yaml evidence.template",
      ])
  }
}
