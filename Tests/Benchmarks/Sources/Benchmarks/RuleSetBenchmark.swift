import CEL

/// A gate compiles cold: so many rules, no two of them the same, each compiled and evaluated once, in a process of its own,
/// so that its memory can be told.
enum RuleSetBenchmark {
  static let aim = (seconds: 0.9, megabytes: 60.0)

  /// Starts the processes and reports; `command` is this executable.
  static func measure(command: String, count: Int, runs: Int) -> Bool {
    print("Rules compiled and evaluated once each, in one process, median of \(runs)")
    var children: [ChildProcess] = []
    for _ in 0..<max(1, runs) {
      guard let child = ChildProcess.run([command, "--rules", String(count)]), child.status == 0 else {
        print("FAILED: the rules are not judged")
        return false
      }
      children.append(child)
    }
    let seconds = Sample(children.map(\.nanoseconds)).median / 1e9
    let megabytes = Sample(children.map(\.peakBytes)).median / 1e6
    let spent = Sample(children.map(\.processorNanoseconds)).median / 1e6
    report(
      "\(count) rules", text(seconds * 1e3, decimals: 0) + " ms",
      "processor time \(text(spent, decimals: 0)) ms, peak \(text(megabytes, decimals: 0)) MB")
    if count == 10_000, seconds > aim.seconds || megabytes > aim.megabytes {
      report(
        "  over the aim of", text(aim.seconds * 1e3, decimals: 0) + " ms", "\(text(aim.megabytes, decimals: 0)) MB")
    }
    return true
  }

  /// The work of the child process: all programs are kept, as a rubric keeps them.
  static func run(count: Int) -> Bool {
    guard let world = RuleShapes.world() else { return false }
    // Without the walk through 500 elements, which would be most of the time.
    let shapes = RuleShapes.all.filter { $0.name != "filter over 500" }
    var programs: [Program] = []
    programs.reserveCapacity(count)
    for number in 0..<count {
      let text = "\(shapes[number % shapes.count].text) || gate == 'gate\(number)'"
      guard let program = try? world.environment.compile(text),
        case .value(.bool(true)) = program.evaluate(world.activation)
      else { return false }
      programs.append(program)
    }
    return programs.count == count
  }
}
