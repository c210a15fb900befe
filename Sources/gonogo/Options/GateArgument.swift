import ArgumentParser
import CEL
import Diagnostics
import Readiness

extension Gate {
  /// `--gate`: a gate by its name; what is wrong names the nearest.
  static func argument(_ text: String) throws -> Gate {
    if let gate = Gate(rawValue: text) { return gate }
    let names = Gate.allCases.map(\.rawValue)
    let guess = didYouMean(text, among: names).map { "\($0) " } ?? ""
    throw ValidationError("\(guess)the gates are \(names.joined(separator: ", "))")
  }
}

extension Timestamp {
  /// `--as-of`: a point in time, or a day, which is its beginning in UTC.
  static func argument(_ text: String) throws -> Timestamp {
    if let timestamp = (try? Timestamp.parse(text)) ?? (try? Timestamp.parseDate(text)) { return timestamp }
    throw ValidationError("a time is written as 2026-11-21 or 2026-11-21T12:00:00Z")
  }
}
