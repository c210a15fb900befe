import Glibc

/// Measures the executable and the expression language, and prints medians, with ratios to a peer in the same run.
@main
struct Benchmarks {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let isSmoke = arguments.contains("--smoke")
    arguments.removeAll { $0 == "--smoke" }
    let expressions = ExpressionBenchmarks(runs: isSmoke ? 1 : 15, batch: isSmoke ? 10 : 1_000)
    if arguments == ["--peers"] { exit(expressions.writeForPeers() ? 0 : 1) }
    if arguments.count == 2, arguments[0] == "--rules", let count = Int(arguments[1]) {
      exit(RuleSetBenchmark.run(count: count) ? 0 : 1)
    }
    guard arguments.count == 2, let workplace = Workplace() else {
      print("usage: Benchmarks GONOGO PROJECT [--smoke] | --peers [--smoke] | --rules COUNT")
      exit(64)
    }
    let command = CommandBenchmarks(
      executable: arguments[0], project: arguments[1], workplace: workplace, runs: isSmoke ? 3 : 31)
    let reports = TestReportBenchmark(executable: arguments[0], workplace: workplace, runs: isSmoke ? 1 : 7)
    let isSound = [
      // First: a child's peak is never told below what its parent has in memory when it starts it.
      RuleSetBenchmark.measure(
        command: CommandLine.arguments[0], count: isSmoke ? 100 : 10_000, runs: isSmoke ? 1 : 5),
      reports.measure(megabytes: isSmoke ? 2 : 200),
      command.measureStart(), command.measureAssessment(), command.measureReading(), expressions.measure(),
    ]
    workplace.remove()
    if isSound.contains(false) { exit(1) }
  }
}
