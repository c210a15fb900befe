public import CEL

/// What a text stands for (`format`): some become values of their own for rules, all are checked.
public enum TextFormat: String, Sendable, CaseIterable {
  /// A day: `2026-11-21`. Rules see 00:00 UTC.
  case date
  /// A point in time, RFC 3339: `2026-11-21T09:30:00Z`.
  case dateTime = "date-time"
  /// A length of time, ISO 8601: `P90D`, `PT30M`, `P2Y`.
  case duration
  /// An absolute URI, RFC 3986.
  case uri
  /// An address for mail.
  case email
  /// A file below the project's root, by its relative path.
  case documentPath = "document-path"

  /// What it is called in messages.
  var noun: String {
    switch self {
    case .date: "a date"
    case .dateTime: "a point in time"
    case .duration: "a length of time"
    case .uri: "a URI"
    case .email: "an email address"
    case .documentPath: "the path of a document"
    }
  }

  /// One that is right.
  var example: String {
    switch self {
    case .date: "2026-11-21"
    case .dateTime: "2026-11-21T09:30:00Z"
    case .duration: "P90D"
    case .uri: "https://example.com/churn"
    case .email: "anna@example.com"
    case .documentPath: "docs/test-plan.md"
    }
  }

  /// The type that rules see.
  var celType: CELType {
    switch self {
    case .date, .dateTime: .timestamp
    case .duration: .duration
    case .uri, .email, .documentPath: .string
    }
  }

  /// What rules see; nil where the text is not of this format, from its first byte to its last.
  public func value(of text: String) -> Value? {
    switch self {
    case .date: (try? Timestamp.parseDate(text)).map { .timestamp($0) }
    case .dateTime: (try? Timestamp.parse(text)).map { .timestamp($0) }
    case .duration: isoDuration(text).map { .duration($0) }
    case .uri: isURI(text) ? .string(text) : nil
    case .email: isEmail(text) ? .string(text) : nil
    case .documentPath: isPath(text) ? .string(text) : nil
    }
  }
}

/// An ISO 8601 duration. CEL's own reading refuses years and months, because they have no fixed length; a manifest
/// states horizons and retention in them (`P3Y`), so that here a year counts as 365 days and a month as 30.
private func isoDuration(_ text: String) -> Duration? {
  var rest = Array(text.utf8)[...]
  guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
  var days: Int64 = 0
  for (designator, length) in [(UInt8(ascii: "Y"), Int64(365)), (UInt8(ascii: "M"), 30)] {
    let digits = rest.prefix(while: isDigit)
    guard rest.dropFirst(digits.count).first == designator else { continue }
    // Six digits are more years than a duration can hold.
    guard (1...6).contains(digits.count), let count = Int64(String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    days += count * length
    rest = rest.dropFirst(digits.count + 1)
  }
  let (nominal, overflow) = days.multipliedReportingOverflow(by: 86_400_000_000_000)
  guard !overflow else { return nil }
  if rest.isEmpty { return Duration(nanoseconds: nominal) }
  guard let exact = try? Duration.parseISO8601("P" + String(decoding: rest, as: UTF8.self)) else { return nil }
  let (sum, overflows) = nominal.addingReportingOverflow(exact.nanoseconds)
  return overflows ? nil : Duration(nanoseconds: sum)
}

/// RFC 3986, the outline: a scheme, a colon, something after it, and only characters that a URI may have.
private func isURI(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count, isLetter(bytes[0])
  else { return false }
  let isScheme = bytes[..<colon].allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
  guard isScheme else { return false }
  var index = colon + 1
  while index < bytes.count {
    let byte = bytes[index]
    if byte == UInt8(ascii: "%") {
      guard index + 2 < bytes.count, isHexDigit(bytes[index + 1]), isHexDigit(bytes[index + 2]) else { return false }
      index += 3
    } else {
      guard isLetter(byte) || isDigit(byte) || "-._~:/?#[]@!$&'()*+,;=".utf8.contains(byte) else { return false }
      index += 1
    }
  }
  return true
}

/// One `@` with a name before it and a dotted host behind it; no blanks.
private func isEmail(_ text: String) -> Bool {
  let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
  guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].count), isClean(text) else { return false }
  guard !text.utf8.contains(where: { $0 == 0x20 || "<>(),;:\"[]\\".utf8.contains($0) }) else { return false }
  let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  return labels.allSatisfy { label in
    guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
    let hyphen = UInt8(ascii: "-")
    return first != hyphen && last != hyphen
      && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen || $0 >= 0x80 }
  }
}

/// Anything that a file may be called. Whether it is there, and below the root, is for the caller's eyes.
private func isPath(_ text: String) -> Bool { !text.utf8.isEmpty && isClean(text) }

private func isClean(_ text: String) -> Bool { !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
private func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
