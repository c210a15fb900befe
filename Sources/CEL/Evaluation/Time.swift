/// A point in time with nanoseconds, in the years 1 to 9999, UTC.
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
  public static func < (a: Timestamp, b: Timestamp) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }
}

/// A length of time in nanoseconds, within ±292 years.
public struct Duration: Hashable, Sendable, Comparable {
  /// The length, in nanoseconds.
  public let nanoseconds: Int64

  /// A length.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static func < (a: Duration, b: Duration) -> Bool { a.nanoseconds < b.nanoseconds }
}
