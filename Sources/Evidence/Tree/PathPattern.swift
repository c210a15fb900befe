/// A path below the root in which `*` stands for any part of a name, `?` for one character, and `**` for any folders.
///
/// Matching goes back only to the last star, within a name and over names: its time is bounded by length of pattern
/// times length of path, whatever the pattern.
struct PathPattern: Sendable {
  /// What is wrong with a pattern.
  enum Problem: Error, Equatable {
    case empty
    case leavesRoot
    case tooLong
  }

  let parts: [[UInt8]]
  /// The leading parts without a wildcard: where to look.
  let fixedFolder: String
  /// Whether it names one path only.
  let isPlain: Bool
  /// The pattern without detours, for messages and for looking it up.
  let text: String

  private static let anyFolders = Array("**".utf8)

  init(_ pattern: String) throws(Problem) {
    guard pattern.utf8.count <= 2000 else { throw .tooLong }
    guard !pattern.utf8.contains(0), pattern.utf8.first != UInt8(ascii: "/") else { throw .leavesRoot }
    var names: [String] = []
    for part in pathParts(pattern) {
      if part == ".." {
        // `**/..` could be anywhere.
        guard let last = names.last, last != "**" else { throw .leavesRoot }
        names.removeLast()
      } else if !(part == "**" && names.last == "**") {
        names.append(part)
      }
    }
    guard !names.isEmpty else { throw .empty }
    guard names.count <= 64 else { throw .tooLong }
    self.init(parts: names)
  }

  /// A pattern of parts that are known to be good.
  init(parts names: [String]) {
    parts = names.map { Array($0.utf8) }
    let fixed = parts.prefix { !PathPattern.hasWildcard($0) }.count
    isPlain = fixed == parts.count
    fixedFolder = names.prefix(min(fixed, names.count - 1)).joined(separator: "/")
    text = names.joined(separator: "/")
  }

  /// The names in a path, to hold it against many patterns.
  struct Names {
    fileprivate let bytes: [UInt8]
    /// Where the names stand.
    fileprivate let places: [Range<Int>]

    init(_ path: String) {
      bytes = Array(path.utf8)
      var places: [Range<Int>] = []
      var start = 0
      for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "/") {
        if index > start { places.append(start..<index) }
        start = index + 1
      }
      self.places = places
    }
  }

  func matches(_ path: String) -> Bool { matches(Names(path)) }

  func matches(_ names: Names) -> Bool {
    var part = 0
    var name = 0
    var retry: (part: Int, name: Int)?
    while name < names.places.count {
      if part < parts.count, parts[part] == PathPattern.anyFolders {
        retry = (part + 1, name)
        part += 1
      } else if part < parts.count, PathPattern.matches(parts[part], names.bytes, names.places[name]) {
        part += 1
        name += 1
      } else if let (retryPart, retryName) = retry {
        retry = (retryPart, retryName + 1)
        part = retryPart
        name = retryName + 1
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == PathPattern.anyFolders }
  }

  private static func matches(_ pattern: [UInt8], _ bytes: [UInt8], _ name: Range<Int>) -> Bool {
    let star = UInt8(ascii: "*")
    var p = 0
    var n = name.lowerBound
    var retry: (p: Int, n: Int)?
    while n < name.upperBound {
      if p < pattern.count, pattern[p] == star {
        retry = (p + 1, n)
        p += 1
      } else if p < pattern.count, pattern[p] == UInt8(ascii: "?"), bytes[n] & 0xC0 != 0x80 {
        p += 1
        n += 1
        while n < name.upperBound, bytes[n] & 0xC0 == 0x80 { n += 1 }
      } else if p < pattern.count, pattern[p] == bytes[n] {
        p += 1
        n += 1
      } else if let (retryP, retryN) = retry {
        retry = (retryP, retryN + 1)
        p = retryP
        n = retryN + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == star }
  }

  private static func hasWildcard(_ part: [UInt8]) -> Bool {
    part.contains(UInt8(ascii: "*")) || part.contains(UInt8(ascii: "?"))
  }
}
