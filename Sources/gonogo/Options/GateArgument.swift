public import ArgumentParser
import CEL
import Diagnostics
public import Readiness

extension Gate: ExpressibleByArgument {}

/// `--as-of`: a point in time, or a day, which is its beginning in UTC.
struct AsOf: ExpressibleByArgument, Sendable {
  var timestamp: Timestamp

  init?(argument: String) {
    guard let timestamp = (try? Timestamp.parse(argument)) ?? (try? Timestamp.parseDate(argument)) else { return nil }
    self.timestamp = timestamp
  }
}
