import CEL
import Diagnostics
import Readiness

// Below page one, its end: how the score was worked out, and how to make the report again.

extension ReportPage {
  /// Everything below page one.
  var appendix: HTMLNode {
    tag(.article, .class("appendix"), .label("For the team and the auditor")) {
      contents
      rules
      score
      evidenceRegister
      waiverRegister
      tailoring
      absences
      diagnostics
      provenance
    }
  }

  private var contents: HTMLNode {
    tag(.nav, .label("Contents"), .class("contents")) {
      tag(.ul) {
        entry("rules", .rules)
        entry("score", .score)
        entry("evidence", .evidence)
        entry("waivers", .waivers)
        if assessment.rubrics.contains(where: { !$0.tailoring.isEmpty }) { entry("tailoring", .tailoring) }
        if !assessment.absences.isEmpty { entry("absences", .absences) }
        entry("diagnostics", .diagnostics)
        entry("provenance", .provenance)
      }
    }
  }

  private func entry(_ anchor: String, _ word: Theme.Word) -> HTMLNode {
    tag(.li) { tag(.a, .href(Link(anchor: anchor))) { HTMLNode.text(theme[word]) } }
  }

  private var score: HTMLNode {
    section("score", theme[.score]) {
      tag(.p) {
        "Each demand that counts has a weight and earns all of it when proved, half of it when only stated, and all "
        "of it when stated where no evidence is asked for. The score is what was earned of what could be earned, from 0 to 100, "
        "rounded down. Beside it stand what it would be if only evidence counted (proved) and if every promise did "
        "(stated)."
      }
      assessment.rubrics.map { rubric in HTMLNode.group(score(of: rubric)) }
    }
  }

  @HTMLBuilder private func score(of rubric: RubricAssessment) -> [HTMLNode] {
    // A region needs a name of its own.
    let suffix = hasSeveralRubrics ? ": \(excerpt(rubric.title, 120))" : ""
    tag(.h3) { outside(rubric.title) }
    tag(.p) {
      if let score = rubric.scores.score {
        HTMLNode.text(
          "\(halves(score.halfPoints)) of \(grouped(score.weight)) points: \(score.shown) of 100"
            + (rubric.threshold.map { "; this gate needs \($0)." } ?? "; this gate sets no threshold."))
      } else {
        "No demand counts, so there is no score."
      }
    }
    register(
      "Points by area, weakest first" + suffix,
      ["Area", "Weight", "Points", "Score", "Proved", "Stated", "Demands", "Met"],
      rows: rubric.areas.map { area in
        tag(.tr) {
          rowHeading { outside(area.title) }
          numberCell(area.scores.score.map { grouped($0.weight) } ?? "0")
          numberCell(area.scores.score.map { halves($0.halfPoints) } ?? "–")
          numberCell(shown(area.scores.score))
          numberCell(shown(area.scores.proved))
          numberCell(shown(area.scores.stated))
          numberCell(grouped(area.counts.applicable))
          numberCell(grouped(area.counts.met))
        }
      })
    register(
      "How many demands came to what" + suffix, Verdict.allCases.map(\.word) + ["together"],
      rows: [
        tag(.tr) {
          Verdict.allCases.map { numberCell(grouped(rubric.counts[$0])) }
          numberCell(grouped(rubric.counts.total))
        }
      ])
  }

  private func shown(_ score: Score?) -> String { score.map { "\($0.shown)" } ?? "–" }

  /// Points are counted in halves.
  private func halves(_ count: Int) -> String { grouped(count / 2) + (count % 2 == 0 ? "" : ".5") }

  private var provenance: HTMLNode {
    let provenance = assessment.provenance
    let project = assessment.project
    return section("provenance", theme[.provenance]) {
      tag(.dl) {
        fact("Project") {
          outside(project.name)
          if let id = project.id {
            " "
            code(id)
          }
        }
        if let text = project.description { fact("Description") { outside(text) } }
        if let repository = project.repository { fact("Repository") { address(repository) } }
        if let sponsor = project.sponsor { fact("Sponsor") { outside(sponsor) } }
        fact("Gate") {
          HTMLNode.text(assessment.gate.rawValue)
          if let stated = assessment.statedGate, stated != assessment.gate {
            HTMLNode.text("; the manifest names \(stated.rawValue)")
          }
        }
        fact("As of") {
          tag(.time, .with(.datetime, assessment.asOf.description)) { HTMLNode.text(assessment.asOf.description) }
        }
        fact("Outcome") { HTMLNode.text(outcomeInWords) }
        fact("Tool") { outside("gonogo \(provenance.toolVersion)") }
        if let digest = provenance.assessmentDigest { fact("Assessment") { code(digest.description) } }
        if let digest = provenance.signoffDigest { fact("To be signed") { code(digest.description) } }
      }
      register(
        "What the result rests on", ["Input", "Role", "Digest"],
        rows: provenance.inputs.map { input in
          tag(.tr) {
            rowHeading { code(input.path) }
            cell { outside(input.role) }
            cell { code(input.digest.description) }
          }
        }
          + assessment.rubrics.map { rubric in
            tag(.tr) {
              rowHeading { outside(rubric.name) }
              cell { "resolved rubric" }
              cell { code(rubric.digest.description) }
            }
          })
      tag(.p) { "This command makes the same report again, byte for byte, from the same inputs:" }
      tag(.pre, .with(.tabindex, "0"), .with(.role, "region"), .label("The command that makes this report again")) {
        code(provenance.command)
      }
    }
  }

  private var outcomeInWords: String {
    let strict = assessment.isStrict ? " (strict: a conditional go does not pass)" : ""
    return switch assessment.outcome {
    case .passed: "passed" + strict
    case .notPassed: "not passed" + strict
    case .broken: "broken: an input or a rule could not be evaluated"
    }
  }
}
