import CEL
import Readiness

/// The page of one assessment: what is shown, in which words, and what each place in it is called. Its sections are
/// extensions, a file each.
final class ReportPage: HTMLPage {
  let assessment: Assessment
  let theme: Theme
  /// For each rubric, the names of its rules' places in the page.
  let ruleAnchors: [[String]]
  /// For each rubric, its rules by group.
  let groupedRules: [GroupedRules]

  init(_ assessment: Assessment, theme: Theme, output: ReportOutput) {
    self.assessment = assessment
    self.theme = theme
    // An id that is plain makes an address that can be handed on; any other is replaced by its number.
    // All of them are ASCII, which a set of Swift's tells apart by its bytes.
    var taken: Set<String> = []
    ruleAnchors = assessment.rubrics.indices.map { number in
      let rubric = assessment.rubrics[number]
      return rubric.rules.indices.map { index in
        let id = rubric.rules[index].rule.id
        let plain = "rule-" + (assessment.rubrics.count > 1 ? "\(rubric.name)-\(id)" : id)
        if plain.utf8.count <= 100, plain.utf8.allSatisfy(isPlainIDByte), taken.insert(plain).inserted { return plain }
        let numbered = "rule-\(number + 1)-\(index + 1)"
        taken.insert(numbered)
        return numbered
      }
    }
    groupedRules = assessment.rubrics.map(GroupedRules.init)
    super.init(output: output)
  }

  /// The page's title: what a director reads in a list of tabs or files.
  var title: String {
    "\(assessment.decision.rawValue): \(excerpt(assessment.project.name, 120)), \(gateTitle), \(day)"
  }

  var day: String { assessment.asOf.dayInWords }
  var gateTitle: String { "\(assessment.gate.title) gate" }
  var hasSeveralRubrics: Bool { assessment.rubrics.count > 1 }

  func ruleLink(_ rubric: Int, _ rule: Int) -> Link { Link(anchor: ruleAnchors[rubric][rule]) }

  /// The name of an evidence entry's place in the page.
  func evidenceAnchor(_ entry: Int) -> String { "evidence-\(entry + 1)" }
}

private func isPlainIDByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
  default: false
  }
}
