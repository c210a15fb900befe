import Diagnostics
import Documents

/// An object of a report that is read back: each member is checked when it is asked for, and what is wrong is thrown with
/// its place. Members that nobody asks for may be anything: later versions add some.
struct ReportFields {
  let node: Node

  /// The fields of a value that must be an object.
  init(_ node: Node) throws(Diagnostic) {
    guard case .map = node.content else { throw .reportExpects("an object", node) }
    self.node = node
  }

  /// A member that must be there.
  func value(_ key: String) throws(Diagnostic) -> Node {
    guard let value = node[key] else { throw .reportLacks(key, node) }
    return value
  }

  /// A member that may be null, and not left out.
  private func optional(_ key: String) throws(Diagnostic) -> Node? {
    let value = try value(key)
    if case .null = value.content { return nil }
    return value
  }

  func fields(_ key: String) throws(Diagnostic) -> ReportFields { try ReportFields(value(key)) }

  func optionalFields(_ key: String) throws(Diagnostic) -> ReportFields? {
    guard let value = try optional(key) else { return nil }
    return try ReportFields(value)
  }

  func elements(_ key: String) throws(Diagnostic) -> [Node] {
    let value = try value(key)
    guard case .list(let elements) = value.content else { throw .reportExpects("a list", value) }
    return elements
  }

  /// The objects of a list, each made into something.
  func list<Element>(
    _ key: String, _ make: (ReportFields) throws(Diagnostic) -> Element
  ) throws(Diagnostic) -> [Element] {
    var made: [Element] = []
    for element in try elements(key) { made.append(try make(ReportFields(element))) }
    return made
  }

  func text(_ key: String) throws(Diagnostic) -> String { try ReportFields.text(value(key)) }

  func optionalText(_ key: String) throws(Diagnostic) -> String? {
    guard let value = try optional(key) else { return nil }
    return try ReportFields.text(value)
  }

  func texts(_ key: String) throws(Diagnostic) -> [String] {
    var texts: [String] = []
    for element in try elements(key) { texts.append(try ReportFields.text(element)) }
    return texts
  }

  private static func text(_ node: Node) throws(Diagnostic) -> String {
    guard let text = node.text else { throw .reportExpects("text", node) }
    return text
  }

  func bool(_ key: String) throws(Diagnostic) -> Bool {
    let value = try value(key)
    guard let bool = value.bool else { throw .reportExpects("true or false", value) }
    return bool
  }

  func integer(_ key: String, _ range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    try ReportFields.integer(value(key), range)
  }

  func optionalInteger(_ key: String, _ range: ClosedRange<Int>) throws(Diagnostic) -> Int? {
    guard let value = try optional(key) else { return nil }
    return try ReportFields.integer(value, range)
  }

  private static func integer(_ node: Node, _ range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    guard let integer = node.integer, range.contains(Int(integer)) else {
      throw .reportExpects("a whole number from \(range.lowerBound) to \(range.upperBound)", node)
    }
    return Int(integer)
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String) throws(Diagnostic) -> Word {
    try ReportFields.word(value(key))
  }

  func optionalWord<Word: RawRepresentable<String> & CaseIterable>(_ key: String) throws(Diagnostic) -> Word? {
    guard let value = try optional(key) else { return nil }
    return try ReportFields.word(value)
  }

  static func word<Word: RawRepresentable<String> & CaseIterable>(_ node: Node) throws(Diagnostic) -> Word {
    let text = try text(node)
    for word in Word.allCases where sameBytes(word.rawValue, text) { return word }
    throw .reportHasUnknownWord(text, among: Word.allCases.map(\.rawValue), node)
  }

  /// `sha256:` and 64 digits.
  func digest(_ key: String) throws(Diagnostic) -> Digest {
    let value = try value(key)
    let prefix = "sha256:"
    guard let text = value.text, text.utf8.starts(with: prefix.utf8),
      let digest = Digest(hex: String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    else { throw .reportExpects("sha256: and 64 digits", value) }
    return digest
  }
}

extension Diagnostic {
  static func reportExpects(_ what: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "report.malformed", "\(what) is expected here in a gonogo report, and this is \(node.kindName)",
      at: node.range)
  }

  static func reportLacks(_ key: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "report.malformed", "this object of a gonogo report lacks '\(key)'", at: node.range)
  }

  static func reportHasUnknownWord(_ word: String, among words: [String], _ node: Node) -> Diagnostic {
    Diagnostic(
      .error, id: "report.malformed",
      "'\(oneLine(word, limit: 80))' is none of the words that stand here in a gonogo report",
      at: node.range,
      notes: [Note("the words are: \(words.joined(separator: ", "))")], fix: didYouMean(word, among: words))
  }
}
