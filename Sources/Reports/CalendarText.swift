import CEL

/// A day written `2026-11-21` as people read it: `21 November 2026`. Any other text stays as it is.
func dayInWords(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let hyphen = UInt8(ascii: "-")
  guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen, let year = digits(bytes[0..<4]),
    let month = digits(bytes[5..<7]), let day = digits(bytes[8..<10]), (1...12).contains(month), (1...31).contains(day)
  else { return text }
  let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  return "\(day) \(months[month - 1]) \(year)"
}

private func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
  guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

extension Timestamp {
  /// The UTC day, as people read it.
  var dayInWords: String { Reports.dayInWords(dateDescription) }

  /// `2026-11-21T09:30:00`, without a zone and a fraction, as JUnit's stricter schema wants it.
  var withoutZone: String { String(decoding: description.utf8.prefix(19), as: UTF8.self) }
}
