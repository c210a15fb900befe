import CEL
import Diagnostics

/// A text from outside as OSCAL's `string`: one line, not empty, no white space of any kind at its ends.
func oscalString(_ text: String, limit: Int) -> String {
  let line = oneLine(text, limit: limit)
  if let first = line.utf8.first, let last = line.utf8.last, first < 0x80, last < 0x80 { return line }
  var scalars = line.unicodeScalars[...]
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return scalars.isEmpty ? "–" : String(scalars)
}

/// A text from outside as OSCAL's `markup-line`, which is Markdown that knows HTML, links and insertions: without them.
func oscalMarkup(_ text: String, limit: Int) -> String {
  let line = oscalString(text, limit: limit)
  let utf8 = line.utf8.span
  var first = 0
  while first < utf8.count, !meansMarkup(utf8[first]) { first += 1 }
  guard first < utf8.count else { return line }
  var bytes = Array(line.utf8.prefix(first))
  for byte in line.utf8.dropFirst(first) {
    if meansMarkup(byte) { bytes.append(UInt8(ascii: "\\")) }
    bytes.append(byte)
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func meansMarkup(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"),
    UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "{"):
    true
  default: false
  }
}

/// A name as OSCAL's `token`: a letter or `_`, then letters, digits, `.`, `-` and `_`. One that has to be changed for that
/// ends with a part of its digest, so that two names never become the same token.
func oscalToken(_ name: String) -> String {
  var bytes: [UInt8] = []
  for byte in name.utf8.prefix(150) {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): bytes.append(byte)
    case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"):
      if bytes.isEmpty { bytes.append(UInt8(ascii: "_")) }
      bytes.append(byte)
    default: bytes.append(UInt8(ascii: "_"))
    }
  }
  if !bytes.isEmpty, bytes.elementsEqual(name.utf8) { return name }
  let digest = Digest.sha256(of: Array(name.utf8)).hex.utf8.prefix(12)
  return String(decoding: bytes + "_".utf8 + digest, as: UTF8.self)
}

/// A day as the time at which it begins, or as the last second of it; nil for what is no day that OSCAL knows.
func oscalTime(day: String?, atItsEnd: Bool = false) -> String? {
  guard let day, let begin = try? Timestamp.parseDate(day) else { return nil }
  // Its pattern takes the years from 1900 to 2999.
  let date = begin.dateDescription
  guard date.utf8.first == UInt8(ascii: "2") || date.utf8.prefix(2).elementsEqual("19".utf8) else { return nil }
  return date + (atItsEnd ? "T23:59:59Z" : "T00:00:00Z")
}
