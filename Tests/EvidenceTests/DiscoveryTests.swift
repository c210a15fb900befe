import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("Discovery")
struct DiscoveryTests {
  private let manifest = SourceFile(path: "gonogo.yaml", text: "artifacts: here").range(0..<9)
  private let report = "<testsuite><testcase name='a'/></testsuite>"

  private func declared(_ kind: String, _ pattern: String) -> Discovery.Declared {
    .init(kind: kind, pattern: pattern, place: manifest)
  }

  @Test("reads what is declared, under whatever name")
  func declarations() throws {
    let project = TemporaryProject(["out/a/unit.xml": report, "out/b/unit.xml": report, "out/notes.txt": "x"])
    let evidence = try project.evidence([declared("test_reports", "out/**/unit.xml")])
    #expect(evidence.declarations[0].matches == ["out/a/unit.xml", "out/b/unit.xml"])
    #expect(evidence.items("test_reports").map(\.path) == ["out/a/unit.xml", "out/b/unit.xml"])
  }

  @Test("takes a declared folder's files that end as the kind's do")
  func folder() throws {
    let project = TemporaryProject(["out/a/unit.xml": report, "out/notes.txt": "x"])
    let evidence = try project.evidence([declared("test_reports", "out/")])
    #expect(evidence.declarations[0].matches == ["out/a/unit.xml"])
  }

  @Test("keeps a declaration that matches nothing")
  func nothing() throws {
    let evidence = try TemporaryProject(["a": ""]).evidence([declared("test_reports", "gone/*.xml")])
    #expect(evidence.declarations.map(\.matches) == [[]])
    #expect(evidence.diagnostics.isEmpty)
  }

  @Test(
    "complains about a declaration that leaves the project or names no kind",
    arguments: [
      ("test_reports", "../x.xml", "evidence.outside-project"), ("test_reports", "/x.xml", "evidence.outside-project"),
      ("test_reports", "out/x.xml", "evidence.outside-project"), ("test_report", "x.xml", "evidence.unknown-kind"),
      ("test_reports", "", "evidence.bad-path"),
    ])
  func complaints(kind: String, pattern: String, id: String) throws {
    let project = TemporaryProject(["a": ""])
    project.link("out", to: "/etc")
    let evidence = try project.evidence([declared(kind, pattern)])
    #expect(evidence.diagnostics.map(\.id) == [id])
    #expect(evidence.diagnostics.first?.place == manifest)
    #expect(evidence.declarations.map(\.matches) == [[]])
  }

  @Test("which files were too much to read does not depend on which kind was quicker")
  func budgetInAnyOrder() throws {
    let project = TemporaryProject([
      "metrics.json": #"{"a": 1, "b": 2, "c": 3}"#, "params.yaml": "a: 1", "dvc.yaml": "stages: {a: {cmd: x}}",
      "MODEL_CARD.md": "# A model\n\nIt says a few words.", "docs/plan.md": "# A plan\n\nIt says a few words.",
      "deploy/a.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}",
    ])
    var bounds = DiscoveryBounds()
    bounds.totalBytes = 120
    func told(_ results: ([@Sendable () -> Discovery.KindReading]) -> [Discovery.KindReading]) throws -> [String] {
      let evidence = try Discovery(root: project.path, bounds: bounds).collect(results: results)
      return evidence.items.map { "\($0.kind) \($0.path)" }
        + evidence.unreadable.map { "not \($0.kind) \($0.file.path)" }
    }
    let inOrder = try told { pieces in pieces.map { $0() } }
    #expect(inOrder.contains { $0.hasPrefix("not ") })
    #expect(inOrder.contains { !$0.hasPrefix("not ") })
    #expect(try told { pieces in pieces.reversed().map { $0() }.reversed() } == inOrder)
  }

  @Test("names the kind that was probably meant")
  func nearestKind() throws {
    let evidence = try TemporaryProject(["a": ""]).evidence([declared("test_report", "x")])
    #expect(evidence.diagnostics.first?.fix == "did you mean 'test_reports'?")
  }

