import Diagnostics

/// The result of a scale of levels, such as a ladder of maturity: in each dimension the highest level whose items, and
/// all items of lower levels, are met; over all, the least dimension.
///
/// What does not apply to the project holds nothing back. An item that no rule sees never counts as met: the *level*
/// ends below it. Beside it stands the level *as far as rules can see*, which sets such items aside; a person who vouches
/// for them makes it the level.
public struct LevelStanding: Sendable, Hashable {
  /// A level by its number and name.
  public struct Level: Sendable, Hashable {
    /// Its number.
    public var number: Int
    /// What people call it.
    public var title: String

    /// A level.
    public init(number: Int, title: String) {
      self.number = number
      self.title = title
    }
  }

  /// A dimension's level.
  public struct Dimension: Sendable, Hashable {
    /// Its id; empty where the scale has no dimensions.
    public var id: String
    /// Its title; the scale's where it has no dimensions.
    public var title: String
    /// The level; nil where the lowest is not reached.
    public var level: Int?
    /// The level as far as rules can see.
    public var visible: Int?
    /// The next level above `level`; nil at the top.
    public var next: Int?
    /// The items that are missing for it, as indices among the scale's.
    public var missing: [Int]

    /// A dimension.
    public init(id: String, title: String, level: Int?, visible: Int?, next: Int?, missing: [Int]) {
      self.id = id
      self.title = title
      self.level = level
      self.visible = visible
      self.next = next
      self.missing = missing
    }
  }

  /// The scale's levels, ascending.
  public var levels: [Level]
  /// The dimensions, in the scale's order; one without an id where the scale has none.
  public var dimensions: [Dimension]
  /// The least dimension's level; nil where the lowest is not reached.
  public var level: Int?
  /// The least dimension's level as far as rules can see.
  public var visible: Int?
  /// The highest level at which the project calls itself to be, where it says so.
  public var stated: Int?
  /// Where the project has to return to, where it is above what it meets.
  public var wayBack: ScaleWayBack?

  /// A result.
  public init(
    levels: [Level], dimensions: [Dimension], level: Int?, visible: Int?, stated: Int? = nil,
    wayBack: ScaleWayBack? = nil
  ) {
    self.levels = levels
    self.dimensions = dimensions
    self.level = level
    self.visible = visible
    self.stated = stated
    self.wayBack = wayBack
  }

  /// What people call a level.
  public func title(of level: Int) -> String { levels.first { $0.number == level }?.title ?? "" }
}

extension LevelStanding {
  /// The levels from what the items come to.
  init(_ items: [ScaleItemAssessment], dimensions groups: [Scale.Group], levels: [Scale.Level], title: String) {
    let levels = levels.map { Level(number: $0.number, title: $0.title) }
    var dimensions = groups.map { group in
      let own = items.indices.filter { index in items[index].group.map { sameBytes($0, group.id) } ?? false }
      return Dimension(id: group.id, title: group.title, items: items, own: own, levels: levels)
    }
    if dimensions.isEmpty {
      dimensions = [Dimension(id: "", title: title, items: items, own: Array(items.indices), levels: levels)]
    }
    self.init(
      levels: levels, dimensions: dimensions, level: least(dimensions.map(\.level)),
      visible: least(dimensions.map(\.visible)))
  }
}

extension LevelStanding.Dimension {
  fileprivate init(
    id: String, title: String, items: [ScaleItemAssessment], own: [Int], levels: [LevelStanding.Level]
  ) {
    self.init(id: id, title: title, level: nil, visible: nil, next: nil, missing: [])
    var isOpen = true
    var isVisiblyOpen = true
    for level in levels {
      let unmet = own.filter { items[$0].level == level.number && items[$0].standing.holdsBack }
      if isOpen, !unmet.isEmpty {
        isOpen = false
        (next, missing) = (level.number, unmet)
      }
      if !unmet.allSatisfy({ items[$0].standing == .unseen }) { isVisiblyOpen = false }
      if isOpen { self.level = level.number }
      if isVisiblyOpen { visible = level.number }
    }
  }
}

extension ScaleItemAssessment.Standing {
  /// Whether an item that stands so keeps its level from being reached.
  var holdsBack: Bool { self != .met && self != .notApplicable }
}

/// The least level; below the lowest is less than any.
private func least(_ levels: [Int?]) -> Int? {
  levels.contains(nil) ? nil : levels.compactMap(\.self).min()
}
