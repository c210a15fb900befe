import Diagnostics
import Readiness

// Page one, its foot: the risks that somebody has accepted, and who has signed what.

extension ReportPage {
  private static let shownRisks = 3
  private static let shownSignoffs = 4

  var acceptedRisks: HTMLNode {
    let covering = assessment.waivers.filter { $0.state == .covering }
    let others = assessment.waivers.count - covering.count
    return section("risks", theme[.risks]) {
      if covering.isEmpty {
        tag(.p, .class("small")) { "No risk was accepted." }
      } else {
        tag(.ul, .class("plain small")) { covering.prefix(Self.shownRisks).map(risk) }
      }
      if covering.count > Self.shownRisks || others > 0 {
        tag(.p, .class("small soft")) {
          HTMLNode.text(
            [
              covering.count > Self.shownRisks ? "\(covering.count - Self.shownRisks) more" : nil,
              others > 0 ? "\(counted(others, "waiver")) without effect" : nil,
            ].compactMap(\.self).joined(separator: ", ") + " in the ")
          tag(.a, .href(Link(anchor: "waivers"))) { HTMLNode.text(theme[.waivers]) }
          "."
        }
      }
    }
  }

  private func risk(_ waiver: WaiverStatus) -> HTMLNode {
    tag(.li) {
      tag(.strong) { outside(title(ofWaived: waiver), limit: 90) }
      if let day = waiver.expiresOn { HTMLNode.text(", until \(dayInWords(excerpt(day, 20)))") }
      if let left = waiver.daysLeft { HTMLNode.text(" (\(counted(left, "day")))") }
      if waiver.expiresSoon {
        " "
        chip(.caution, "ends soon")
      }
      tag(.span, .class("soft")) {
        if let approver = waiver.approver {
          "; accepted by "
          outside(approver, limit: 40)
        }
        if let reason = waiver.reason {
          ": "
          outside(reason, limit: 120)
        }
      }
    }
  }

  /// The demand that a waiver is about in plain words, where a rule of this run is covered by it.
  private func title(ofWaived waiver: WaiverStatus) -> String {
    for rubric in assessment.rubrics {
      for rule in rubric.rules {
        if let index = rule.waiver, assessment.waivers.indices.contains(index), assessment.waivers[index] == waiver {
          return rule.rule.title
        }
      }
    }
    return waiver.rule
  }

  var decisionRecord: HTMLNode {
    let here = assessment.signoffs.filter { $0.state != .otherGate }
    return section("record", theme[.record]) {
      tag(.p, .class("small")) {
        "Recommended by rules: "
        tag(.strong) { HTMLNode.text(assessment.decision.rawValue) }
        HTMLNode.text(". \(theme[.disclaimer]) ")
        if here.isEmpty { "Nobody has signed for this gate." }
      }
      tag(.ul, .class("plain small")) {
        here.prefix(Self.shownSignoffs).map { signoff in
          tag(.li) {
            chip(signoff.state == .standing ? .go : .caution, signoff.state.words)
            " "
            tag(.strong) { outside(signoff.person ?? "nobody named", limit: 40) }
            if let role = signoff.role {
              ", "
              outside(role, limit: 40)
            }
            if let day = signoff.signedOn { HTMLNode.text(", \(dayInWords(excerpt(day, 20)))") }
            if let digest = signoff.digest {
              ", on "
              code(digest, limit: 16)
            }
          }
        }
      }.unlessEmpty
      if let digest = assessment.provenance.signoffDigest {
        tag(.p, .class("small soft")) {
          "A sign-off names the digest "
          shortDigest(digest)
          " ("
          tag(.a, .href(Link(anchor: "provenance"))) { "in full" }
          "); it is a recorded statement, not a signature."
        }
      }
    }
  }
}
