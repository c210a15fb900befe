import Diagnostics
import Readiness

// Page one, its foot: the risks that somebody has accepted, and who has signed what.

extension ReportPage {
  private static let shownRisks = 3
  private static let shownSignoffs = 4

  func acceptedRisks() {
    let covering = assessment.waivers.indices.filter { assessment.waivers[$0].state == .covering }
    let others = assessment.waivers.count - covering.count
    section("risks", theme[.risks]) {
      if covering.isEmpty {
        tag(.p, .class("small")) { text("No risk was accepted.") }
      } else {
        tag(.ul, .class("plain small")) {
          for waiver in covering.prefix(Self.shownRisks) { risk(waiver) }
        }
      }
      if covering.count > Self.shownRisks || others > 0 {
        tag(.p, .class("small soft")) {
          text(
            [
              covering.count > Self.shownRisks ? "\(covering.count - Self.shownRisks) more" : nil,
              others > 0 ? "\(counted(others, "waiver")) without effect" : nil,
            ].compactMap(\.self).joined(separator: ", ") + " in the ")
          tag(.a, .href(Link(anchor: "waivers"))) { text(theme[.waivers]) }
          text(".")
        }
      }
    }
  }

  private func risk(_ index: Int) {
    let waiver = assessment.waivers[index]
    tag(.li) {
      tag(.strong) {
        // In plain words where a rule of this run is covered by it.
        if let rule = ruleWaived(by: index) {
          let title = assessment.rubrics[rule.rubric].rules[rule.rule].rule.title
          tag(.a, .href(ruleLink(rule.rubric, rule.rule))) { outside(title, limit: 90) }
        } else {
          outside(waiver.rule, limit: 90)
        }
      }
      if let day = waiver.expiresOn { text(", until \(dayInWords(excerpt(day, 20)))") }
      if let left = waiver.daysLeft { text(" (\(counted(left, "day")))") }
      if waiver.expiresSoon {
        text(" ")
        chip(.caution, "ends soon")
      }
      tag(.span, .class("soft")) {
        if let approver = waiver.approver {
          text("; accepted by ")
          outside(approver, limit: 40)
        }
        if let reason = waiver.reason {
          text(": ")
          outside(reason, limit: 120)
        }
      }
    }
  }

  func decisionRecord() {
    let here = assessment.signoffs.filter { $0.state != .otherGate }
    section("record", theme[.record]) {
      tag(.p, .class("small")) {
        text("Recommended by rules: ")
        tag(.strong) { text(assessment.decision.rawValue) }
        text(". \(theme[.disclaimer]) ")
        if here.isEmpty { text("Nobody has signed for this gate.") }
      }
      list(here.prefix(Self.shownSignoffs), .class("plain small")) { signoff in
        chip(signoff.state == .standing ? .go : .caution, signoff.state.words)
        text(" ")
        tag(.strong) { outside(signoff.person ?? "nobody named", limit: 40) }
        if let role = signoff.role {
          text(", ")
          outside(role, limit: 40)
        }
        if let day = signoff.signedOn { text(", \(dayInWords(excerpt(day, 20)))") }
        if let digest = signoff.digest {
          text(", on ")
          code(digest, limit: 16)
        }
      }
      if let digest = assessment.provenance.signoffDigest {
        tag(.p, .class("small soft")) {
          text("A sign-off names the digest ")
          shortDigest(digest)
          text(" (")
          tag(.a, .href(Link(anchor: "provenance"))) { text("in full") }
          text("); it is a recorded statement, not a signature.")
        }
      }
    }
  }
}
