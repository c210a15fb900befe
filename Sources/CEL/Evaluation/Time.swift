/// A point in time with nanoseconds, in the years 1 to 9999, UTC.
///
/// ```swift
/// let launch = try Timestamp.parse("2026-06-30T12:00:00+02:00")
/// launch.description  // 2026-06-30T10:00:00Z
/// try launch.adding(Duration.parse("36h")).dateDescription  // 2026-07-01
/// try launch.since(Timestamp.parseDate("2026-06-30")).description  // 36000s
/// ```
public struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z, rounded down.
  public let seconds: Int64
  /// Nanoseconds within the second, 0 to 999,999,999.
  public let nanoseconds: Int32

  /// A point in time; nil outside the years 1 to 9999.
  public init?(seconds: Int64, nanoseconds: Int32 = 0) {
    // 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
    guard (-62_135_596_800...253_402_300_799).contains(seconds), (0...999_999_999).contains(nanoseconds) else {
      return nil
    }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

extension Timestamp: Comparable {
  /// Whether a point comes before another.
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}

/// A length of time in nanoseconds, within ±292 years.
///
/// ```swift
/// try Duration.parse("1h30m").description  // 5400s
/// try Duration.parseISO8601("P90D").nanoseconds  // 7_776_000_000_000_000
/// ```
public struct Duration: Hashable, Sendable, Comparable {
  /// The length, in nanoseconds.
  public let nanoseconds: Int64

  /// A length.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Whether a length is the smaller one, negative ones being the smallest.
  public static func < (a: Duration, b: Duration) -> Bool { a.nanoseconds < b.nanoseconds }
}

// Arithmetic is checked: a result that cannot be represented is an error, never a wrapped or clamped one.

extension Timestamp {
  /// The point that lies a length of time later (or earlier, when it is negative).
  public func adding(_ duration: Duration) throws(EvaluationError) -> Timestamp {
    let (seconds, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return try moved(seconds: seconds, nanoseconds: rest)
  }

  /// The point that lies a length of time earlier.
  public func subtracting(_ duration: Duration) throws(EvaluationError) -> Timestamp {
    let (seconds, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return try moved(seconds: -seconds, nanoseconds: -rest)
  }

  /// The length of time since an earlier point.
  public func since(_ earlier: Timestamp) throws(EvaluationError) -> Duration {
    // In 128 bits: nine seconds more than fit would otherwise overflow before the nanoseconds bring them back.
    let seconds = Int128(self.seconds) - Int128(earlier.seconds)
    let nanoseconds = seconds * 1_000_000_000 + Int128(self.nanoseconds) - Int128(earlier.nanoseconds)
    guard let length = Int64(exactly: nanoseconds) else {
      throw EvaluationError(.overflow, "duration out of range: more than 292 years")
    }
    return Duration(nanoseconds: length)
  }

  private func moved(seconds: Int64, nanoseconds: Int64) throws(EvaluationError) -> Timestamp {
    var second = self.seconds + seconds
    var nanosecond = Int64(self.nanoseconds) + nanoseconds
    if nanosecond < 0 {
      nanosecond += 1_000_000_000
      second -= 1
    } else if nanosecond >= 1_000_000_000 {
      nanosecond -= 1_000_000_000
      second += 1
    }
    guard let timestamp = Timestamp(seconds: second, nanoseconds: Int32(nanosecond)) else {
      throw EvaluationError(.overflow, "timestamp out of range: outside the years 1 to 9999")
    }
    return timestamp
  }
}

extension Duration {
  /// The sum of two lengths.
  public func adding(_ other: Duration) throws(EvaluationError) -> Duration {
    try Self.checked(nanoseconds.addingReportingOverflow(other.nanoseconds))
  }

  /// The difference of two lengths.
  public func subtracting(_ other: Duration) throws(EvaluationError) -> Duration {
    try Self.checked(nanoseconds.subtractingReportingOverflow(other.nanoseconds))
  }

  private static func checked(
    _ result: (partialValue: Int64, overflow: Bool)
  ) throws(EvaluationError) -> Duration {
    guard !result.overflow else {
      throw EvaluationError(.overflow, "duration out of range: more than 292 years")
    }
    return Duration(nanoseconds: result.partialValue)
  }
}
