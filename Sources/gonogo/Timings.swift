/// Where the time of a run goes, for `--timings`. Nothing of it ever stands in a report.
struct Timings: Sendable {
  private let begin: UInt64
  private var last: UInt64
  private let ticks: @Sendable () -> UInt64
  private(set) var stages: [(name: String, nanoseconds: UInt64)] = []

  init(_ surroundings: Surroundings) {
    ticks = surroundings.ticks
    begin = surroundings.launched ?? ticks()
    last = begin
  }

  /// Begins the timing of work that runs beside other work; `join` brings it back.
  func fork() -> Timings {
    var forked = self
    forked.last = ticks()
    forked.stages = []
    return forked
  }

  /// Ends stages that ran beside each other.
  mutating func join(_ forked: [Timings]) {
    for stage in forked.flatMap(\.stages) { add(stage.nanoseconds, to: stage.name) }
    last = ticks()
  }

  /// Ends a stage, or a further part of it.
  mutating func mark(_ name: String) {
    let now = ticks()
    add(now &- last, to: name)
    last = now
  }

  private mutating func add(_ nanoseconds: UInt64, to name: String) {
    if let index = stages.firstIndex(where: { $0.name == name }) {
      stages[index].nanoseconds += nanoseconds
    } else {
      stages.append((name, nanoseconds))
    }
  }

  /// A line for each stage, in milliseconds, and how long it took in all: less than the sum, as stages run side by side.
  var table: String {
    (stages + [("in all", last &- begin)]).map { stage in
      let hundredths = stage.nanoseconds / 10_000
      let fraction = hundredths % 100
      let text = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
      return stage.name + String(repeating: " ", count: max(1, 24 - stage.name.count - text.count)) + text + " ms"
    }.joined(separator: "\n")
  }
}
