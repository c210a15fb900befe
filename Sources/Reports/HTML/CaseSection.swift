import Readiness

// Page one, the case: what is put in, what comes back, from where to where, and when.

extension ReportPage {
  func businessCase() {
    let stated = assessment.businessCase
    section("case", theme[.business]) {
      if let why = stated.why { tag(.p) { outside(why, limit: 160) } }
      money(stated)
      indicators(stated.kpis)
      plan(stated.milestones)
      if stated == BusinessCase() { tag(.p) { text("The manifest states no business case.") } }
    }
  }

  private func money(_ stated: BusinessCase) {
    if let investment = stated.investment, let months = stated.paybackMonths {
      payback(
        investment: investment.amount, months: months, stated: stated.statedPaybackMonths,
        unit: investment.currency.map { " \(excerpt($0, 8))" } ?? "")
    }
    if stated.investment != nil || stated.annualBenefit != nil || stated.statedPaybackMonths != nil {
      tag(.p, .class("small")) { outside(moneyInWords(stated)) }
    }
  }

  private func moneyInWords(_ stated: BusinessCase) -> String {
    var parts: [String] = []
    if let investment = stated.investment { parts.append("\(amount(investment)) invested") }
    if let benefit = stated.annualBenefit { parts.append("\(amount(benefit)) a year expected before costs") }
    var text = parts.joined(separator: ", ")
    func months(_ value: Double) -> String { "\(quantity(value, decimals: 1)) months" }
    switch (stated.statedPaybackMonths, stated.paybackMonths) {
    case (let said?, let worked?):
      let agrees = abs(said - worked) <= max(1, worked / 10)
      text += "; worked out to pay back in \(months(worked)), stated \(months(said)): "
      text += agrees ? "the two agree" : "the two do not agree"
    case (let said?, nil): text += (text.isEmpty ? "" : "; ") + "said to pay back in \(months(said))"
    case (nil, let worked?): text += "; pays back in \(months(worked))"
    case (nil, nil): break
    }
    return text + "."
  }

  private func amount(_ money: BusinessCase.Money) -> String {
    quantity(money.amount) + (money.currency.map { " \(excerpt($0, 8))" } ?? "")
  }

  private func indicators(_ kpis: [BusinessCase.KPI]) {
    guard !kpis.isEmpty else { return }
    let hasWay = kpis.prefix(3).contains { $0.baseline != nil && $0.target != nil }
    tag(.table, .class("kpis")) {
      tag(.thead) {
        tag(.tr) {
          tag(.th, .with(.scope, "col")) { text("Indicator") }
          tag(.th, .with(.scope, "col")) { text("From, to") }
          if hasWay { tag(.th, .with(.scope, "col")) { text("Way") } }
        }
      }
      tag(.tbody) {
        for kpi in kpis.prefix(3) {
          let unit = kpi.unit.map { " \(excerpt($0, 16))" } ?? ""
          let words = fromTo(kpi)
          tag(.tr) {
            rowHeading {
              outside(kpi.name, limit: 40)
              if !unit.isEmpty { tag(.span, .class("soft")) { outside(",\(unit)") } }
            }
            cell { text(words) }
            if hasWay { cell { way(kpi, unit: unit) } }
          }
        }
      }
    }
  }

  private func way(_ kpi: BusinessCase.KPI, unit: String) {
    guard let baseline = kpi.baseline, let target = kpi.target, baseline.isFinite, target.isFinite else { return }
    arrow(
      from: baseline, to: target,
      label: "\(excerpt(kpi.name, 48)): from \(quantity(baseline)) to \(quantity(target))\(unit)")
  }

  private func fromTo(_ kpi: BusinessCase.KPI) -> String {
    if kpi.baseline == nil, kpi.target == nil { return "not stated" }
    return [kpi.baseline, kpi.target].map { $0.map { quantity($0) } ?? "not stated" }.joined(separator: " → ")
  }
}
