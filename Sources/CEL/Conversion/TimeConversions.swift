// Points and lengths of time as values, and in Codable formats, where they are text.

extension Timestamp: ValueConvertible {
  /// `timestamp`.
  public static var celType: CELType { .timestamp }
  /// A timestamp.
  public var celValue: Value { .timestamp(self) }
  /// Reads a timestamp.
  public init(celValue value: Value) throws(ConversionError) {
    guard case .timestamp(let timestamp) = value else { throw .mismatch(expected: "timestamp", found: value) }
    self = timestamp
  }
}

extension Duration: ValueConvertible {
  /// `duration`.
  public static var celType: CELType { .duration }
  /// A duration.
  public var celValue: Value { .duration(self) }
  /// Reads a duration.
  public init(celValue value: Value) throws(ConversionError) {
    guard case .duration(let duration) = value else { throw .mismatch(expected: "duration", found: value) }
    self = duration
  }
}

extension Swift.Duration: ValueConvertible {
  /// `duration`.
  public static var celType: CELType { .duration }

  /// A duration; what is less than a nanosecond is dropped, and more than 292 years become 292.
  public var celValue: Value {
    let nanoseconds = Int128(components.seconds) * 1_000_000_000 + Int128(components.attoseconds / 1_000_000_000)
    return .duration(Duration(nanoseconds: Int64(clamping: nanoseconds)))
  }

  /// Reads a duration.
  public init(celValue value: Value) throws(ConversionError) {
    self = .nanoseconds(try Duration(celValue: value).nanoseconds)
  }
}

extension Timestamp: Codable {
  /// Writes RFC 3339 text, such as `2026-06-30T12:00:00Z`.
  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }

  /// Reads RFC 3339 text.
  public init(from decoder: any Decoder) throws {
    self = try decoder.parsed(Timestamp.parse)
  }
}

extension Duration: Codable {
  /// Writes seconds, such as `5400s`.
  public func encode(to encoder: any Encoder) throws {
    try description.encode(to: encoder)
  }

  /// Reads the language's own text, such as `1h30m`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.parsed(Duration.parse)
  }
}

extension Decoder {
  /// What a parser makes of a single text; what it complains about is corrupt data.
  fileprivate func parsed<Result>(_ parse: (String) throws(EvaluationError) -> Result) throws -> Result {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    do throws(EvaluationError) {
      return try parse(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }
}
