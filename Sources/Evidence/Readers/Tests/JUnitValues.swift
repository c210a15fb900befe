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
  static func isSkipped(_ status: Span<UInt8>) -> Bool {
    skippedWords.contains { word in
      let word = word.utf8.span
      return word.count == status.count && word.indices.allSatisfy { asciiLowercased(status[$0]) == word[$0] }
    }
  }

  private static let skippedWords = ["skipped", "disabled", "notrun", "suppressed", "ignored"]
}

extension XMLCursor {
  /// Sets a text to what an attribute says, empty where there is none; false where it says the same already, as most of
  /// a file's attributes do, and no text is made.
  func update(_ text: inout String, to name: XMLName) -> Bool {
    let isSame =
      withAttribute(name) { $0.count == text.utf8.count && $0.has(text.utf8.span, at: 0) } ?? text.utf8.isEmpty
    if !isSame { text = attribute(name) ?? "" }
    return !isSame
  }

  /// The seconds that an attribute states. Mostly they are a plain decimal, of which no text is made.
  func seconds(_ name: XMLName) -> Double? {
    guard let short = withAttribute(name, { shortDecimal($0) }) else { return nil }
    return short ?? attribute(name).flatMap(JUnitValues.seconds)
  }

  /// Whether an attribute says that the test did not run.
  func isSkipped(_ name: XMLName) -> Bool { withAttribute(name) { JUnitValues.isSkipped($0) } ?? false }
}
