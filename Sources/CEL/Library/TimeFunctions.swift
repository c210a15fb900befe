extension Library {
  /// `getFullYear` and its kin: what calendar and clock show at a point in time, in UTC or in a zone; and, of durations,
  /// how many whole hours, minutes and seconds they have.
  static func timeFunctions(_ zones: TimeZones) -> [Function] {
    fields.map { field in
      let inZone: @Sendable (Value, Value) throws(EvaluationError) -> Value = { value, zone throws(EvaluationError) in
        guard case .timestamp(let timestamp) = value, case .string(let zone) = zone else {
          throw .noSuchOverload(field.name, value, zone)
        }
        return .int(field.read(timestamp, try zones.offset(of: zone, at: timestamp)))
      }
      let ofValue: @Sendable (Value) throws(EvaluationError) -> Value = { value throws(EvaluationError) in
        switch value {
        case .timestamp(let timestamp): return .int(field.read(timestamp, 0))
        case .duration(let duration):
          guard let total = field.total else { throw .noSuchOverload(field.name, value) }
          return .int(total(duration.nanoseconds))
        default: throw .noSuchOverload(field.name, value)
        }
      }
      let id = "timestamp_to_\(field.id)"
      // cel-go's one exception is kept, because costs and traces go by ids.
      let zoneID = field.id == "seconds" ? "timestamp_to_seconds_tz" : "\(id)_with_tz"
      var overloads = [
        Overload(id, [.timestamp], .int, isMember: true, .unary(ofValue)),
        Overload(zoneID, [.timestamp, .string], .int, isMember: true, .binary(inZone)),
      ]
      if field.total != nil {
        overloads.append(Overload("duration_to_\(field.id)", [.duration], .int, isMember: true, .unary(ofValue)))
      }
      return Function(field.name, overloads)
    }
  }

  private struct Field: Sendable {
    var name: String
    /// What overload ids call it.
    var id: String
    /// From a timestamp and seconds east of UTC.
    var read: @Sendable (Timestamp, Int64) -> Int64
    /// From a duration's nanoseconds, where durations have it.
    var total: (@Sendable (Int64) -> Int64)?

    init(
      _ name: String, _ id: String, total: (@Sendable (Int64) -> Int64)? = nil,
      _ read: @escaping @Sendable (CivilTime) -> Int64
    ) {
      self.name = name
      self.id = id
      self.total = total
      self.read = { read(CivilTime(secondsSince1970: $0.seconds, offset: $1)) }
    }
  }

  private static var fields: [Field] {
    var milliseconds = Field("getMilliseconds", "milliseconds", total: { $0 / 1_000_000 % 1000 }) { _ in 0 }
    milliseconds.read = { timestamp, _ in Int64(timestamp.nanoseconds) / 1_000_000 }
    return [
      Field("getFullYear", "year") { $0.year },
      Field("getMonth", "month") { $0.month - 1 },
      Field("getDayOfYear", "day_of_year") { $0.dayOfYear },
      Field("getDayOfMonth", "day_of_month") { $0.day - 1 },
      Field("getDate", "day_of_month_1_based") { $0.day },
      Field("getDayOfWeek", "day_of_week") { $0.dayOfWeek },
      Field("getHours", "hours", total: { $0 / 3_600_000_000_000 }) { $0.hour },
      Field("getMinutes", "minutes", total: { $0 / 60_000_000_000 }) { $0.minute },
      Field("getSeconds", "seconds", total: { $0 / 1_000_000_000 }) { $0.second },
      milliseconds,
    ]
  }
}
