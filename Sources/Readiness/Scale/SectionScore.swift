import Diagnostics

/// Points, exact: half points over a divisor, in lowest terms, so that nothing rounds its way into a better band.
public struct ScalePoints: Sendable, Hashable {
  /// The half points.
  public let halfPoints: Int
  /// What they are divided by; always positive.
  public let divisor: Int

  /// Points.
  public init(halfPoints: Int, divisor: Int = 1) {
    let common = max(1, greatestCommonDivisor(halfPoints, divisor))
    self.halfPoints = halfPoints / common
    self.divisor = max(1, divisor / common)
  }

  /// Hundredths of a point as they are shown: rounded down.
  public var hundredths: Int { halfPoints * 50 / divisor }

  /// Whether they are more than a whole number of points, exactly.
  public func isAbove(_ points: Int) -> Bool { halfPoints > points * 2 * divisor }

  /// Whether they are less than others, exactly.
  public func isLess(than other: ScalePoints) -> Bool { halfPoints * other.divisor < other.halfPoints * divisor }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  b == 0 ? a : greatestCommonDivisor(b, a % b)
}

/// The result of a scale of sections, such as the ML Test Score, in two ways of counting what does not apply.
///
/// With `n` items in a section, `a` of which apply to the project and earn `p` points together:
///
/// - *strict*, as published: the section has `p` points. What does not apply earns nothing, and costs what it could have
///   earned.
/// - *adjusted*: the section has `p × n ÷ a` points, as if the items that do not apply had earned what the others did on
///   average; hence it goes from 0 to `n`, like the strict one, and the same bands hold. A section in which nothing
///   applies is left out.
///
/// The scale comes to the least of its sections, in each way by itself, so that adjusted is never less than strict.
/// Nothing is rounded before it is compared.
public struct SectionScore: Sendable, Hashable {
  /// A section's points.
  public struct Section: Sendable, Hashable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: String
    /// How many items it has.
    public var items: Int
    /// How many of them apply to the project.
    public var applicable: Int
    /// Its points, what does not apply counted as 0.
    public var strict: ScalePoints
    /// Its points, adjusted for what does not apply; nil where nothing does.
    public var adjusted: ScalePoints?
    /// The points that it could have at most, with all that can be stated stated and all that can be proved proved.
    public var most: ScalePoints

    /// A section.
    public init(
      id: String, title: String, items: Int, applicable: Int, strict: ScalePoints, adjusted: ScalePoints?,
      most: ScalePoints
    ) {
      self.id = id
      self.title = title
      self.items = items
      self.applicable = applicable
      self.strict = strict
      self.adjusted = adjusted
      self.most = most
    }
  }

  /// The sections, in the scale's order.
  public var sections: [Section]
  /// The points of the least section.
  public var strict: ScalePoints
  /// The adjusted points of the section that is least then; nil where nothing applies at all.
  public var adjusted: ScalePoints?
  /// The strict points that the least section could have at most.
  public var most: ScalePoints
  /// What the strict points mean, in a sentence, where the scale has bands.
  public var band: String?
  /// What the adjusted points mean.
  public var adjustedBand: String?

  /// A result.
  public init(
    sections: [Section], strict: ScalePoints, adjusted: ScalePoints?, most: ScalePoints, band: String? = nil,
    adjustedBand: String? = nil
  ) {
    self.sections = sections
    self.strict = strict
    self.adjusted = adjusted
    self.most = most
    self.band = band
    self.adjustedBand = adjustedBand
  }
}

extension SectionScore {
  /// The points of sections and scale from those of the items.
  init(_ items: [ScaleItemAssessment], sections groups: [Scale.Group], bands: [Scale.Band]) {
    let sections = groups.map { group in
      Section(group, items: items.filter { item in item.group.map { sameBytes($0, group.id) } ?? false })
    }
    let adjusted = least(sections.compactMap(\.adjusted))
    let strict = least(sections.map(\.strict)) ?? ScalePoints(halfPoints: 0)
    self.init(
      sections: sections, strict: strict, adjusted: adjusted,
      most: least(sections.map(\.most)) ?? ScalePoints(halfPoints: 0), band: bands.sentence(for: strict),
      adjustedBand: adjusted.flatMap { bands.sentence(for: $0) })
  }
}

extension SectionScore.Section {
  fileprivate init(_ group: Scale.Group, items: [ScaleItemAssessment]) {
    let applicable = items.filter { $0.standing != .notApplicable }.count
    let earned = items.reduce(0) { $0 + $1.halfPoints }
    self.init(
      id: group.id, title: group.title, items: items.count, applicable: applicable,
      strict: ScalePoints(halfPoints: earned),
      adjusted: applicable > 0 ? ScalePoints(halfPoints: earned * items.count, divisor: applicable) : nil,
      most: ScalePoints(halfPoints: items.reduce(0) { $0 + $1.mostHalfPoints }))
  }
}

private func least(_ points: [ScalePoints]) -> ScalePoints? { points.min { $0.isLess(than: $1) } }

extension [Scale.Band] {
  /// The sentence of the last band that begins below some points.
  fileprivate func sentence(for points: ScalePoints) -> String? {
    last { $0.above.map { points.isAbove($0) } ?? true }?.sentence
  }
}
