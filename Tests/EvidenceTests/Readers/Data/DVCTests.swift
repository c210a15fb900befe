import Documents
import Testing

@testable import Evidence

@Suite("DVC's files")
struct DVCTests {
  private static let pipeline = """
    stages:
      train:
        cmd: python train.py data model
        deps: [data, src\\train.py]
        params: [train.seed, {other.json: [a.b]}]
        outs:
          - model:
              cache: false
        metrics:
          - metrics.json:
              cache: false
    """
  private static let lock = """
    schema: '2.0'
    stages:
      train:
        cmd: python train.py
          data model
        deps: [{path: data, md5: x}, {path: src/train.py, md5: y}]
        params: {params.yaml: {train.seed: 1}, other.json: {a.b: [1, 2]}}
        outs: [{path: metrics.json, md5: z}, {path: model, md5: w}]
    """

  private func project(_ pipeline: String, _ lock: String?) -> TemporaryProject {
    let project = TemporaryProject(["params.yaml": "train: {seed: 1}", "other.json": "{\"a\": {\"b\": [1, 2]}}"])
    project.write("dvc.yaml", Array(pipeline.utf8))
    if let lock { project.write("dvc.lock", Array(lock.utf8)) }
    return project
  }

  @Test("agree where the lock has the stage as it is")
  func locked() throws {
    let item = try project(DVCTests.pipeline, DVCTests.lock).item("data_pipelines")
    #expect(item.fact("locked") == "true")
    #expect(item.fact("stale_stages") == "[]")
    #expect(item.fact("metrics_files") == "[metrics.json]")
    #expect(item.fact("params_files") == "[params.yaml, other.json]")
  }

  @Test(
    "disagree where anything changed since it was run",
    arguments: [
      ("python train.py data model", "python train.py data model2"), ("[data, ", "[data, more, "),
      ("[train.seed, ", "[train.seed, train.c, "), ("- model:", "- model2:"), ("other.json", "third.json"),
    ])
  func stale(from: String, to: String) throws {
    let changed = DVCTests.pipeline.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
    let item = try project(changed, DVCTests.lock).item("data_pipelines")
    #expect(item.fact("locked") == "false")
    #expect(item.fact("stale_stages") == "[train]")
  }

  @Test("disagree where a parameter has another value now")
  func params() throws {
    let project = project(DVCTests.pipeline, DVCTests.lock)
    project.write("params.yaml", Array("train: {seed: 2}".utf8))
    #expect(try project.item("data_pipelines").fact("stale_stages") == "[train]")
  }

  @Test("lack a stage that was never run")
  func missing() throws {
    let item = try project(DVCTests.pipeline, nil).item("data_pipelines")
    #expect(item.fact("has_lock") + item.fact("locked") == "falsefalse")
    #expect(item.fact("stages_missing_from_lock") == "[train]")
  }

  @Test(
    "name stages that are made in a loop by their keys",
    arguments: [
      ("foreach: [a, b]\n    do: {cmd: x}", "{s@a: {cmd: x}, s@b: {cmd: x}}", "true"),
      ("foreach: [a, b]\n    do: {cmd: x}", "{s@a: {cmd: x}}", "false"),
      ("foreach: ${list}\n    do: {cmd: x}", "{s@a: {cmd: x}}", "true"),
      ("matrix: {m: [a]}\n    cmd: x", "{}", "false"),
    ])
  func loops(stage: String, lock: String, locked: String) throws {
    let item = try project("stages:\n  s:\n    \(stage)\n", "schema: '2.0'\nstages: \(lock)").item("data_pipelines")
    #expect(item.fact("locked") == locked)
  }

  @Test(
    "have a remote only where data leaves the machine",
    arguments: [
      (
        "[core]\n    remote = s\n['remote \"s\"']\n    url = s3://bucket/x\n", "true",
        "[{name: s, scheme: s3, is_local: false, is_default: true}]"
      ),
      ("['remote \"s\"']\n    url = ../TEMP\n", "false", "[{name: s, is_local: true, is_default: false}]"),
      ("[core]\n", "false", "[]"),
    ])
  func remotes(config: String, has: String, remotes: String) throws {
    let project = project(DVCTests.pipeline, nil)
    project.write(".dvc/config", Array(config.utf8))
    let item = try project.item("data_pipelines")
    #expect(item.fact("has_remote") == has)
    #expect(item.fact("remotes") == remotes)
  }

