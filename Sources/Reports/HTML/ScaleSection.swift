import Diagnostics
import Readiness

// Below page one, where a rubric has one: what the project comes to on the published scale. Tables and words, which say
// all without colour or script.

extension ReportPage {
  var hasScale: Bool { assessment.rubrics.contains { $0.scale != nil } }

  func scales() {
    guard hasScale else { return }
    section("scale", theme[.scale]) {
      for index in assessment.rubrics.indices {
        if let scale = assessment.rubrics[index].scale { self.scale(scale, rubric: index) }
      }
    }
  }

  /// What page one says of it: where a rubric follows a published scale, that is what its readers look for.
  func scaleResult(of rubric: RubricAssessment) {
    guard let result = rubric.scale?.sentences.first else { return }
    tag(.p, .class("scale small")) {
      tag(.a, .href(Link(anchor: "scale"))) { outside(result, limit: 200) }
    }
  }

  private func scale(_ scale: ScaleAssessment, rubric: Int) {
    // A region needs a name of its own.
    let suffix = hasSeveralRubrics ? ": \(excerpt(assessment.rubrics[rubric].title, 120))" : ""
    tag(.h3) { outside(scale.title, limit: 120) }
    for (index, sentence) in scale.sentences.enumerated() {
      tag(.p) {
        if index == 0 { tag(.strong) { outside(sentence) } } else { outside(sentence) }
      }
    }
    switch scale.result {
    case .sections(let score): sections(score, suffix: suffix)
    case .levels(let standing): dimensions(standing, items: scale.items, suffix: suffix)
    }
    items(of: scale, rubric: rubric, suffix: suffix)
  }

  private func sections(_ score: SectionScore, suffix: String) {
    register(
      "Points by section" + suffix,
      ["Section", "Points", "Adjusted for what does not apply", "At most", "Items", "Not applicable"], numbers: 1..<6
    ) {
      for section in score.sections {
        tag(.tr) {
          rowHeading { outside(section.title, limit: 80) }
          numberCell(section.strict.text)
          numberCell(section.adjusted.map(\.text) ?? "–")
          numberCell(section.most.text)
          numberCell(grouped(section.items))
          numberCell(grouped(section.items - section.applicable))
        }
      }
    }
  }

  private func dimensions(_ standing: LevelStanding, items: [ScaleItemAssessment], suffix: String) {
    register("Levels" + suffix, ["Dimension", "Level", "As far as rules can see", "Next", "What is missing for it"]) {
      for dimension in standing.dimensions {
        tag(.tr) {
          rowHeading { outside(dimension.title, limit: 120) }
          levelCell(dimension.level, standing)
          levelCell(dimension.visible, standing)
          if dimension.next == nil { cell { text("–") } } else { levelCell(dimension.next, standing) }
          cell { list(dimension.missing, .class("plain")) { outside(items[$0].title, limit: 200) } }
        }
      }
    }
  }

  private func levelCell(_ level: Int?, _ standing: LevelStanding) {
    cell {
      if let level { outside("\(level) \(excerpt(standing.title(of: level), 80))") } else { text("none") }
    }
  }

  private func items(of scale: ScaleAssessment, rubric: Int, suffix: String) {
    let isOfLevels = if case .levels = scale.result { true } else { false }
    tag(.details) {
      tag(.summary) { text("What the scale asks for\(suffix): \(counted(scale.items.count, "item"))") }
      register(
        "What the scale asks for" + suffix,
        ["Item", isOfLevels ? "Level" : "Section", "Comes to", "Told by", "To look at"]
      ) {
        for item in scale.items { itemRow(item, of: scale, rubric: rubric) }
      }
    }
  }

  private func itemRow(_ item: ScaleItemAssessment, of scale: ScaleAssessment, rubric: Int) {
    tag(.tr) {
      rowHeading {
        code(item.id, limit: 40)
        text(" ")
        outside(item.title, limit: 200)
      }
      cell { outside(place(of: item, in: scale), limit: 200) }
      cell { text(item.word(in: scale.result)) }
      cell { rules(of: item, rubric: rubric) }
      cell { if let note = item.note { outside(note, limit: 400) } }
    }
  }

  private func place(of item: ScaleItemAssessment, in scale: ScaleAssessment) -> String {
    func title(_ groups: [(id: String, title: String)]) -> String? {
      groups.first { group in item.group.map { sameBytes($0, group.id) } ?? false }?.title
    }
    switch scale.result {
    case .sections(let score): return title(score.sections.map { ($0.id, $0.title) }) ?? ""
    case .levels(let standing):
      let level = item.level.map(String.init) ?? ""
      return title(standing.dimensions.map { ($0.id, $0.title) }).map { "\(level), \($0)" } ?? level
    }
  }

  private func rules(of item: ScaleItemAssessment, rubric: Int) {
    list(item.rules, .class("plain")) { index in
      let assessed = assessment.rubrics[rubric].rules[index]
      tag(.a, .href(ruleLink(rubric, index))) { code(assessed.rule.id, limit: 120) }
      text(" \(assessed.verdict.word)")
    }
    list(item.dropped, .class("plain")) { id in
      code(id, limit: 120)
      text(" left out")
    }
  }
}
