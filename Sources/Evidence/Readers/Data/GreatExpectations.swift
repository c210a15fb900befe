import Diagnostics
import Documents

/// One validation of Great Expectations: a suite of expectations held against a batch of data. Counted from its results;
/// what it states of itself is only compared.
///
/// 0.x calls an expectation's type `expectation_type` and names the suite under `meta`; 1.x says `type`, `suite_name` and
/// a `severity`. Both forms occur mixed. A checkpoint of 1.x described as JSON lists `expectations` in place of `results`.
struct GreatExpectationsValidation {
  private let root: Node
  private let results: [Node]

  init?(_ root: Node) {
    guard let list = root["results"] ?? root["expectations"], case .list(let results) = list.content else { return nil }
    // A suite's expectations have types too, and no success.
    let hasResults = results.contains { result in
      result["expectation_config"] != nil || result["expectation_type"] != nil && result["success"] != nil
    }
    guard hasResults || results.isEmpty && root["statistics"]?["evaluated_expectations"] != nil else { return nil }
    self.root = root
    self.results = results
  }

  func item(_ kind: String, checkpoint: Node? = nil) -> EvidenceItem {
    let meta = root["meta"]
    var facts = Facts(at: root.range)
    facts.set("name", textOf: root["suite_name"] ?? meta?["expectation_suite_name"])
    let batch = meta?["active_batch_definition"]
    facts.set(
      "data_asset",
      textOf: batch?["data_asset_name"] ?? meta?["data_asset_name"] ?? meta?["batch_kwargs"]?["data_asset_name"])
    facts.set("datasource", textOf: batch?["datasource_name"])
    facts.set("data_fingerprint", textOf: meta?["batch_markers"]?["pandas_data_fingerprint"], limit: 200)
    facts.set("checkpoint", textOf: checkpoint?["name"] ?? meta?["checkpoint_name"])
    facts.set("run_name", textOf: meta?["run_id"]?["run_name"])
    let time = GreatExpectationsTime.stated(meta)
    facts.set("run_at", time)
    let tally = GreatExpectationsValidation.tally(results)
    tally.describe(&facts)
    var complaints: [Diagnostic] = []
    setComparison(tally, &facts, &complaints)
    if tally.evaluated == 0 { complaints.append(.nothingEvaluated(at: root.range)) }
    var item = EvidenceItem(kind: kind, format: "great-expectations", range: root.range, facts: facts.node)
    item.tool = EvidenceItem.Tool(
      name: "Great Expectations", version: meta?["great_expectations_version"]?.scalarText?.shortened(to: 100))
    item.producedAt = time
    item.diagnostics = complaints
    return item
  }

  private static func tally(_ results: [Node]) -> ValidationTally {
    var tally = ValidationTally()
    for result in results {
      let config = result["expectation_config"]
      let severity = config?["severity"] ?? result["severity"]
      tally.add(outcome(result), severity: severity, at: result.range) {
        let kwargs = config?["kwargs"] ?? result["kwargs"]
        return ValidationTally.Failure(
          type: config?["type"] ?? config?["expectation_type"] ?? result["expectation_type"] ?? result["type"],
          column: kwargs?["column"] ?? kwargs?["column_A"], severity: severity,
          unexpectedPercent: result["result"]?["unexpected_percent"])
      }
    }
    return tally
  }

  /// An expectation that could not be looked at states no success, whatever it says: the check did not run.
  private static func outcome(_ result: Node) -> ValidationTally.Outcome {
    if raisedException(result["exception_info"]) { return .exception }
    return result["success"]?.truth == true ? .passed : .failed
  }

  /// The exception's record, or a map from each metric to one.
  private static func raisedException(_ info: Node?) -> Bool {
    guard let info else { return false }
    if info["raised_exception"]?.truth == true { return true }
    return info.entries.contains { $0.value["raised_exception"]?.truth == true }
  }

  private func setComparison(_ tally: ValidationTally, _ facts: inout Facts, _ complaints: inout [Diagnostic]) {
    let statistics = root["statistics"]
    var agree: Bool?
    for (key, counted) in [
      ("evaluated_expectations", tally.evaluated), ("successful_expectations", tally.successful),
      ("unsuccessful_expectations", tally.unsuccessful),
    ] {
      guard let stated = statistics?[key]?.wholeNumber else { continue }
      agree = (agree ?? true) && stated == Int64(counted)
    }
    if let stated = root["success"]?.truth {
      facts.set("stated_success", flag: stated, at: root["success"]?.range)
      if let success = tally.success { agree = (agree ?? true) && stated == success }
    }
    facts.set("counts_consistent", flag: agree)
    if agree == false {
      complaints.append(
        .statedDiffers("what the file states of itself", from: "its results", at: (statistics ?? root).range))
    }
  }
}

/// A checkpoint's file: several validations. 0.x has them under `run_results`, wrapped; 1.x there or, described, under
/// `validation_results`.
struct GreatExpectationsCheckpoint {
  private let root: Node
  private let validations: [Node]

  init?(_ root: Node) {
    if let results = root["run_results"], case .map(let entries) = results.content {
      validations = entries.map { $0.value["validation_result"] ?? $0.value }
    } else if let results = root["validation_results"], case .list(let elements) = results.content {
      validations = elements
    } else {
      return nil
    }
    self.root = root
  }

  /// The first of its validations that is none.
  var broken: Node? { validations.first { GreatExpectationsValidation($0) == nil } }

  func items(_ kind: String) -> [EvidenceItem] {
    var items: [EvidenceItem] = []
    for validation in validations {
      guard var item = GreatExpectationsValidation(validation)?.item(kind, checkpoint: root["checkpoint_config"])
      else { continue }
      if item.producedAt == nil, let time = GreatExpectationsTime.stated(root) {
        item.producedAt = time
        var facts = Facts(at: item.facts.range)
        for entry in item.facts.entries { facts.set(entry.key, entry.value) }
        facts.set("run_at", time)
        item.facts = facts.node
      }
      items.append(item)
    }
    guard !items.isEmpty else { return [] }
    let held = items.allSatisfy { $0.facts["success"]?.bool == true }
    if let stated = root["success"]?.truth, stated, !held {
      items[0].diagnostics.append(
        .statedDiffers("the checkpoint's success", from: "its validations", at: root["success"]?.range ?? root.range))
    }
    return items
  }
}

/// When a validation ran: RFC 3339, or the basic form `20261121T020246.419514Z`.
enum GreatExpectationsTime {
  /// The first time that is stated, of the run before that of the validation.
  static func stated(_ meta: Node?) -> Node? {
    let run = meta?["run_id"]
    for node in [run?["run_time"], run, meta?["validation_time"]] {
      guard let node, let text = node.text, let time = StatedTime(extended(text)) else { continue }
      return Node(.text(time.instant), at: node.range)
    }
    return nil
  }

  /// The basic form with the separators of the extended one; anything else as it is.
  private static func extended(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count >= 15, bytes[8] == UInt8(ascii: "T"), bytes[..<8].allSatisfy({ (0x30...0x39).contains($0) })
    else { return text }
    let parts = [bytes[..<4], bytes[4..<6], bytes[6..<11], bytes[11..<13], bytes[13...]]
    let separators = ["-", "-", ":", ":", ""]
    return zip(parts, separators).map { String(decoding: $0, as: UTF8.self) + $1 }.joined()
  }
}

extension Diagnostic {
  static func nothingEvaluated(at place: SourceRange) -> Diagnostic {
    Diagnostic(.warning, id: "evidence.empty", "nothing was evaluated: that is no success", at: place)
  }
}
