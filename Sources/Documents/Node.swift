public import Diagnostics

/// The one located value, for parsed files and for facts: what YAML, JSON and XML become, and what evidence readers build.
public struct Node: Sendable {
  /// What the node holds.
  public enum Content: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Also NaN and the infinities, which YAML and some JSON writers have; the schema decides what to do with them.
    case number(Double)
    /// A number that cannot be held: an integer beyond 64 bits, a double beyond its range. Its text is in the source.
    case unrepresentable
    case text(String)
    case list([Node])
    case map([Entry])
  }

  /// A key with its value, in document order. Keys are unique by their bytes: readers report repeated ones as errors.
  public struct Entry: Sendable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var keyRange: SourceRange
    /// The value.
    public var value: Node

    /// An entry.
    public init(key: String, keyRange: SourceRange, value: Node) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  /// What the node holds.
  public var content: Content
  /// Where it stands.
  public var range: SourceRange

  /// A node at a place.
  public init(_ content: Content, at range: SourceRange) {
    self.content = content
    self.range = range
  }
}

extension Node {
  /// The value under a key (compared by bytes); nil where this is no map or has no such key.
  public subscript(key: String) -> Node? {
    guard case .map(let entries) = content else { return nil }
    for index in entries.indices where sameBytes(entries[index].key, key) { return entries[index].value }
    return nil
  }

  /// The entry of a key, for its place.
  public func entry(_ key: String) -> Entry? {
    guard case .map(let entries) = content else { return nil }
    for index in entries.indices where sameBytes(entries[index].key, key) { return entries[index] }
    return nil
  }

  /// The entries of a map, or none.
  public var entries: [Entry] {
    if case .map(let entries) = content { entries } else { [] }
  }

  /// The elements of a list, or none.
  public var elements: [Node] {
    if case .list(let elements) = content { elements } else { [] }
  }

  /// The text of a text scalar.
  public var text: String? {
    if case .text(let text) = content { text } else { nil }
  }

  /// The value of an integer.
  public var integer: Int64? {
    if case .integer(let integer) = content { integer } else { nil }
  }

  /// The value of a number or an integer.
  public var number: Double? {
    switch content {
    case .number(let number): number
    case .integer(let integer): Double(integer)
    default: nil
    }
  }

  /// The value of a boolean.
  public var bool: Bool? {
    if case .bool(let bool) = content { bool } else { nil }
  }

  /// Any scalar as the text that it was written as: `1.10` stays `1.10` though it reads as a number. Nil for null, lists
  /// and maps.
  public var scalarText: String? {
    switch content {
    case .text(let text): text
    case .bool(let bool): range.text ?? String(bool)
    case .integer(let integer): range.text ?? String(integer)
    case .number(let number): range.text ?? String(number)
    case .unrepresentable: range.text
    case .null, .list, .map: nil
    }
  }

  /// What people call such a value, for messages.
  public var kindName: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number, .unrepresentable: "a number"
    case .text: "text"
    case .list: "a list"
    case .map: "a map"
    }
  }
}
