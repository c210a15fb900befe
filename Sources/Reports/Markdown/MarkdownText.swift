import Diagnostics

/// A line of text from outside, inert already, as Markdown that shows it as it is: no markup, no HTML, no table cell, no
/// link, and no mention of a person or an issue, which services look for in what Markdown has become.
func markdown(_ line: String) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(line.utf8.count + 16)
  let utf8 = line.utf8.span
  for index in utf8.indices {
    let byte = utf8[index]
    let next = index + 1 < utf8.count ? utf8[index + 1] : 0
    switch byte {
    case UInt8(ascii: "<"): bytes += "&lt;".utf8
    case UInt8(ascii: ">"): bytes += "&gt;".utf8
    case UInt8(ascii: "&"): bytes += "&amp;".utf8
    case _ where isEscaped(byte):
      bytes += [UInt8(ascii: "\\"), byte]
      if beginsReference(byte), isWordByte(next) { bytes += zeroWidthSpace }
    case _ where beginsReference(byte) && isWordByte(next): bytes += [byte] + zeroWidthSpace
    // Without these two, an address would become a link.
    case UInt8(ascii: "/") where bytes.last == UInt8(ascii: ":"): bytes += "\\/".utf8
    case UInt8(ascii: ".") where bytes.suffix(3).elementsEqual("www".utf8): bytes += "\\.".utf8
    default: bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// Code in Markdown: between more backticks than stand in it in a row.
///
/// - Parameter isInTable: a bar ends a table's cell even within code, where it cannot be escaped in a way that all readers
///   share: what has one is written as text.
func markdownCode(_ line: String, isInTable: Bool) -> String {
  if isInTable, line.utf8.contains(UInt8(ascii: "|")) { return markdown(line) }
  let backtick = UInt8(ascii: "`")
  var longest = 0
  var run = 0
  for byte in line.utf8 {
    run = byte == backtick ? run + 1 : 0
    longest = max(longest, run)
  }
  let fence = String(repeating: "`", count: longest + 1)
  let touches = line.utf8.first == backtick || line.utf8.last == backtick
  return touches ? "\(fence) \(line) \(fence)" : fence + line + fence
}

private let zeroWidthSpace = Array("\u{200B}".utf8)

private func isEscaped(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["),
    UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"),
    UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "^"):
    true
  default: false
  }
}

/// The signs by which GitHub and GitLab find people, issues, merge requests, labels, milestones and snippets.
private func beginsReference(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "%"),
    UInt8(ascii: "$"), UInt8(ascii: "^"):
    true
  default: false
  }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "\""), UInt8(ascii: "{"): true
  default: byte >= 0x80
  }
}
