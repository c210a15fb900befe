import Diagnostics

/// What the readers do with text from outside, on bytes and scalars: `Character` would merge and equate what differs.
extension String {
  /// Without blanks and line ends at both ends.
  var trimmed: String {
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
    let bytes = utf8.span
    func isSlash(_ offset: Int) -> Bool { bytes[offset] == UInt8(ascii: "/") || bytes[offset] == UInt8(ascii: "\\") }
    var end = bytes.count
    while end > 0, isSlash(end - 1) { end -= 1 }
    var start = end
    while start > 0, !isSlash(start - 1) { start -= 1 }
    return start == 0 && end == bytes.count ? self : String(Substring(utf8.dropFirst(start).prefix(end - start)))
  }

  func hasBytes(_ other: String) -> Bool { sameBytes(self, other) }

  func startsWithBytes(_ prefix: String) -> Bool { utf8.span.has(prefix.utf8.span, at: 0) }

  func endsWithBytes(_ suffix: String) -> Bool { utf8.span.has(suffix.utf8.span, at: utf8.count - suffix.utf8.count) }

  /// Whether other stands somewhere in it.
  func containsBytes(_ other: String) -> Bool { utf8.span.contains(other.utf8.span) }
}

/// Whether a text stands before another in byte order.
func precedes(_ a: String, _ b: String) -> Bool {
  let (first, second) = (a.utf8.span, b.utf8.span)
  let common = min(first.count, second.count)
  for index in 0..<common where first[index] != second[index] { return first[index] < second[index] }
  return first.count < second.count
}

extension [UInt8] {
  /// Whether a text stands somewhere in these bytes.
  func containsBytes(_ other: String) -> Bool { span.contains(other.utf8.span) }
}

extension ArraySlice<UInt8> {
  /// Without blanks and line ends at both ends.
  var trimmed: ArraySlice<UInt8> {
    var start = startIndex
    var end = endIndex
    while start < end, isBlank(self[start]) { start += 1 }
    while start < end, isBlank(self[end - 1]) { end -= 1 }
    return self[start..<end]
  }

  /// Whether the bytes begin with a text.
  func starts(with text: String) -> Bool {
    let prefix = text.utf8.span
    guard prefix.count <= count else { return false }
    for index in prefix.indices where prefix[index] != self[startIndex + index] { return false }
    return true
  }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

func isLetterOrDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

/// ASCII letters in lower case, everything else as it is.
func asciiLowercased(_ text: String) -> String {
  String(decoding: text.utf8.map { asciiLowercased($0) }, as: UTF8.self)
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
