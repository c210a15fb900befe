import FoundationEssentials
public import Testing

/// A folder of a test's own, gone when the value is.
public final class TemporaryFolder: Sendable {
  /// Its absolute path.
  public let path: String

  /// A folder that holds a copy of another, or nothing.
  public init(copyOf original: String? = nil) throws {
    let base = FileManager.default.temporaryDirectory.path
    path = "\(base)/gonogo-test-\(UInt64.random(in: 0...UInt64.max))"
    if let original {
      try FileManager.default.copyItem(atPath: original, toPath: path)
    } else {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The absolute path of a file in it.
  public func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, with the folders that it is in.
  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  /// Writes a file, with the folders that it is in.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = self(name)
    if let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) {
      try FileManager.default.createDirectory(atPath: String(file[..<slash]), withIntermediateDirectories: true)
    }
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes)) else { throw Unwritten(path: file) }
    return file
  }

  /// A file's text.
  public func text(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> String {
    String(decoding: try bytes(name, location), as: UTF8.self)
  }

  /// A file's bytes.
  public func bytes(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> [UInt8] {
    let data = FileManager.default.contents(atPath: self(name))
    return Array(try #require(data, "there is no \(name)", sourceLocation: location))
  }

  /// Whether something of that name is there.
  public func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: self(name)) }

  /// The files below it, as paths from it, sorted.
  public var files: [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Replaces a passage that must be there once.
  public func replace(
    _ passage: String, by replacement: String, in name: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let parts = try text(name, location).components(separatedBy: passage)
    try #require(parts.count == 2, "'\(passage)' is not once in \(name)", sourceLocation: location)
    try write(name, parts.joined(separator: replacement))
  }

  private struct Unwritten: Error {
    var path: String
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}

/// The folders of the repository that tests read.
public enum Repository {
  /// Its root.
  public static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

  /// One of the two worked examples.
  public static func example(_ name: String) -> String { "\(root)/templates/examples/\(name)" }
}
