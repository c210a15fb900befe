import Diagnostics
import XML

/// How the attributes of JUnit reports are read.
enum JUnitValues {
  /// A number of tests.
  static func count(_ text: String) -> Int? {
    guard let number = Int(text.trimmed), number >= 0 else { return nil }
    return number
  }

  /// Seconds, also as `1,234.56`; nil for what is none.
  static func seconds(_ text: String) -> Double? {
    var plain = text.trimmed
    if plain.utf8.contains(UInt8(ascii: ",")) {
      plain = String(decoding: plain.utf8.filter { $0 != UInt8(ascii: ",") }, as: UTF8.self)
    }
    guard let number = plainNumber(plain), number.isFinite, number >= 0 else { return nil }
    return number
  }

  /// Whether a status says that the test did not run.
  static func isSkipped(_ status: String?) -> Bool {
    guard let status else { return false }
    return ["skipped", "disabled", "notrun", "suppressed", "ignored"].contains(asciiLowercased(status))
  }
}

extension XMLCursor {
  /// Sets a text to what an attribute says, empty where there is none; false where it says the same already, as most of
  /// a file's attributes do, and no text is made.
  func update(_ text: inout String, to name: XMLName) -> Bool {
    let known = text
    let isSame = withAttribute(name) { $0.count == known.utf8.count && $0.has(known.utf8.span, at: 0) } ?? known.isEmpty
    if !isSame { text = attribute(name) ?? "" }
    return !isSame
  }
}
