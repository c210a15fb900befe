/// Where the time of a run goes, for `--timings`. Nothing of it ever stands in a report.
struct Timings: Sendable {
  private var last: UInt64
  private let ticks: @Sendable () -> UInt64
  private(set) var stages: [(name: String, nanoseconds: UInt64)] = []

  init(_ surroundings: Surroundings) {
    ticks = surroundings.ticks
    last = ticks()
  }

  /// Ends a stage.
  mutating func mark(_ name: String) {
    let now = ticks()
    stages.append((name, now &- last))
    last = now
  }

  /// A line for each stage, in milliseconds, and the sum.
  var table: String {
    let sum = stages.reduce(0) { $0 + $1.nanoseconds }
    return (stages + [("in all", sum)]).map { stage in
      let hundredths = stage.nanoseconds / 10_000
      let fraction = hundredths % 100
      let text = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
      return stage.name + String(repeating: " ", count: max(1, 24 - stage.name.count - text.count)) + text + " ms"
    }.joined(separator: "\n")
  }
}
