/// Finds text in text, byte by byte and in linear time whatever the text (Knuth, Morris, Pratt): a needle like `aaaab`
/// in a long run of `a` must not take the square of its length.
///
/// UTF-8 is self-synchronising, so that a match of whole needles is a match of whole code points.
struct ByteSearch {
  private let needle: [UInt8]
  /// For each prefix of the needle, the length of its longest border.
  private let borders: [Int]

  init(_ needle: String) {
    self.needle = Array(needle.utf8)
    var borders = [Int](repeating: 0, count: self.needle.count)
    var length = 0
    for index in borders.indices.dropFirst() {
      while length > 0, self.needle[index] != self.needle[length] { length = borders[length - 1] }
      if self.needle[index] == self.needle[length] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  /// Where the needle first stands at or after an offset; an empty one stands everywhere.
  func first(in text: Span<UInt8>, from start: Int = 0) -> Int? {
    guard !needle.isEmpty else { return start <= text.count ? start : nil }
    var matched = 0
    var index = start
    while index < text.count {
      let byte = text[index]
      while matched > 0, needle[matched] != byte { matched = borders[matched - 1] }
      if needle[matched] == byte { matched += 1 }
      index += 1
      if matched == needle.count { return index - matched }
    }
    return nil
  }

  /// Where the needle last stands at or before an offset.
  func last(in text: Span<UInt8>, upTo end: Int) -> Int? {
    guard !needle.isEmpty else { return min(end, text.count) }
    var found: Int?
    var matched = 0
    for index in 0..<min(text.count, end + needle.count) {
      let byte = text[index]
      while matched > 0, matched == needle.count || needle[matched] != byte { matched = borders[matched - 1] }
      if needle[matched] == byte { matched += 1 }
      if matched == needle.count { found = index + 1 - matched }
    }
    return found
  }
}
