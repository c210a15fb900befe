import Readiness

// What the JSON report says of a rubric's scale. Reports of rubrics without one have no such member.

extension JSONWriter {
  func scale(_ scale: ScaleAssessment, rules: [RuleAssessment]) {
    object {
      member("title", scale.title)
      member("source", scale.source)
      switch scale.result {
      case .sections(let score):
        member("method", "sections")
        member("sections") { sections(score) }
        member("levels") { null() }
      case .levels(let standing):
        member("method", "levels")
        member("sections") { null() }
        member("levels") { levels(standing, items: scale.items) }
      }
      array("items", scale.items) { item in
        object {
          member("id", item.id)
          member("title", item.title)
          member("group", item.group)
          member("level", item.level)
          member("standing", item.standing.rawValue)
          member("half_points", item.halfPoints)
          member("most_half_points", item.mostHalfPoints)
          member("rules", item.rules.map { rules[$0].rule.id })
          member("left_out", item.dropped)
          member("note", item.note)
        }
      }
    }
  }

  private func sections(_ score: SectionScore) {
    object {
      member("points", score.strict)
      member("adjusted", score.adjusted)
      member("most", score.most)
      member("band", score.band)
      member("adjusted_band", score.adjustedBand)
      array("sections", score.sections) { section in
        object {
          member("id", section.id)
          member("title", section.title)
          member("items", section.items)
          member("applicable", section.applicable)
          member("points", section.strict)
          member("adjusted", section.adjusted)
          member("most", section.most)
        }
      }
    }
  }

  /// The exact points and, beside them, what people are shown, in hundredths; or null.
  private func member(_ key: StaticString, _ points: ScalePoints?) {
    guard let points else { return member(key) { null() } }
    line(key) {
      member("hundredths", points.hundredths)
      member("half_points", points.halfPoints)
      member("divisor", points.divisor)
    }
  }

  private func levels(_ standing: LevelStanding, items: [ScaleItemAssessment]) {
    object {
      member("level", standing.level)
      member("visible", standing.visible)
      member("stated", standing.stated)
      array("levels", standing.levels) { level in
        line {
          member("level", level.number)
          member("title", level.title)
        }
      }
      array("dimensions", standing.dimensions) { dimension in
        object {
          member("id", dimension.id)
          member("title", dimension.title)
          member("level", dimension.level)
          member("visible", dimension.visible)
          member("next", dimension.next)
          member("missing", dimension.missing.map { items[$0].id })
        }
      }
      if let way = standing.wayBack {
        object("switch_back") {
          member("from", way.from)
          member("stated", way.isStated)
          member("to", way.to)
          member("items", way.items.map { items[$0].id })
          member("because", way.because)
        }
      } else {
        member("switch_back") { null() }
      }
    }
  }
}
