import CEL
import Diagnostics
import Documents
import Evidence
import FuzzSupport
import Glibc
import Schema
import ShippedFiles

/// The names under which an input is tried: one for each family of formats, and what lies beside it.
enum Artifact {
  static let paths = [
    "reports/junit.xml", "coverage.xml", "jacoco.xml", "lcov.info", "coverage.json", "metrics.json", "dvc.yaml",
    "data/x.csv.dvc", "deploy/d.yaml", "chart/templates/d.yaml", "monitoring/alerts.yaml", "pipelines/pipeline.yaml",
    "pipelines/pipeline.json", "dags/dag.py", ".github/workflows/ci.yml", ".gitlab-ci.yml", "CODEOWNERS",
    "MODEL_CARD.md", "docs/plan.md", ".git/HEAD", ".git/packed-refs",
  ]

  static let schemas = shippedSchemas()

  /// A project of the fuzzer's own.
  static let root: String = {
    var name = Array("/tmp/gonogo-fuzz-XXXXXX".utf8CString)
    let made = unsafe name.withUnsafeMutableBufferPointer { buffer in
      unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) }
    }
    guard let made else { fatalError("no folder could be made") }
    for path in paths + ["chart/Chart.yaml"] {
      var folder = made
      for part in path.split(separator: "/").dropLast() {
        folder += "/" + part
        unsafe mkdir(folder, 0o755)
      }
    }
    write("chart/Chart.yaml", [], in: made)
    write(".git/HEAD", Array("ref: refs/heads/main\n".utf8), in: made)
    return made
  }()

  static func write(_ path: String, _ bytes: [UInt8], in root: String) {
    let descriptor = unsafe open(root + "/" + path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    require(descriptor >= 0, "\(path) could not be written")
    let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, bytes.count) }
    require(written == bytes.count, "\(path) could not be written")
    close(descriptor)
  }
}

// Artifacts: the first byte says which kind of file the rest is. Whatever it is, each item fits the schema of its kind.
unsafe fuzz { start, count in
  let input = unsafe bytes(start, count)
  guard let first = input.first else { return 0 }
  let path = Artifact.paths[Int(first) % Artifact.paths.count]
  Artifact.write(path, Array(input.dropFirst()), in: Artifact.root)
  defer {
    if path == ".git/HEAD" {
      Artifact.write(path, Array("ref: refs/heads/main\n".utf8), in: Artifact.root)
    } else {
      unsafe unlink(Artifact.root + "/" + path)
    }
  }
  let evidence = result { () throws(DiagnosticsError) in try Discovery(root: Artifact.root).collect() }
  show(evidence.diagnostics)
  for file in evidence.unreadable {
    require(file.diagnostics.hasErrors, "\(file.kind) is unreadable without a reason")
    show(file.diagnostics)
  }
  for item in evidence.items {
    walk(item.facts)
    show(item.diagnostics)
    let schema = result { () throws(DiagnosticsError) in try Artifact.schemas.itemSchema(kind: item.kind) }
    let complaints = schema.validate(item.facts)
    require(complaints.isEmpty, "\(item.kind): \(complaints.map(\.message))")
  }
  return 0
}
