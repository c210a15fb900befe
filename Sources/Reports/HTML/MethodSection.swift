import CEL
import Diagnostics
import Readiness

// Below page one, its end: how the score was worked out, and how to make the report again.

extension ReportPage {
  /// Everything below page one.
  func appendix() {
    tag(.article, .class("appendix"), .label("For the team and the auditor")) {
      contents()
      scales()
      changes()
      rules()
      compliance()
      score()
      evidenceRegister()
      waiverRegister()
      tailoring()
      absences()
      diagnostics()
      provenance()
    }
  }

  private func contents() {
    tag(.nav, .label("Contents"), .class("contents")) {
      tag(.ul) {
        if hasScale { entry("scale", .scale) }
        if assessment.change != nil { entry("change", .change) }
        entry("rules", .rules)
        if !assessment.compliance.isEmpty { entry("compliance", .compliance) }
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

  private func entry(_ anchor: String, _ word: Theme.Word) {
    tag(.li) { tag(.a, .href(Link(anchor: anchor))) { text(theme[word]) } }
  }

  private func score() {
    section("score", theme[.score]) {
      tag(.p) {
        text("Each demand that counts has a weight and earns all of it when proved, half of it when only stated, ")
        text("and all of it when stated where no evidence is asked for. The score is what was earned of what could be ")
        text("earned, from 0 to 100, rounded down. Beside it stand what it would be if only evidence counted (proved) ")
        text("and if every promise did (stated).")
      }
      for number in assessment.rubrics.indices { score(of: assessment.rubrics[number], number) }
    }
  }

  private func score(of rubric: RubricAssessment, _ number: Int) {
    // A region needs a name of its own.
    let suffix = hasSeveralRubrics ? ": \(excerpt(rubric.title, 120))" : ""
    tag(.h3) { outside(rubric.title) }
    tag(.p) {
      if let score = rubric.scores.score {
        text(
          "\(halves(score.halfPoints)) of \(grouped(score.weight)) points: \(score.shown) of 100"
            + (rubric.threshold.map { "; this gate needs \($0)." } ?? "; this gate sets no threshold."))
      } else {
        text("No demand counts, so there is no score.")
      }
    }
    margin(of: rubric, isNamed: false)
    robustness(of: rubric, number: number, suffix: suffix)
    way(of: rubric, number: number, suffix: suffix)
    register(
      "Points by area, weakest first" + suffix,
      ["Area", "Weight", "Points", "Score", "Proved", "Stated", "Demands", "Met"], numbers: 1..<8
    ) {
      for area in rubric.areas {
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
      }
    }
    let verdicts = Verdict.allCases.map(\.word) + ["together"]
    register("How many demands came to what" + suffix, verdicts, numbers: verdicts.indices) {
      tag(.tr) {
        for verdict in Verdict.allCases { numberCell(grouped(rubric.counts[verdict])) }
        numberCell(grouped(rubric.counts.total))
      }
    }
  }

  private func shown(_ score: Score?) -> String { score.map { "\($0.shown)" } ?? "–" }

  /// Points are counted in halves.
  private func halves(_ count: Int) -> String { grouped(count / 2) + (count % 2 == 0 ? "" : ".5") }

  private func provenance() {
    let provenance = assessment.provenance
    let project = assessment.project
    section("provenance", theme[.provenance]) {
      tag(.dl) {
        fact("Project") {
          outside(project.name)
          if let id = project.id {
            text(" ")
            code(id)
          }
        }
        if let description = project.description { fact("Description") { outside(description) } }
        if let repository = project.repository { fact("Repository") { address(repository) } }
        if let sponsor = project.sponsor { fact("Sponsor") { outside(sponsor) } }
        fact("Gate") {
          text(assessment.gate.rawValue)
          if let stated = assessment.statedGate, stated != assessment.gate {
            text("; the manifest names \(stated.rawValue)")
          }
        }
        fact("As of") {
          tag(.time, .with(.datetime, assessment.asOf.description)) { text(assessment.asOf.description) }
        }
        fact("Outcome") { text(outcomeInWords) }
        fact("Tool") { outside("gonogo \(provenance.toolVersion)") }
        if let digest = provenance.assessmentDigest { fact("Assessment") { code(digest.description) } }
        if let digest = provenance.signoffDigest { fact("To be signed") { code(digest.description) } }
      }
      register("What the result rests on", ["Input", "Role", "Digest"]) {
        for input in provenance.inputs {
          inputRow(input)
        }
        for input in theme.inputs { inputRow(input) }
        for rubric in assessment.rubrics {
          tag(.tr) {
            rowHeading { outside(rubric.name) }
            cell { text("resolved rubric") }
            cell { code(rubric.digest.description) }
          }
        }
      }
      tag(.p) {
        text("This command makes the same report again, byte for byte, from the same inputs")
        if !theme.inputs.isEmpty { text(", with the same --theme") }
        text(":")
      }
      tag(.pre, .with(.tabindex, "0"), .with(.role, "region"), .label("The command that makes this report again")) {
        code(provenance.command)
      }
    }
  }

  private func inputRow(_ input: Provenance.Input) {
    tag(.tr) {
      rowHeading { code(input.path) }
      cell { outside(input.role) }
      cell { code(input.digest.description) }
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
