/// Tells words that stand where a text should be from a text: `[More Information Needed]`, `TBD`, `{{ model_summary }}`.
///
/// Values of the manifest and of artifacts are held against `rubrics/placeholders.yaml`; documents have these words in
/// the middle of other text, so they are looked for here.
enum PlaceholderText {
  /// Whether a value, without its label and marks of emphasis, is nothing but a placeholder.
  static func isPlaceholder(_ value: String) -> Bool {
    let text = bare(value)
    if text.isEmpty { return false }
    if words.contains(where: { text.hasBytes($0) }) { return true }
    if text.startsWithBytes("{{"), text.endsWithBytes("}}") { return true }
    let isBracketed =
      text.startsWithBytes("[") && text.endsWithBytes("]") || text.startsWithBytes("<") && text.endsWithBytes(">")
    guard isBracketed, text.utf8.count <= 200 else { return false }
    let inner = bare(String(Substring(text.utf8.dropFirst().dropLast())))
    // An HTML element or a link's text is none.
    if inner.utf8.contains(where: { "[]<>()".utf8.contains($0) }) { return false }
    return (words + fields).contains { inner.hasBytes($0) } || openings.contains { inner.startsWithBytes($0) }
  }

  /// How often `[More Information Needed]` and its like stand in a line.
  static func occurrences(in line: String) -> Int {
    guard line.utf8.contains(UInt8(ascii: "[")) else { return 0 }
    let bytes = Array(asciiLowercased(line).utf8)
    var count = 0
    for phrase in ["[more information needed]", "[needs more information]", "[more info needed]", "[tbd]", "[todo]"] {
      let wanted = Array(phrase.utf8)
      var from = 0
      while let start = bytes[from...].firstIndex(of: wanted[0]) {
        guard start + wanted.count <= bytes.count else { break }
        if bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
          count += 1
          from = start + wanted.count
        } else {
          from = start + 1
        }
      }
    }
    return count
  }

  /// Whether a line is one of those that the Hub's template comes with: it says nothing about this model.
  static func isBoilerplate(_ line: String) -> Bool {
    let text = asciiLowercased(line.trimmed)
    return boilerplate.contains { text.startsWithBytes($0) }
  }

  /// Lower case, without emphasis, quotes and the full stop.
  private static func bare(_ value: String) -> String {
    func isMark(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "~"), UInt8(ascii: "\""),
        UInt8(ascii: "'"), 0x20, 0x09, 0x0D:
        true
      default: false
      }
    }
    var bytes = Array(asciiLowercased(value).utf8)[...]
    while let first = bytes.first, isMark(first) { bytes.removeFirst() }
    while let last = bytes.last, isMark(last) || last == UInt8(ascii: ".") && bytes.count > 3 {
      bytes.removeLast()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let words = [
    "more information needed", "needs more information", "more info needed", "tbd", "tba", "tbc", "todo", "to do",
    "to-do", "fixme", "wip", "coming soon", "work in progress", "to be defined", "to be decided", "to be determined",
    "to be completed", "to be filled", "to be filled in", "to be added", "to be done", "to be announced",
    "to be confirmed", "to be provided", "fill in", "fill me in", "fill this in", "please fill in", "insert here",
    "insert text here", "your text here", "describe here", "description here", "write here", "change me", "n/a", "n.a",
    "not available", "not known", "not specified", "not provided", "unknown", "placeholder", "lorem ipsum", "xxx",
    "???",
    "...", "…",
  ]

  /// Words that are placeholders in brackets only.
  private static let fields = [
    "name", "your name", "date", "owner", "email", "link", "url", "project name", "optional", "text", "description",
    "version", "number", "value", "team", "model name", "yyyy-mm-dd",
  ]

  private static let openings = [
    "insert ", "describe ", "your ", "fill in", "add ", "todo", "tbd", "enter ", "replace ", "please ", "write ",
    "e.g.",
  ]

  private static let boilerplate = [
    "users (both direct and downstream) should be made aware of the risks, biases and limitations of the model",
    "use the code below to get started with the model",
    "carbon emissions can be estimated using the [machine learning impact calculator]",
    "[machine learning impact calculator]",
    "this model card aims to be a base template for new models",
    "this modelcard aims to be a base template for new models",
  ]
}
