import CEL
import Documents

extension BusinessCase {
  /// The case as a manifest states it; the payback is worked out anew.
  init(_ manifest: Manifest, now: Timestamp) {
    self.init()
    let roi = manifest["business", "roi"]
    why = roi?["why"]?.scalarText
    investment = Money(roi?["investment"])
    annualBenefit = Money(roi?["annual_benefit"])
    statedPaybackMonths = roi?["payback_months"]?.number
    paybackMonths = payback(
      costs: [Money(roi?["annual_run_cost"]), Money(roi?["annual_maintenance_cost"])].compactMap(\.self))
    kpis = (manifest["business", "kpis"]?.elements ?? []).compactMap { kpi in
      kpi["name"]?.scalarText.map {
        KPI(
          name: $0, baseline: kpi["baseline"]?.number, target: kpi["target"]?.number, unit: kpi["unit"]?.scalarText)
      }
    }
    for (key, title) in [("poc", "Proof of concept"), ("mvp", "MVP")] {
      guard let phase = manifest["plan", "phases", key] else { continue }
      milestones.append(Milestone(phase, title: title, now: now))
    }
    for phase in manifest["plan", "phases", "iterations"]?.elements ?? [] {
      milestones.append(Milestone(phase, title: phase["goal"]?.scalarText ?? "Iteration", now: now))
    }
    for milestone in manifest["plan", "milestones"]?.elements ?? [] {
      milestones.append(Milestone(milestone, title: milestone["name"]?.scalarText ?? "Milestone", now: now))
    }
  }

  /// 12 × investment ÷ (annual benefit − annual costs), where all are in one currency and something is left over.
  private func payback(costs: [Money]) -> Double? {
    guard let investment, let annualBenefit, investment.currency == annualBenefit.currency,
      costs.allSatisfy({ $0.currency == annualBenefit.currency })
    else { return nil }
    let yearly = annualBenefit.amount - costs.reduce(0) { $0 + $1.amount }
    return yearly > 0 ? 12 * investment.amount / yearly : nil
  }
}

extension BusinessCase.Money {
  init?(_ node: Node?) {
    guard let amount = node?["amount"]?.number, amount.isFinite else { return nil }
    self.init(amount: amount, currency: node?["currency"]?.scalarText)
  }
}

extension BusinessCase.Milestone {
  init(_ node: Node, title: String, now: Timestamp) {
    let dueOn = node["due_on"]?.scalarText
    let due = dueOn.flatMap { try? Timestamp.parseDate($0) }
    self.init(title: title, dueOn: dueOn, isPast: due.map { $0 < now } ?? false)
  }
}
