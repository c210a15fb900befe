public import Diagnostics

/// What a document may cost at most. Files come from strangers: every bound is checked before the cost arises.
public struct Limits: Sendable, Hashable {
  /// The size of a file that is read as a whole, in bytes.
  public var bytes = 32 * 1024 * 1024
  /// The size of a file that is streamed, in bytes.
  public var streamedBytes = 4 * 1024 * 1024 * 1024
  /// How deep lists, maps and elements may nest. No more than `deepest` is ever allowed, whatever stands here: trees are
  /// walked by recursion.
  public var depth = 64
  /// How many nodes a document may have, keys and expanded aliases among them.
  public var nodes = 1_000_000
  /// How many nodes YAML aliases may add by expansion.
  public var aliasedNodes = 10_000
  /// The size of one text or attribute in XML that is kept, in bytes; longer ones are read past.
  public var textBytes = 1024 * 1024
  /// How many problems of one document are listed.
  public var problems = 100

  /// The limits that hold where nobody says otherwise.
  public static let standard = Limits()

  /// The depth that no limits may exceed.
  public static let deepest = 512

  /// The standard limits, to be changed.
  public init() {}

  /// The depth that holds.
  var effectiveDepth: Int { min(depth, Self.deepest) }

  /// The limits by their names; nil for those that are not about one file.
  public subscript(name: LimitName) -> Int? {
    get { Limits.path(name).map { self[keyPath: $0] } }
    set {
      guard let path = Limits.path(name), let newValue else { return }
      self[keyPath: path] = newValue
    }
  }

  private static func path(_ name: LimitName) -> WritableKeyPath<Limits, Int>? {
    switch name {
    case .fileBytes: \.bytes
    case .streamedBytes: \.streamedBytes
    case .textBytes: \.textBytes
    case .depth: \.depth
    case .nodes: \.nodes
    case .aliases: \.aliasedNodes
    case .files, .folderDepth, .totalBytes, .filesPerKind: nil
    }
  }
}
