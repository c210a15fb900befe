import Testing

/// A page read back, strictly: every `<` must begin a tag that reports write, and every tag must be closed.
struct ReadPage {
  struct Tag {
    var name: String
    var attributes: [String: String]
  }

  var tags: [Tag] = []
  /// The text outside of tags, style and script, as written (escaped).
  var text = ""
  /// What stands inside style and script.
  var assets: [String: String] = [:]
  var problems: [String] = []

  private static let void: Set<String> = ["meta", "link", "input", "br", "img"]

  init(_ bytes: [UInt8]) {
    var open: [String] = []
    var at = 0
    func end(of byte: UInt8, from start: Int) -> Int { bytes[start...].firstIndex(of: byte) ?? bytes.count }
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        let next = end(of: UInt8(ascii: "<"), from: at)
        text += String(decoding: bytes[at..<next], as: UTF8.self)
        at = next
        continue
      }
      let close = end(of: UInt8(ascii: ">"), from: at)
      let inner = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
      at = min(close + 1, bytes.count)
      if inner == "!doctype html" { continue }
      if inner.utf8.first == UInt8(ascii: "/") {
        if open.popLast() != String(inner.dropFirst()) { problems.append("</\(inner)> closes nothing") }
        continue
      }
      let tag = Self.tag(inner)
      tags.append(tag)
      if !Self.void.contains(tag.name) { open.append(tag.name) }
      if tag.name == "style" || tag.name == "script" {
        let next = end(of: UInt8(ascii: "<"), from: at)
        assets[tag.name] = String(decoding: bytes[at..<next], as: UTF8.self)
        at = next
      }
    }
    if !open.isEmpty { problems.append("not closed: \(open)") }
  }

  private static func tag(_ inner: String) -> Tag {
    let name = inner.utf8.prefix { $0 != 0x20 }
    var attributes: [String: String] = [:]
    var rest = inner.utf8.dropFirst(name.count)
    while !rest.isEmpty {
      rest = rest.drop { $0 == 0x20 }
      let key = rest.prefix { $0 != 0x20 && $0 != UInt8(ascii: "=") }
      rest = rest.dropFirst(key.count)
      var value = ""
      if rest.starts(with: "=\"".utf8) {
        let quoted = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }
        value = String(decoding: quoted, as: UTF8.self)
        rest = rest.dropFirst(quoted.count + 3)
      }
      if !key.isEmpty { attributes[String(decoding: key, as: UTF8.self)] = value }
    }
    return Tag(name: String(decoding: name, as: UTF8.self), attributes: attributes)
  }

  /// The values of an attribute, in order.
  func values(_ attribute: String) -> [String] { tags.compactMap { $0.attributes[attribute] } }
}