  @Test("say what data is tracked")
  func tracked() throws {
    let project = TemporaryProject([
      "data/raw.csv.dvc": "outs:\n- md5: 8584dad1\n  size: 23\n  hash: md5\n  path: raw.csv\n",
      "data/raw.csv": "x",
      "imported.dvc":
        "frozen: true\ndeps:\n- repo: {url: 'https://user:password@x/y', rev_lock: abc}\nouts:\n- md5: 1.dir\n  nfiles: 2\n  path: images\n",
    ])
    let items = try project.items("tracked_data")
    #expect(items.map { $0.fact("data_path") } == ["data/raw.csv", "images"])
    #expect(items.map { $0.fact("is_present") } == ["true", "false"])
    #expect(items.map { $0.fact("is_directory") } == ["false", "true"])
    #expect(items.map { $0.fact("source_revision") } == ["–", "abc"])
    #expect(shown(items[0].datasetDigest) == "md5:8584dad1")
    #expect(!shown(items[1].facts).containsBytes("password"))
  }

  @Test("may not point outside the project", arguments: ["../../secret", "/etc/passwd", "C:\\x"])
  func outside(path: String) throws {
    let evidence = try TemporaryProject(["a.dvc": "outs:\n- path: '\(path)'\n"]).evidence()
    #expect(evidence.problems == ["tracked_data a.dvc evidence.outside-project"])
  }
}

@Suite("A metrics file")
struct MetricsFilesTests {
  @Test(
    "gives its numbers, those in maps with dots",
    arguments: [
      (
        "metrics.json", "{\"a\": 1, \"t\": {\"auc\": 0.5, \"n\": null}, \"l\": [1], \"s\": \"x\", \"b\": true}",
        "{a: 1.0, t.auc: 0.5}", "[]", "4"
      ),
      ("metrics.json", "{\"a\": NaN, \"b\": Infinity, \"c\": 1e400}", "{}", "[a, b, c]", "0"),
      ("eval_metrics.yaml", "auc: 0.5\nbad: .nan\n", "{auc: 0.5}", "[bad]", "0"),
      ("metrics.yml", "a: {b: 1}\na.b: 2\n", "{a.b: 1.0}", "[]", "1"),
    ])
  func numbers(path: String, text: String, metrics: String, nonFinite: String, leftOut: String) throws {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    let item = try project.item("metrics_files")
    #expect(item.fact("metrics") == metrics)
    #expect(item.fact("non_finite_metrics") == nonFinite)
    #expect(item.fact("left_out") == leftOut)
  }

  @Test("a parameter of a pipeline with an endless name is cut to what the schema allows")
  func endlessParameter() throws {
    let name = String(repeating: "p", count: 600)
    let item = try TemporaryProject(["dvc.yaml": "stages:\n  e:\n    cmd: x\n    params: [\(name)]\n"]).item(
      "data_pipelines")
    #expect(item.fact("stages").contains(String(repeating: "p", count: 499) + "…"))
  }

  @Test("is found where a pipeline says that it is")
  func pipeline() throws {
    let project = TemporaryProject([
      "dvc.yaml": "stages:\n  e:\n    cmd: x\n    metrics: [out\\scores_holdout.json]\n",
      "out/scores_holdout.json": "{\"a\": 1}",
    ])
    #expect(try project.item("metrics_files").fact("is_pipeline_output") == "true")
  }

  @Test(
    "that is broken is unreadable", arguments: ["{\"a\": 1", "{\"a\": 1, \"a\": 2}", "{\"a\": 1,}", ""])
  func broken(text: String) throws {
    #expect(try TemporaryProject(["metrics.json": text]).evidence().unreadable.count == 1)
  }
}
