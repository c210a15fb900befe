// Page one, the case: the line from what is put in to what is left over.

extension HTMLPage {
  /// What is invested and what comes back after yearly costs, until well after the two are even; nothing where the numbers
  /// make no such picture. A payback that was stated and comes sooner than the numbers say is marked.
  func payback(investment: Double, months: Double, stated: Double?, unit: String) {
    guard investment > 0, months > 0, months <= 96, investment.isFinite else { return }
    let years = max(2, Int((months * 1.5 / 12).rounded(.up)))
    // The slope is that of the payback, so that line and label cannot disagree: yearly costs are taken off already.
    let yearly = 12 * investment / months
    let end = yearly * Double(years) - investment
    guard end > 0, end.isFinite else { return }
    let top = 22.0
    let height = 66.0
    func y(_ value: Double) -> String { "\(Int((top + height * (end - value) / (end + investment)).rounded()))" }
    // The picture keeps 2 per cent of air on both sides.
    func x(_ month: Double) -> String { "\(2 + Int((month / Double(years * 12) * 96).rounded()))%" }
    // Words that began further right would leave the picture on a phone; they end with it, below the line, where nothing is.
    let isLate = months / Double(years * 12) > 0.55
    let tooSoon = stated.flatMap { $0 > 0 && $0 < months * 0.9 - 1 ? $0 : nil }
    tag(
      .svg, .class("payback"), .with(.width, "100%"), .with(.height, "112"), .with(.role, "img"),
      .label(
        "\(quantity(investment, decimals: 0))\(unit) are invested; \(quantity(yearly, decimals: 0))\(unit) a year come back after costs; "
          + "even after \(quantity(months, decimals: 1)) months"
          + (tooSoon.map { ", \(quantity($0, decimals: 1)) are stated" } ?? ""))
    ) {
      line("rail", "2%", y(0), "98%", y(0))
      line("spent", x(0), y(-investment), x(months), y(0))
      line("earned", x(months), y(0), x(Double(years * 12)), y(end))
      circle("even", x(months), y(0), "4.5")
      if let tooSoon {
        line("needed", x(tooSoon), shifted(y(0), -7), x(tooSoon), shifted(y(0), 7))
        svgText(
          "\(quantity(tooSoon, decimals: 1)) stated", x: x(tooSoon), y: shifted(y(0), -11),
          anchor: tooSoon / Double(years * 12) < 0.12 ? "start" : "middle")
      }
      svgText("−\(quantity(investment, decimals: 0))\(unit)", x: "2%", y: "106", anchor: "start")
      svgText(
        "even after \(quantity(months, decimals: 1)) months", x: isLate ? "98%" : x(months), y: shifted(y(0), 18),
        anchor: isLate ? "end" : "start")
      svgText("+\(quantity(end, decimals: 0))\(unit) after \(years) years", x: "98%", y: "14", anchor: "end")
    }
  }

  private func shifted(_ place: String, _ pixels: Int) -> String { "\((Int(place) ?? 0) + pixels)" }
}