  @Test("takes a declared file that is something else for broken")
  func somethingElse() throws {
    let project = TemporaryProject(["out/x.xml": "<html/>", "y.xml": "<html/>"])
    #expect(
      try project.evidence([declared("test_reports", "out/x.xml")]).problems == [
        "test_reports out/x.xml evidence.not-of-kind"
      ])
  }

  @Test("passes over what a pattern matches besides; where nothing is of the kind, it matches nothing")
  func patterns() throws {
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"
    let project = TemporaryProject([
      "k/d.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n", "k/s.yaml": service,
      "s/s.yaml": service, "t.yaml": service,
      "mlruns/0/meta.yaml": "experiment_id: '0'",
    ])
    let evidence = try project.evidence([
      declared("deployments", "k/*.yaml"), declared("deployments", "s"), declared("experiment_runs", "mlruns"),
      declared("deployments", "t.yaml"),
    ])
    #expect(evidence.declarations.map(\.matches) == [["k/d.yaml"], [], [], ["t.yaml"]])
    #expect(evidence.problems == ["deployments t.yaml evidence.not-of-kind"])
  }

  @Test("reads a file once, however many names it has")
  func onceOnly() throws {
    let project = TemporaryProject(["reports/junit.xml": report])
    project.link("junit-latest.xml", to: "reports/junit.xml")
    project.link("latest", to: "reports")
    let evidence = try project.evidence([
      declared("test_reports", "latest/*.xml"), declared("test_reports", "reports/junit.xml"),
    ])
    #expect(evidence.declarations.map(\.matches) == [["reports/junit.xml"], ["reports/junit.xml"]])
    #expect(evidence.items("test_reports").map(\.path) == ["reports/junit.xml"])
  }

  @Test("takes a document that the manifest names, wherever it lies, and never one outside")
  func documents() throws {
    let outside = TemporaryProject(["x.md": "# X"])
    let project = TemporaryProject(["deep/down/plan.txt": "A plan."])
    project.link("link", to: "deep")
    project.link("out.md", to: outside.path + "/x.md")
    let paths = ["deep/down/plan.txt", "link/down/plan.txt", "out.md", "../x.md", "gone.md"]
    #expect(try project.items("documents", documents: paths).map(\.path) == ["deep/down/plan.txt"])
  }

  @Test("lets one broken artifact take nothing else down")
  func isolation() throws {
    let project = TemporaryProject([
      "junit.xml": "<testsuites><testsuite>", "coverage.xml": "", "metrics.json": "{", "dvc.yaml": "a: [",
      "deploy/d.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: [", "MODEL_CARD.md": "---\n- a\n---\n",
      "mlruns/1/0123456789abcdef0123456789abcdef/meta.yaml": "{", "mlruns/models/m/version-1/meta.yaml": "x",
      "data/x.dvc": "outs: 1", "reports/TEST-good.xml": report, "gx/validation_result.json": "{\"expectation_config\":",
      "drift.json": "{\"metrics\": [", "croissant.json": "{", "fairness.json": "{", "shap.json": "{", "load.jtl": "",
      "MLmodel": "x", "DATASET_CARD.md": "---\n- a\n---\n",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("test_reports").map(\.path) == ["reports/TEST-good.xml"])
    #expect(
      evidence.unreadable.map(\.kind) == [
        "coverage_reports", "croissant_datasets", "data_pipelines", "data_validations", "dataset_cards", "deployments",
        "drift_reports", "experiment_runs", "explanation_reports", "fairness_reports", "load_tests", "logged_models",
        "metrics_files", "model_cards", "registered_models", "test_reports", "tracked_data",
      ])
    for unreadable in evidence.unreadable {
      #expect(unreadable.diagnostics.hasErrors, "\(unreadable.kind)")
      #expect(unreadable.diagnostics.allSatisfy { $0.place?.file.path == unreadable.file.path }, "\(unreadable.kind)")
    }
  }

  @Test("gives the same, whenever it is asked")
  func deterministic() throws {
    let project = TemporaryProject(["junit.xml": report, "a/junit.xml": report, "metrics.json": "{\"b\": 1, \"a\": 2}"])
    let first = try project.evidence().items.map { $0.path + shown($0.facts) }
    #expect(try project.evidence().items.map { $0.path + shown($0.facts) } == first)
    #expect(first.count == 3)
  }

  @Test("leaves alone what tests are fed with, unless it is declared")
  func fixtures() throws {
    let project = TemporaryProject(["tests/fixtures/junit.xml": "<testsuites>"])
    #expect(try project.evidence().unreadable.isEmpty)
    #expect(try project.evidence([declared("test_reports", "tests/fixtures/*.xml")]).unreadable.count == 1)
  }

  @Test("has one reader and one schema for each kind")
  func schemas() {
    let kinds = [any ArtifactReader].all.map(\.kind)
    #expect(Set(kinds).count == kinds.count)
    #expect(kinds == kinds.sorted())
    #expect(Repository.evidenceSchemas.keys.sorted() == kinds)
  }
}
