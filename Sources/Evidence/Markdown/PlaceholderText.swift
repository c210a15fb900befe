import Diagnostics

/// Tells words that stand where a text should be from a text: `[More Information Needed]`, `TBD`, `{{ model_summary }}`.
///
/// Values of the manifest and of artifacts are held against `rubrics/placeholders.yaml`; documents have these words in
/// the middle of other text, so they are looked for here.
enum PlaceholderText {
  /// Whether a value, without its label and marks of emphasis, is nothing but a placeholder.
  static func isPlaceholder(_ value: ArraySlice<UInt8>) -> Bool {
    let text = bare(value)
    guard let first = text.first, let last = text.last else { return false }
    if words.contains(text) { return true }
    if text.starts(with: "{{"), text.suffix(2).starts(with: "}}") { return true }
    // The Hub's old template links its placeholders to how they should be filled in.
    if last == UInt8(ascii: ")"), phrases.begins(text), let close = text.firstIndex(of: UInt8(ascii: "]")) {
      let rest = text[(close + 1)...]
      if rest.first == UInt8(ascii: "("), rest.dropLast().allSatisfy({ $0 > 0x20 && $0 != UInt8(ascii: ")") }) {
        return true
      }
    }
    let isBracketed =
      first == UInt8(ascii: "[") && last == UInt8(ascii: "]") || first == UInt8(ascii: "<") && last == UInt8(ascii: ">")
    guard isBracketed, text.count <= 200 else { return false }
    let inner = bare(text.dropFirst().dropLast())
    // An HTML element or a link's text is none.
    if inner.contains(where: isBracket) { return false }
    return words.contains(inner) || fields.contains(inner) || openings.begins(inner)
  }

  /// How often `[More Information Needed]` and its like stand in a line.
  static func occurrences(in line: ArraySlice<UInt8>) -> Int {
    var count = 0
    for start in line.indices where line[start] == UInt8(ascii: "[") {
      // None of them has another bracket in it, so that they do not overlap.
      if phrases.begins(line[start...]) { count += 1 }
    }
    return count
  }

  /// Whether a line is one of those that the Hub's template comes with: it says nothing about this model.
  static func isBoilerplate(_ line: ArraySlice<UInt8>) -> Bool { boilerplate.begins(line.trimmed) }

  /// Without emphasis, quotes and the full stop.
  private static func bare(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isMark(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "~"), UInt8(ascii: "\""),
        UInt8(ascii: "'"), 0x20, 0x09, 0x0D:
        true
      default: false
      }
    }
    var bytes = value.drop(while: isMark)
    while let last = bytes.last, isMark(last) || last == UInt8(ascii: ".") && bytes.count > 3 { bytes.removeLast() }
    return bytes
  }

  private static func isBracket(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
      UInt8(ascii: ")"):
      true
    default: false
    }
  }

  private static let phrases = FoldedWords([
    "[more information needed]", "[needs more information]", "[more info needed]", "[tbd]", "[todo]",
  ])

  private static let words = FoldedWords([
    "more information needed", "needs more information", "more info needed", "tbd", "tba", "tbc", "todo", "to do",
    "to-do", "fixme", "wip", "coming soon", "work in progress", "to be defined", "to be decided", "to be determined",
    "to be completed", "to be filled", "to be filled in", "to be added", "to be done", "to be announced",
    "to be confirmed", "to be provided", "fill in", "fill me in", "fill this in", "please fill in", "insert here",
    "insert text here", "your text here", "describe here", "description here", "write here", "change me", "n/a", "n.a",
    "not available", "not known", "not specified", "not provided", "unknown", "placeholder", "lorem ipsum", "xxx",
    "???",
    "...", "…",
  ])

  /// Words that are placeholders in brackets only.
  private static let fields = FoldedWords([
    "name", "your name", "date", "owner", "email", "link", "url", "project name", "optional", "text", "description",
    "version", "number", "value", "team", "model name", "yyyy-mm-dd",
  ])

  private static let openings = FoldedWords([
    "insert ", "describe ", "your ", "fill in", "add ", "todo", "tbd", "enter ", "replace ", "please ", "write ",
    "e.g.",
  ])

  private static let boilerplate = FoldedWords([
    "users (both direct and downstream) should be made aware of the risks, biases and limitations of the model",
    "users should be made aware of the risks, biases and limitations of the dataset",
    "use the code below to get started with the model",
    "carbon emissions can be estimated using the [machine learning impact calculator]",
    "[machine learning impact calculator]",
    "this model card aims to be a base template for new models",
    "this modelcard aims to be a base template for new models",
  ])
}

/// Words in lower case that bytes are held against, whatever the case of their ASCII letters.
struct FoldedWords: Sendable {
  /// By the first byte: most texts differ in it from all words.
  private let byFirst: [[[UInt8]]]

  init(_ words: [String]) {
    var byFirst = [[[UInt8]]](repeating: [], count: 256)
    for word in words {
      let bytes = Array(word.utf8)
      if let first = bytes.first { byFirst[Int(first)].append(bytes) }
    }
    self.byFirst = byFirst
  }

  /// Whether the bytes are one of the words.
  func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    return byFirst[Int(asciiLowercased(first))].contains { $0.count == bytes.count && isStart($0, of: bytes) }
  }

  /// Whether the bytes begin with one of the words.
  func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    return byFirst[Int(asciiLowercased(first))].contains { $0.count <= bytes.count && isStart($0, of: bytes) }
  }

  /// Whether one of the words stands somewhere in a text that is in lower case already.
  func occur(in text: String) -> Bool {
    let bytes = text.utf8.span
    for index in bytes.indices {
      for word in byFirst[Int(bytes[index])] where bytes.has(word.span, at: index) { return true }
    }
    return false
  }

  private func isStart(_ word: [UInt8], of bytes: ArraySlice<UInt8>) -> Bool {
    for index in word.indices where asciiLowercased(bytes[bytes.startIndex + index]) != word[index] { return false }
    return true
  }
}
