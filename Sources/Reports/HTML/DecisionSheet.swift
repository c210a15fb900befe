import CEL
import Diagnostics
import Readiness

// Page one, its head: the decision, why, and where the score stands. For a reader who has ten seconds.

extension ReportPage {
  /// Page one: plain words, no rule ids, one printed sheet.
  func sheet() {
    let overview = Overview(assessment)
    tag(.article, .class("sheet"), .labelledBy("decision")) {
      pictureParts()
      masthead()
      decision(overview)
      standing()
      actions(overview)
      tag(.div, .class("columns")) {
        tag(.div) {
          areas()
          promises(overview)
        }
        tag(.div) { businessCase() }
      }
      tag(.div, .class("columns")) {
        acceptedRisks()
        decisionRecord()
      }
    }
  }

  private func masthead() {
    tag(.header, .class("masthead")) {
      if let logo = theme.logo {
        // The name stands right below it where there is one.
        tag(.p, .class("logo")) { void(.img, .src(logo), .with(.alt, theme.organisation.isEmpty ? "Logo" : "")) }
      }
      tag(.p, .class("kicker")) {
        text(theme[.report])
        if !theme.organisation.isEmpty { text(" · \(theme.organisation)") }
      }
      tag(.p, .class("subject")) { outside(assessment.project.name, limit: 120) }
      tag(.p, .class("soft")) {
        tag(.time, .with(.datetime, assessment.asOf.dateDescription)) { text(day) }
        text(" · \(gateTitle)")
        if let version = assessment.project.modelVersion {
          text(" · model version ")
          outside(version, limit: 40)
        }
        if let tier = assessment.project.riskTier {
          text(" · risk tier ")
          outside(tier, limit: 40)
        }
      }
    }
  }

  private func decision(_ overview: Overview) {
    tag(.div, .class("decision \(Tone(assessment.decision).rawValue)")) {
      tag(.h1, .id("decision")) {
        icon(Tone(assessment.decision))
        text(assessment.decision.rawValue)
      }
      tag(.p, .class("reason")) { outside(assessment.reason, limit: 300) }
      if assessment.outcome == .broken {
        tag(.p) {
          chip(.stop, "incomplete")
          text(
            overview.broken > 0
              ? " \(counted(overview.broken, "demand")) could not be evaluated; "
              : " An input could not be read; ")
          tag(.a, .href(Link(anchor: "diagnostics"))) { text("see what went wrong") }
          text(".")
        }
      } else if assessment.isStrict, assessment.decision == .conditionalGo {
        tag(.p) { text("This run is strict: a conditional go does not pass.") }
      }
      if let stated = assessment.statedGate, stated != assessment.gate {
        tag(.p) { text("The manifest is heading for another gate: \(stated.title).") }
      }
      changeNote()
    }
  }

  /// Where the scores stand: a large one for one rubric, a list for several.
  private func standing() {
    if assessment.rubrics.count == 1 {
      standing(of: assessment.rubrics[0])
      scaleResult(of: assessment.rubrics[0])
    } else if assessment.rubrics.isEmpty {
      tag(.p, .class("standing")) { text("No rubric was applied.") }
    } else {
      tag(.ul, .class("rubrics")) {
        for rubric in assessment.rubrics {
          tag(.li) {
            tag(.p) {
              chip(Tone(rubric.decision), rubric.decision.rawValue)
              text(" ")
              tag(.strong) { outside(rubric.title, limit: 80) }
              if let score = rubric.scores.score {
                tag(.span, .class("num soft")) { text(" \(score.shown) of 100\(needed(rubric))") }
              }
            }
            margin(of: rubric, isNamed: true)
            tag(.p, .class("soft small")) { outside(rubric.reason, limit: 200) }
            scaleResult(of: rubric)
          }
        }
      }
    }
  }

  /// How far a rubric's score is from its threshold, where it has both.
  func margin(of rubric: RubricAssessment, isNamed: Bool) {
    guard let score = rubric.scores.score, let threshold = rubric.threshold else { return }
    let label = "\(excerpt(rubric.title, 80)): score \(score.shown) of 100, \(threshold) needed"
    margin(score: score.shown, threshold: threshold, label: isNamed ? label : nil)
  }

  private func needed(_ rubric: RubricAssessment) -> String {
    rubric.threshold.map { "; \($0) needed" } ?? ""
  }

  private func standing(of rubric: RubricAssessment) {
    let counts = rubric.counts
    tag(.div, .class("standing")) {
      tag(.div, .class("score")) {
        if let score = rubric.scores.score {
          tag(.p, .class("points num")) {
            tag(.strong) { text("\(score.shown)") }
            text(" of 100\(needed(rubric))")
          }
          ruler(
            score: score.shown, proved: rubric.scores.proved?.shown ?? 0,
            stated: rubric.scores.stated?.shown ?? score.shown, threshold: rubric.threshold)
          tag(.p, .class("soft small num")) {
            text(
              "\(rubric.scores.proved?.shown ?? 0) if no unproved promise holds, \(rubric.scores.stated?.shown ?? 0) if all do."
            )
          }
        } else {
          tag(.p, .class("points")) { text("No score: no demand counts at this gate.") }
        }
      }
      tag(.ul, .class("figures")) {
        tag(.li) {
          tag(.strong, .class("num")) { text("\(counts.decided) of \(counts.applicable)") }
          text(" demands decided, \(counts[.verified]) proved")
        }
        tag(.li) {
          tag(.strong, .class("num")) { text("\(counts.unmet)") }
          text(" ")
          // Those that are accepted as a risk stand in a group of their own.
          if groupedRules[0][.unmet].isEmpty {
            text("not met")
          } else {
            tag(.a, .href(Link(anchor: groupAnchor(0, .unmet)))) { text("not met") }
          }
          if counts.waived > 0 { text(", \(counts.waived) of them accepted as a risk") }
        }
        if let weakest = rubric.areas.first, let score = weakest.scores.score {
          tag(.li) {
            tag(.strong) { outside(weakest.title, limit: 40) }
            text(" is the weakest area, at \(score.shown) of 100")
          }
        }
      }
    }
  }
}
