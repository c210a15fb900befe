import Diagnostics
import Documents

/// Reports of Evidently from 0.7 on: `metrics` with an `id`, a `config` that names its type, and a `value`; `tests`, which
/// may be none. There is no flag for drift, no version, no time and no name of the data.
struct EvidentlySnapshot {
  private let metrics: [Node]
  private let tests: [Node]

  let format = "evidently"

  init?(_ root: Node) {
    guard let metrics = root["metrics"]?.elements, !metrics.isEmpty,
      metrics.allSatisfy({ EvidentlySnapshot.type($0) != nil })
    else { return nil }
    self.metrics = metrics
    tests = root["tests"]?.elements ?? []
  }

  private static func type(_ metric: Node) -> String? {
    guard let type = metric["config"]?["type"]?.text, type.startsWithBytes("evidently:metric") else { return nil }
    return type.utf8.split(separator: UInt8(ascii: ":")).last.map { String(Substring($0)) }
  }

  func findings() -> DriftFindings {
    var findings = DriftFindings()
    findings.metrics = metrics.count
    let driftTests = self.driftTests
    for metric in metrics {
      guard let config = metric["config"], let value = metric["value"] else { continue }
      findings.nonFinite += nonFiniteValues(in: value)
      switch EvidentlySnapshot.type(metric) {
      case "DriftedColumnsCount":
        findings.total = DriftFindings.Total(
          columns: columns(value), drifted: value["count"]?.wholeNumber.flatMap { Int(exactly: $0) },
          share: value["share"]?.finiteNumber, limit: config["drift_share"]?.finiteNumber, place: metric.range)
      case "ValueDrift":
        findings.add(
          DriftFindings.Column(
            name: config["column"]?.text ?? "", method: config["method"]?.text, score: value.finiteNumber,
            threshold: config["threshold"]?.finiteNumber, stated: metric["id"]?.text.flatMap { driftTests[$0] },
            isNonFinite: value.isNonFinite, place: metric.range))
      default: break
      }
    }
    for test in tests { findings.tests.add(test["status"], name: test["name"]?.text, at: test.range) }
    return findings
  }

  /// How many columns a count and its share are of; not known where none drifted.
  private func columns(_ value: Node) -> Int? {
    guard let count = value["count"]?.finiteNumber, let share = value["share"]?.finiteNumber, share > 0, count > 0,
      count / share < 1e9
    else { return nil }
    return Int((count / share).rounded())
  }

  /// What the tests of columns' drift say, by the metric's id: that it drifted, or that it did not. Other tests of the same
  /// value say something else.
  private var driftTests: [String: Bool] {
    var outcomes: [String: Bool] = [:]
    for test in tests {
      guard let bound = test["bound_test"], bound["type"]?.text?.endsWithBytes(":ValueDriftBoundTest") == true,
        let id = bound["metric_fingerprint"]?.text
      else { continue }
      switch test["status"]?.text {
      case "SUCCESS": outcomes[id] = outcomes[id] ?? false
      case "FAIL": outcomes[id] = true
      default: break
      }
    }
    return outcomes
  }
}
