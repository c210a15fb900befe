import Diagnostics

/// What the readers do with text from outside, on bytes and scalars: `Character` would merge and equate what differs.
extension String {
  /// Without blanks and line ends at both ends.
  var trimmed: String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    if first == startIndex, utf8.index(after: last) == endIndex { return self }
    return String(self[first...last])
  }

  /// At most so many scalars, the last one an ellipsis where something was cut off.
  func shortened(to limit: Int) -> String {
    guard utf8.count > limit, unicodeScalars.count > limit else { return self }
    var short = String(String.UnicodeScalarView(unicodeScalars.prefix(limit - 1)))
    short.unicodeScalars.append("…")
    return short
  }

  /// The first line.
  var firstLine: String {
    let line = utf8.prefix { $0 != 0x0A && $0 != 0x0D }
    return String(Substring(line))
  }

  /// What comes after the last slash or backslash.
  var lastPathPart: String {
    let parts = utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    return parts.last.map { String(Substring($0)) } ?? ""
  }

  func hasBytes(_ other: String) -> Bool { sameBytes(self, other) }

  func startsWithBytes(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  func endsWithBytes(_ suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Whether other stands somewhere in it.
  func containsBytes(_ other: String) -> Bool { Array(utf8).containsBytes(other) }
}

extension [UInt8] {
  /// Whether a text stands somewhere in these bytes.
  func containsBytes(_ other: String) -> Bool {
    let wanted = Array(other.utf8)
    guard let first = wanted.first, wanted.count <= count else { return wanted.isEmpty }
    var from = 0
    while from <= count - wanted.count {
      guard let start = self[from...].firstIndex(of: first), start <= count - wanted.count else { return false }
      if self[start..<(start + wanted.count)].elementsEqual(wanted) { return true }
      from = start + 1
    }
    return false
  }
}

/// ASCII letters in lower case, everything else as it is.
func asciiLowercased(_ text: String) -> String {
  String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}

/// The folder that a path is in, empty for the root.
func parentFolder(_ path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
  return String(path[..<slash])
}

/// A path as seen from a folder below the root, `.` and `..` resolved, backslashes turned; nil where it leaves the root.
func joinedPath(_ folder: String, _ path: String) -> String? {
  let turned = String(decoding: path.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
  if turned.utf8.first == UInt8(ascii: "/") { return nil }
  // A Windows drive.
  if turned.utf8.count > 1, turned.utf8.dropFirst().first == UInt8(ascii: ":") { return nil }
  var parts = pathParts(folder)
  for part in pathParts(turned) {
    if part == ".." {
      if parts.isEmpty { return nil }
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return parts.joined(separator: "/")
}
