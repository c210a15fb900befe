import Diagnostics
import Documents

/// A suite of deepchecks as `SuiteResult.to_json()` writes it, or one check. Counted by conditions: a check without one
/// informs and decides nothing, and one that did not run (`CheckFailure`) has not passed.
///
/// Whether the suite holds follows deepchecks' own default (`SuiteResult.passed`): warnings do not pass, checks that did
/// not run are left aside. The file has no date, no version and no data set's name.
struct DeepchecksSuite {
  private let root: Node
  private let results: [Node]

  init?(_ root: Node) {
    switch root["type"]?.text {
    case "SuiteResult": results = root["results"]?.elements ?? []
    case "CheckResult", "CheckFailure": results = root["check"] == nil ? [] : [root]
    default: return nil
    }
    self.root = root
  }

  var isEmpty: Bool { results.isEmpty }

  func item(_ kind: String) -> EvidenceItem {
    var tally = ValidationTally()
    var notRun = 0
    var withoutCondition = 0
    for result in results {
      if result["type"]?.text?.hasBytes("CheckFailure") == true {
        notRun += 1
        continue
      }
      let conditions = result["conditions_results"]?.elements ?? []
      if conditions.isEmpty { withoutCondition += 1 }
      for condition in conditions {
        // 'More Info' quotes data and is left where it is.
        tally.add(outcome(condition["Status"]), at: condition.range) {
          ValidationTally.Failure(
            type: result["check"]?["name"] ?? result["header"], condition: condition["Condition"])
        }
      }
    }
    var facts = Facts(at: root.range)
    facts.set("name", textOf: root["name"] ?? root["header"])
    tally.describe(&facts)
    facts.set("not_run", count: notRun)
    facts.set("without_condition", count: withoutCondition)
    var item = EvidenceItem(kind: kind, format: "deepchecks", range: root.range, facts: facts.node)
    item.tool = EvidenceItem.Tool(name: "deepchecks")
    if tally.evaluated == 0 { item.diagnostics.append(.nothingEvaluated(at: root.range)) }
    return item
  }

  private func outcome(_ status: Node?) -> ValidationTally.Outcome {
    switch status?.text.map(asciiLowercased) {
    case "pass": .passed
    case "warn": .warned
    case "fail": .failed
    // ERROR, or a status that is none: the condition was not looked at.
    default: .exception
    }
  }
}
