import Diagnostics

/// Writes a tree of `HTMLNode`s as UTF-8: the one place where markup characters are made, and where text is escaped.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  /// The bytes of a whole document, with its doctype.
  static func document(_ root: HTMLNode) -> [UInt8] {
    var writer = HTMLWriter()
    writer.bytes.reserveCapacity(1024 * 1024)
    writer.raw("<!doctype html>\n")
    writer.write(root)
    writer.raw("\n")
    return writer.bytes
  }

  /// Writes a node and all below it.
  mutating func write(_ node: HTMLNode) {
    switch node {
    case .text(let text):
      escape(text, inAttribute: false)
    case .group(let nodes):
      for node in nodes { write(node) }
    case .void(let tag, let attributes):
      open(tag.rawValue, attributes)
    case .asset(let asset):
      raw("<\(asset.kind.rawValue)>")
      raw(asset.text)
      raw("</\(asset.kind.rawValue)>")
    case .element(let tag, let attributes, let children):
      open(tag.rawValue, attributes)
      // A parser drops a line feed right after <pre>.
      if tag == .pre { raw("\n") }
      for child in children { write(child) }
      bytes.append(UInt8(ascii: "<"))
      bytes.append(UInt8(ascii: "/"))
      raw(tag.rawValue)
      bytes.append(UInt8(ascii: ">"))
      if tag.endsLine { bytes.append(0x0A) }
    }
  }

  private mutating func open(_ name: String, _ attributes: [HTMLAttribute]) {
    bytes.append(UInt8(ascii: "<"))
    raw(name)
    for attribute in attributes {
      bytes.append(0x20)
      raw(attribute.name)
      guard let value = attribute.value else { continue }
      bytes.append(UInt8(ascii: "="))
      bytes.append(UInt8(ascii: "\""))
      escape(value, inAttribute: true)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func raw(_ text: String) {
    bytes.append(text: text)
  }

  /// Escapes markup, and shows what could act on a reader's eye or a parser: control characters, bidirectional
  /// overrides and what is no character at all become `\u{…}`.
  private mutating func escape(_ text: String, inAttribute: Bool) {
    bytes.append(text: text, isPlain: isPlain) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "\n" where inAttribute: "&#10;"
      case "\t" where inAttribute: "&#9;"
      default:
        isHarmful(scalar) || isNoncharacter(scalar)
          ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : nil
      }
    }
  }
}

/// Printable ASCII that means nothing in markup.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
  default: (0x20..<0x7F).contains(byte)
  }
}

private func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
}

extension HTMLTag {
  /// Whether a line feed after the element changes nothing that anybody sees; it keeps lines short for people.
  fileprivate var endsLine: Bool {
    switch self {
    case .head, .body, .title, .main, .article, .section, .header, .footer, .nav, .h1, .h2, .h3, .h4, .h5, .p, .div,
      .ul, .ol, .li, .dl, .dd, .table, .caption, .thead, .tbody, .tr, .details, .summary, .form, .fieldset, .pre:
      true
    default: false
    }
  }
}
