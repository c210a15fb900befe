import Readiness

// Frameworks and scales in a note: a row for each, so that a reviewer sees where to open the page for the rest.

extension MarkdownPage {
  /// How far the demands got for each framework that applies, and what would tell of the others.
  ///
  /// - Parameter reserve: the bytes that are kept free for what follows.
  mutating func frameworks(_ assessment: Assessment, reserve: Int) {
    let held = assessment.compliance.filter(\.isHeld)
    table(
      "Frameworks", ["framework", "controls", "evidenced", "stated only", "not met", "not assessed"],
      count: held.count, reserve: reserve + 1_500, unit: "framework"
    ) { index in
      let framework = held[index]
      let applying = framework.controls.count - framework.count(.notApplicable)
      let statuses: [ControlAssessment.Status] = [.evidenced, .statedOnly, .notMet, .notAssessed]
      return [markdown(oneLine(framework.framework.title, limit: 80)), grouped(applying)]
        + statuses.map { grouped(framework.count($0)) }
    }
    if !held.isEmpty {
      block("*A control comes to the worst of the demands that speak to it. This is no legal advice.*")
    }
    for sentence in assessment.openFrameworks {
      let text = markdown(oneLine(sentence, limit: 500))
      // Its titles and reasons may be a stranger's, and grow when they are made inert.
      if hasRoom(for: text, reserve: reserve) { block("**Not known:** \(text)") }
    }
  }

  /// What the project comes to on the scales of the rubrics, and what the next step of each asks for.
  ///
  /// - Parameter reserve: the bytes that are kept free for what follows.
  mutating func scales(_ assessment: Assessment, reserve: Int) {
    let scales = assessment.rubrics.compactMap(\.scale)
    table(
      "Scales", ["scale", "reached", "what the next step needs"], count: scales.count, reserve: reserve, unit: "scale"
    ) { index in
      let scale = scales[index]
      return [scale.title, scale.reached, scale.nextNeeds ?? "–"].map { markdown(oneLine($0, limit: 400)) }
    }
  }
}
