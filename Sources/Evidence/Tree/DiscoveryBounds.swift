public import Diagnostics

/// How much discovery looks at, at most.
public struct DiscoveryBounds: Sendable, Hashable {
  /// Files that are listed.
  public var files = 500_000
  /// Folders inside folders.
  public var depth = 64
  /// Bytes that are read in all, files that are streamed not counted.
  public var totalBytes = 1 << 30
  /// Files that are read for one kind.
  public var candidates = 20_000
  /// Entries in the list of what was passed over.
  public var passedOver = 1_000

  /// The bounds that hold where nobody says otherwise.
  public static let standard = DiscoveryBounds()

  /// The standard bounds, to be changed.
  public init() {}

  /// The bounds by their names; nil for those that are about one file.
  public subscript(name: LimitName) -> Int? {
    get { DiscoveryBounds.path(name).map { self[keyPath: $0] } }
    set {
      guard let path = DiscoveryBounds.path(name), let newValue else { return }
      self[keyPath: path] = newValue
    }
  }

  private static func path(_ name: LimitName) -> WritableKeyPath<DiscoveryBounds, Int>? {
    switch name {
    case .files: \.files
    case .folderDepth: \.depth
    case .totalBytes: \.totalBytes
    case .filesPerKind: \.candidates
    case .fileBytes, .streamedBytes, .textBytes, .depth, .nodes, .aliases: nil
    }
  }
}
