import Synchronization

/// The time zones that accessors such as `getHours('Europe/Rome')` can be given: `UTC`, a fixed `+02:00`, or a name of
/// the IANA database as the system has it. A zone is read once and kept.
final class TimeZones: Sendable {
  private let directory: String
  private let known = Mutex<[String: TimeZone]>([:])

  /// Zones from a folder of TZif files.
  init(directory: String = "/usr/share/zoneinfo") { self.directory = directory }

  /// How many seconds east of UTC clocks are in a zone at a point in time.
  func offset(of zone: String, at timestamp: Timestamp) throws(EvaluationError) -> Int64 {
    if zone.isEmpty || zone == "UTC" { return 0 }
    if let fixed = Self.fixedOffset(zone) { return fixed }
    if let found = known.withLock({ $0[zone] }) { return found.offset(at: timestamp.seconds) }
    guard Self.isName(zone), let bytes = readFile(directory + "/" + zone, limit: 1 << 20),
      let found = TimeZone(tzif: bytes)
    else { throw EvaluationError(.invalidArgument, "unknown time zone \(quotedExcerpt(zone))") }
    known.withLock { known in
      // There are some six hundred names; whatever invents more gets no memory for it.
      if known.count < 1000 { known[zone] = found }
    }
    return found.offset(at: timestamp.seconds)
  }

  /// `+HH:MM`, `-H:MM` or `HH:MM`, in seconds.
  private static func fixedOffset(_ text: String) -> Int64? {
    var scanner = TextScanner(text)
    let sign: Int64 = scanner.take("-") ? -1 : 1
    if sign > 0 { _ = scanner.take("+") }
    guard let hours = scanner.takeNumber(digits: 2) ?? scanner.takeNumber(digits: 1), scanner.take(":"),
      let minutes = scanner.takeNumber(digits: 2), minutes < 60, scanner.isAtEnd
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  /// Whether a name is that of a zone and of no file elsewhere: plain words with `/` between them. `localtime` and
  /// `posixrules` are what the machine makes of them, and an answer must not depend on that.
  private static func isName(_ text: String) -> Bool {
    guard text.utf8.count <= 64, text != "localtime", text != "posixrules" else { return false }
    return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty
        && word.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
          default: false
          }
        }
    }
  }
}

/// The offsets of one zone over time.
struct TimeZone: Sendable {
  /// From when on (seconds since 1970) which offset (seconds east of UTC) holds, ascending.
  private var transitions: [(from: Int64, offset: Int64)] = []
  /// What holds before the first transition.
  private var first: Int64 = 0
  /// What holds after the last one.
  private var rule: TimeZoneRule?

  /// What clocks show at a point in time, in seconds east of UTC.
  func offset(at seconds: Int64) -> Int64 {
    guard let last = transitions.last, let earliest = transitions.first else {
      return rule?.offset(at: seconds) ?? first
    }
    if seconds >= last.from, let rule { return rule.offset(at: seconds) }
    if seconds < earliest.from { return first }
    var low = 0
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if transitions[middle].from <= seconds { low = middle } else { high = middle }
    }
    return transitions[low].offset
  }

  /// A zone from the bytes of a TZif file (RFC 8536), its second part with 64-bit times where there is one. Files that
  /// count leap seconds are refused: timestamps do not.
  init?(tzif bytes: [UInt8]) {
    guard let old = Header(bytes, at: 0) else { return nil }
    var header = old
    if old.version >= 2 {
      guard let second = Header(bytes, at: old.end(timeSize: 4)) else { return nil }
      header = second
    }
    let timeSize = old.version >= 2 ? 8 : 4
    guard header.leapCount == 0, header.typeCount > 0, header.end(timeSize: timeSize) <= bytes.count else { return nil }
    let indices = header.start + header.timeCount * timeSize
    let types = indices + header.timeCount
    let offsets = (0..<header.typeCount).map { Int64(Int32(truncatingIfNeeded: bytes.number(at: types + $0 * 6, 4))) }
    for index in 0..<header.timeCount {
      let type = Int(bytes[indices + index])
      guard type < offsets.count else { return nil }
      let time = bytes.number(at: header.start + index * timeSize, timeSize)
      let from = timeSize == 8 ? time : Int64(Int32(truncatingIfNeeded: time))
      if let last = transitions.last, last.from >= from { return nil }
      transitions.append((from, offsets[type]))
    }
    first = offsets[0]
    if old.version >= 2 {
      // The footer: the rule for the time after the last transition, between two line feeds.
      let footer = bytes[header.end(timeSize: timeSize)...]
      guard footer.first == 0x0A else { return nil }
      let text = footer.dropFirst().prefix { $0 != 0x0A }
      if !text.isEmpty {
        guard let parsed = TimeZoneRule(String(decoding: text, as: UTF8.self)) else { return nil }
        rule = parsed
      }
    }
  }

  private struct Header {
    var version: Int
    var start: Int
    var utCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

    init?(_ bytes: [UInt8], at offset: Int) {
      guard offset + 44 <= bytes.count, bytes[offset..<offset + 4].elementsEqual("TZif".utf8) else { return nil }
      let byte = bytes[offset + 4]
      version = byte == 0 ? 1 : Int(byte) - 0x30
      let counts = (0..<6).map { Int(bytes.number(at: offset + 20 + $0 * 4, 4)) }
      guard counts.allSatisfy({ $0 <= bytes.count }) else { return nil }
      (utCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
      (timeCount, typeCount, characterCount) = (counts[3], counts[4], counts[5])
      start = offset + 44
    }

    func end(timeSize: Int) -> Int {
      start + timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + standardCount
        + utCount
    }
  }
}

extension [UInt8] {
  /// A big-endian number; the caller has checked that the bytes are there.
  fileprivate func number(at offset: Int, _ size: Int) -> Int64 {
    Int64(bitPattern: self[offset..<offset + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
