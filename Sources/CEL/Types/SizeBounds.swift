/// How large the values of a variable or a field may be: what a cost estimate goes by where an expression reads input.
///
/// A size is what `size()` gives: code points of a string, bytes, elements of a list, entries of a map. What is inside
/// of a list or a map has bounds of its own:
///
/// ```swift
/// // At most 20 names of at most 64 code points each.
/// Variable("names", .list(.string), size: SizeBounds(most: 20, elements: SizeBounds(most: 64)))
/// ```
///
/// The values themselves are not held to them: that is for whoever makes the values.
public struct SizeBounds: Hashable, Sendable {
  /// The smallest size.
  public var least: Int
  /// The greatest size; nil where there is no bound.
  public var most: Int?

  private enum Inner: Hashable, Sendable {
    case nothing
    indirect case list(SizeBounds)
    indirect case map(SizeBounds, SizeBounds)
  }

  private let inner: Inner

  private init(_ least: Int, _ most: Int?, _ inner: Inner) {
    self.least = least
    self.most = most
    self.inner = inner
  }

  /// Bounds of text or bytes, or of a list or a map of which nothing more is known.
  public init(least: Int = 0, most: Int? = nil) { self.init(least, most, .nothing) }

  /// Bounds of a list and of its elements.
  public init(least: Int = 0, most: Int? = nil, elements: SizeBounds) { self.init(least, most, .list(elements)) }

  /// Bounds of a map, of its keys and of its values.
  public init(least: Int = 0, most: Int? = nil, keys: SizeBounds, values: SizeBounds) {
    self.init(least, most, .map(keys, values))
  }

  /// No bounds at all.
  public static let unknown = SizeBounds()

  /// The bounds of a list's elements, where something is known of them.
  public var elements: SizeBounds? { if case .list(let elements) = inner { elements } else { nil } }
  /// The bounds of a map's keys, where something is known of them.
  public var keys: SizeBounds? { if case .map(let keys, _) = inner { keys } else { nil } }
  /// The bounds of a map's values, where something is known of them.
  public var values: SizeBounds? { if case .map(_, let values) = inner { values } else { nil } }

  /// The bounds as a range, or nil where there are none.
  var range: CostEstimate? {
    guard most != nil || least > 0 else { return nil }
    return CostEstimate(min: UInt64(max(0, least)), max: most.map { UInt64(max(0, $0)) } ?? .max)
  }
}
