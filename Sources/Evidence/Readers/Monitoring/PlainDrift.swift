import Diagnostics
import Documents

/// A drift report that a project wrote by itself: there is no convention but that a flag says whether there was drift, and
/// that features stand in a map with a score, a threshold and a flag each. Of what has other names nothing is known.
struct PlainDrift {
  private let root: Node
  private let flag: Node

  let format = "json"

  init?(_ root: Node) {
    let flags = ["dataset_drift", "drift_detected", "is_drifted", "drift"]
    guard let flag = flags.lazy.compactMap({ root[$0] }).first(where: { $0.bool != nil }) else { return nil }
    self.root = root
    self.flag = flag
  }

  func findings() -> DriftFindings {
    var findings = DriftFindings()
    findings.nonFinite = nonFiniteValues(in: root)
    for key in ["timestamp", "generated_at", "created_at", "date"] {
      guard findings.time == nil, let node = root[key], let time = node.text.flatMap(StatedTime.init) else { continue }
      findings.time = Node(.text(time.instant), at: node.range)
    }
    var total = DriftFindings.Total(place: flag.range)
    total.stated = flag.bool
    total.columns = root["number_of_columns"]?.wholeNumber.flatMap { Int(exactly: $0) }
    total.drifted = root["number_of_drifted_columns"]?.wholeNumber.flatMap { Int(exactly: $0) }
    total.share = root["share_of_drifted_columns"]?.finiteNumber
    findings.total = total
    let maps = ["columns", "features", "drift_by_columns", "drift_by_column", "drift_by_feature", "feature_drift"]
    for entry in maps.lazy.compactMap({ root[$0] }).first?.entries ?? [] {
      if let column = column(entry) { findings.add(column) }
    }
    return findings
  }

  private func column(_ entry: Node.Entry) -> DriftFindings.Column? {
    func first(_ keys: [String]) -> (key: String, node: Node)? {
      keys.lazy.compactMap { key in entry.value[key].map { (key, $0) } }.first
    }
    let score = first(["drift_score", "score", "psi", "ks", "wasserstein", "p_value", "statistic"])
    let stated = first(["drift_detected", "drifted", "is_drifted", "drift", "detected"])?.node.bool
    guard score != nil || stated != nil else { return nil }
    // A score that is called after its method needs no further word.
    let named = score.flatMap { DriftMethod($0.key) == nil ? nil : $0.key }
    return DriftFindings.Column(
      name: entry.key, method: first(["method", "stattest", "stattest_name", "test"])?.node.text ?? named,
      score: score?.node.finiteNumber, threshold: first(["threshold", "stattest_threshold"])?.node.finiteNumber,
      stated: stated, isNonFinite: score?.node.isNonFinite ?? false, place: entry.value.range)
  }
}
