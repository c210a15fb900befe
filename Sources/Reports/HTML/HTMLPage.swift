import Diagnostics

/// A page in the making: what is listed is written, in that order. It is the one place where markup characters are made
/// and where text is escaped: elements and attributes are cases that the compiler checks, every text passes the same
/// escape, and there is no way to write ready-made markup.
///
/// ```swift
/// page.tag(.p, .class("soft")) {
///   page.text("Found: ")
///   page.outside(rule.message)
/// }
/// ```
class HTMLPage {
  private let output: TextBuffer

  init(output: ReportOutput) {
    self.output = TextBuffer(output)
  }

  /// A part of a page that writes where the page has come to.
  init(continuing page: HTMLPage) {
    output = page.output
  }

  /// Hands on what is left.
  final func finish() { output.flush() }

  /// A whole document, with its doctype.
  final func document(_ content: () -> Void) {
    output.append("<!doctype html>\n")
    content()
    output.append(0x0A)
  }

  /// An element; what stands in it is what the closure writes.
  final func tag(_ tag: HTMLTag, _ attributes: HTMLAttribute..., content: () -> Void = {}) {
    self.tag(tag, attributes, content: content)
  }

  /// An element with a list of attributes.
  final func tag(_ tag: HTMLTag, _ attributes: [HTMLAttribute], content: () -> Void) {
    open(tag.rawValue, attributes)
    // A parser drops a line feed right after <pre>.
    if tag == .pre { output.append(0x0A) }
    content()
    close(tag.rawValue)
    if tag.endsLine { output.append(0x0A) }
  }

  /// An element that has no end tag.
  final func void(_ tag: HTMLVoidTag, _ attributes: HTMLAttribute...) {
    open(tag.rawValue, attributes)
  }

  /// Text, escaped.
  final func text(_ text: String) {
    output.append(text, escapedFor: HTMLText.self)
  }

  /// A whole number as it is.
  final func text(_ number: Int) {
    output.append(decimal: number)
  }

  /// The style or the script of the page, checked and hashed.
  final func asset(_ asset: InlineAsset) {
    open(asset.kind.rawValue, [])
    output.append(verbatim: asset.text)
    close(asset.kind.rawValue)
  }

  private func open(_ name: String, _ attributes: [HTMLAttribute]) {
    if attributes.isEmpty { return output.append(.init("<"), name: name, .init(">")) }
    output.append(.init("<"), name: name, .init())
    for attribute in attributes {
      guard let value = attribute.value else {
        output.append(.init(" "), name: attribute.name, .init())
        continue
      }
      output.append(.init(" "), name: attribute.name, .init("=", "\""))
      output.append(value, escapedFor: HTMLAttributeText.self)
      output.append(UInt8(ascii: "\""))
    }
    output.append(UInt8(ascii: ">"))
  }

  private func close(_ name: String) {
    output.append(.init("<", "/"), name: name, .init(">"))
  }
}

/// Escapes markup, and shows what could act on a reader's eye or a parser: control characters, bidirectional overrides
/// and what is no character at all become `\u{…}`. Quotes mean nothing between tags, and there are many in a report.
enum HTMLText: TextEscaping {
  /// Printable ASCII that means nothing in markup.
  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): false
    default: (0x20..<0x7F).contains(byte)
    }
  }

  static func arePlain(_ bytes: EightBytes) -> Bool {
    // `<` and `>` differ in one bit.
    bytes.without(UInt8(ascii: "&")).without(UInt8(ascii: "<"), ignoring: 0x02).arePlain
  }

  static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default:
      isHarmful(scalar) || isNoncharacter(scalar)
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : nil
    }
  }

  private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
  }
}

/// The same in the value of an attribute, which a quote would end, and where line feeds and tabs would become spaces.
enum HTMLAttributeText: TextEscaping {
  static func isPlain(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'") && HTMLText.isPlain(byte)
  }

  static func arePlain(_ bytes: EightBytes) -> Bool {
    // `&` and `'` differ in one bit, and so do `<` and `>`.
    bytes.without(UInt8(ascii: "\"")).without(UInt8(ascii: "&"), ignoring: 0x01)
      .without(UInt8(ascii: "<"), ignoring: 0x02).arePlain
  }

  static func replacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "&quot;"
    case "'": "&#39;"
    case "\n": "&#10;"
    case "\t": "&#9;"
    default: HTMLText.replacement(scalar)
    }
  }
}
