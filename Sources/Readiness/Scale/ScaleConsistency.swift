import Diagnostics

/// What the scale of a resolved rubric must hold to, beyond its schema: items that can be told and are told once, and
/// sections, levels, bands and ways back that hang together.
struct ScaleConsistency {
  private let scale: Scale
  private let rules: [Rule]
  private(set) var diagnostics: [Diagnostic] = []

  static func problems(in rubric: Rubric) -> [Diagnostic] {
    guard let scale = rubric.scale else { return [] }
    var consistency = ScaleConsistency(scale: scale, rules: rubric.rules)
    consistency.lookForDoubles("item", scale.items.map { ($0.id, $0.place) })
    for item in scale.items { consistency.look(at: item) }
    switch scale.method {
    case .sections(let bands): consistency.lookAtSections(bands)
    case .levels(let levels, let waysBack): consistency.lookAtLevels(levels, waysBack ?? [])
    }
    return consistency.diagnostics
  }

  private init(scale: Scale, rules: [Rule]) {
    self.scale = scale
    self.rules = rules
  }

  private mutating func lookForDoubles(_ thing: String, _ names: [(name: String, place: SourceRange)]) {
    for index in names.indices {
      if let first = names[..<index].first(where: { sameBytes($0.name, names[index].name) }) {
        diagnostics.append(.scaleDouble(thing, names[index].name, at: names[index].place, first: first.place))
      }
    }
  }

  private mutating func look(at item: Scale.Item) {
    if item.rules.isEmpty, item.dropped.isEmpty, item.note == nil { diagnostics.append(.itemWithoutRules(item)) }
    var named: [(rule: Int, mention: RubricFile.Mention)] = []
    for mention in item.rules {
      guard let rule = rules.firstIndex(where: { $0.answers(to: mention.name) }) else {
        diagnostics.append(.unknownRule(mention, among: rules.map(\.id)))
        continue
      }
      // By the rule, not by the name: an alias beside the id is the same rule twice.
      if let first = named.first(where: { $0.rule == rule }) {
        diagnostics.append(
          .scaleDouble("rule of the item '\(item.id)'", mention.name, at: mention.place, first: first.mention.place))
      }
      named.append((rule, mention))
    }
  }

  private mutating func lookAtSections(_ bands: [Scale.Band]) {
    lookAtGroups("section")
    for item in scale.items {
      if item.level != nil { diagnostics.append(.misplacedLevel(item)) }
      if item.group == nil { diagnostics.append(.itemWithoutGroup(item, "section")) }
    }
    for (index, band) in bands.enumerated() {
      let before = index == 0 ? nil : bands[index - 1].above ?? -1
      let isInOrder: Bool
      if let before { isInOrder = band.above.map { $0 > before } ?? false } else { isInOrder = band.above == nil }
      if !isInOrder { diagnostics.append(.bandOutOfOrder(band, isFirst: index == 0)) }
    }
  }

  private mutating func lookAtLevels(_ levels: [Scale.Level], _ waysBack: [Scale.WayBack]) {
    lookAtGroups("dimension")
    if levels.isEmpty { diagnostics.append(.noLevels(scale)) }
    for index in levels.indices.dropFirst() where levels[index].number <= levels[index - 1].number {
      diagnostics.append(.levelOutOfOrder(levels[index]))
    }
    func isLevel(_ number: Int) -> Bool { levels.contains { $0.number == number } }
    for item in scale.items {
      if let level = item.level, !isLevel(level) { diagnostics.append(.unknownLevel(level, at: item.place)) }
      if item.level == nil { diagnostics.append(.itemWithoutLevel(item)) }
      if item.group == nil, !scale.groups.isEmpty { diagnostics.append(.itemWithoutGroup(item, "dimension")) }
    }
    for way in waysBack {
      for level in [way.from, way.to] where !isLevel(level) {
        diagnostics.append(.unknownLevel(level, at: way.place))
      }
      if way.to >= way.from { diagnostics.append(.wayLeadsUp(way)) }
      for item in way.items where !scale.items.contains(where: { sameBytes($0.id, item.name) }) {
        diagnostics.append(.unknownItem(item, among: scale.items.map(\.id)))
      }
    }
  }

  private mutating func lookAtGroups(_ thing: String) {
    lookForDoubles(thing, scale.groups.map { ($0.id, $0.place) })
    for item in scale.items {
      if let group = item.group, !scale.groups.contains(where: { sameBytes($0.id, group.name) }) {
        diagnostics.append(.unknownGroup(group, thing, among: scale.groups.map(\.id)))
      }
    }
    // The least section is the result: one without items would be 0 for ever.
    for group in scale.groups where !scale.items.contains(where: { $0.belongs(to: group) }) {
      diagnostics.append(.emptyGroup(group, thing))
    }
  }
}

extension Scale.Item {
  /// Whether the item stands in a section or dimension.
  func belongs(to group: Scale.Group) -> Bool { self.group.map { sameBytes($0.name, group.id) } ?? false }
}

extension Diagnostic {
  static func scaleDouble(_ thing: String, _ name: String, at place: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.double", "the \(thing) '\(name)' stands in the scale twice", at: place,
      notes: [Note("first here", place: first)])
  }

  static func itemWithoutRules(_ item: Scale.Item) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.item-without-rules", "no rule tells whether the item '\(item.id)' is met", at: item.place,
      fix: "name its `rules:`, or say in a `note:` what a person has to look at")
  }

  static func itemWithoutGroup(_ item: Scale.Item, _ thing: String) -> Diagnostic {
    Diagnostic(.error, id: "scale.no-group", "the item '\(item.id)' belongs to no \(thing)", at: item.place)
  }

  static func unknownGroup(_ mention: RubricFile.Mention, _ thing: String, among ids: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.unknown-group", "the scale has no \(thing) '\(mention.name)'", at: mention.place,
      fix: didYouMean(mention.name, among: ids))
  }

  static func emptyGroup(_ group: Scale.Group, _ thing: String) -> Diagnostic {
    Diagnostic(.error, id: "scale.empty-group", "the \(thing) '\(group.id)' has no item", at: group.place)
  }

  static func misplacedLevel(_ item: Scale.Item) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.other-method", "the item '\(item.id)' has a level, and the scale has sections", at: item.place)
  }

  static func bandOutOfOrder(_ band: Scale.Band, isFirst: Bool) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.band-out-of-order",
      isFirst
        ? "the first band states 'above': points below it would be in no band"
        : "each band after the first must begin above the one before it", at: band.place)
  }

  static func noLevels(_ scale: Scale) -> Diagnostic {
    Diagnostic(.error, id: "scale.no-levels", "the scale has no `levels:`", at: scale.place)
  }

  static func levelOutOfOrder(_ level: Scale.Level) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.level-out-of-order", "level \(level.number) does not stand above the one before it",
      at: level.place)
  }

  static func unknownLevel(_ level: Int, at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "scale.unknown-level", "the scale has no level \(level)", at: place)
  }

  static func itemWithoutLevel(_ item: Scale.Item) -> Diagnostic {
    Diagnostic(.error, id: "scale.unknown-level", "the item '\(item.id)' has no level", at: item.place)
  }

  static func wayLeadsUp(_ way: Scale.WayBack) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.way-leads-up", "the way back from level \(way.from) does not lead to a lower one",
      at: way.place)
  }

  static func unknownItem(_ mention: RubricFile.Mention, among ids: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "scale.unknown-item", "the scale has no item '\(mention.name)'", at: mention.place,
      fix: didYouMean(mention.name, among: ids))
  }
}
