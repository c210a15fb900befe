import Diagnostics

/// Where a project has to return to that stands above what it meets: a switch-back of the technology readiness levels.
///
/// A project *holds* a level that it states, or whose items it meets though those below are not all met. If an item up to
/// that level is not met, the project switches back to the highest level that it does meet (the lowest one where it meets
/// none), and does again what is missing from there on. The scale may lay down ways of its own, which lead further back:
/// one that starts at or below the held level is taken where one of its items is not met.
///
/// What was not looked at, because no rule sees it or a later gate asks for it, sends nobody back.
public struct ScaleWayBack: Sendable, Hashable {
  /// The level that the project holds.
  public var from: Int
  /// Whether it holds it by its own statement, and not by items that are met.
  public var isStated: Bool
  /// The level to switch back to.
  public var to: Int
  /// The items that are the reason, as indices among the scale's, in its order.
  public var items: [Int]
  /// Why the scale's own way leads so far back, where one was taken.
  public var because: String?

  /// A way back.
  public init(from: Int, isStated: Bool, to: Int, items: [Int], because: String? = nil) {
    self.from = from
    self.isStated = isStated
    self.to = to
    self.items = items
    self.because = because
  }
}

extension ScaleWayBack {
  /// The way back that a standing calls for, if any.
  init?(_ standing: LevelStanding, items: [ScaleItemAssessment], ways: [Scale.WayBack]) {
    let met = standing.levels.last { level in Self.isMet(level.number, items) }?.number
    guard let held = [standing.stated, met].compactMap(\.self).max(), let lowest = standing.levels.first?.number else {
      return nil
    }
    let reasons = items.indices.filter { index in
      items[index].standing == .unmet && items[index].level.map { $0 <= held } ?? false
    }
    guard !reasons.isEmpty else { return nil }
    // Below the first reason everything is met, as far as it was looked at.
    let firstGap = reasons.compactMap { items[$0].level }.min() ?? lowest
    let below = standing.levels.last { $0.number < firstGap }?.number ?? lowest
    self.init(from: held, isStated: standing.stated == held, to: below, items: reasons)
    for way in ways where way.from <= held && way.to < to {
      let causes = reasons.filter { index in way.items.contains { sameBytes($0.name, items[index].id) } }
      guard !causes.isEmpty else { continue }
      (to, because) = (way.to, way.because)
    }
    // At its lowest level there is no way further back.
    guard to < held else { return nil }
  }

  /// Whether a level's own items are met, and at least one of them is.
  private static func isMet(_ level: Int, _ items: [ScaleItemAssessment]) -> Bool {
    let own = items.filter { $0.level == level && $0.standing != .unseen }
    return own.contains { $0.standing == .met } && !own.contains { $0.standing.holdsBack }
  }
}
