import Diagnostics
import Documents

/// One file as the build embeds it: its text, its digest, and its trees where it is YAML or JSON.
struct EmbeddedSource {
  var path: String
  var text: String
  var digest: String
  var prepared: [UInt8]

  init(path: String, text: String) throws(EmbedError) {
    // A multi-line literal would read CR LF as LF, and the text would not be the file's.
    guard !text.utf8.contains(0x0D) else { throw EmbedError(description: "\(path) has a carriage return") }
    let file = SourceFile(path: path, text: text)
    self.path = path
    self.text = text
    digest = file.digest.hex
    prepared = try Self.prepared(file)
  }

  /// The file as an element of the generated array.
  var literal: String {
    let fence = String(repeating: "#", count: Self.longestFence(in: text) + 1)
    return """
        EmbeddedFile(path: "\(path)", content: EmbeddedText(text: \(fence)\"""
      \(text)
      \"""\(fence), digest: "\(digest)", prepared: "\(Self.escaped(prepared))")),

      """
  }

  /// The trees of a file. A built-in file about which reading has anything to say breaks the build.
  private static func prepared(_ file: SourceFile) throws(EmbedError) -> [UInt8] {
    let isJSON = file.path.hasSuffix(".json")
    guard isJSON || file.path.hasSuffix(".yaml") else { return [] }
    let document = isJSON ? Document.json(file) : .yaml(file)
    if let form = document.preparedForm(isJSON: isJSON) { return form }
    throw EmbedError(description: document.diagnostics.map { $0.rendered() }.joined(separator: "\n"))
  }

  /// Bytes as they stand between the quotes of a literal. Those from 128 on belong to texts and are valid UTF-8.
  private static func escaped(_ bytes: [UInt8]) -> String {
    var escaped: [UInt8] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): escaped += [UInt8(ascii: "\\"), byte]
      case ..<0x20, 0x7F: escaped += Array("\\u{\(String(byte, radix: 16))}".utf8)
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The longest run of `#` in the text: one more than that ends a literal.
  private static func longestFence(in text: String) -> Int {
    var longest = 0
    var current = 0
    for byte in text.utf8 {
      current = byte == UInt8(ascii: "#") ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
