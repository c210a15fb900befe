import CEL

/// Measures the expression language warm: a few shapes of which rules are made, compiled once and evaluated often.
struct ExpressionBenchmarks {
  let runs: Int
  /// How many evaluations stand between two looks at the clock.
  let batch: Int

  private static let shapes: [(name: String, text: String)] = [
    ("constant", "true"),
    ("presence", "has(manifest.monitoring.drift)"),
    ("membership", "manifest.tier in ['minimal', 'limited', 'high']"),
    ("two fields", "manifest.sha == metrics.sha && metrics.f1 > metrics.baseline"),
    ("date", "timestamp(manifest.reviewed) > timestamp('2026-11-22T00:00:00Z') - duration('2160h')"),
    ("all over 8", "manifest.datasets.all(d, d.rows >= 1000 && d.split in ['train', 'test'])"),
    ("filter over 500", "cases.filter(c, c.status == 'skipped').size() <= 20"),
    ("pattern over 8", "manifest.datasets.all(d, d.sha.matches('^[0-9a-f]{64}$'))"),
  ]

  func measure() -> Bool {
    print("Expressions, median of \(runs) x \(batch)")
    let names = ["manifest", "metrics", "cases"]
    let environment = Environment(variables: names.map { Variable($0, .dyn) })
    let activation = bound(environment)
    for shape in Self.shapes {
      guard let program = try? environment.compile(shape.text) else { return failed(shape.text, "does not compile") }
      guard case .value(.bool(true)) = program.evaluate(activation) else { return failed(shape.text, "is not true") }
      let compiling = Sample(
        (0..<runs).map { _ in
          timed(max(1, batch / 20)) { (try? environment.compile(shape.text)) != nil }
        })
      let evaluating = Sample(
        (0..<runs).map { _ in
          timed(batch) { if case .value = program.evaluate(activation) { true } else { false } }
        })
      report(
        shape.name, text(evaluating.median, decimals: 0) + " ns",
        "compiling \(text(compiling.median / 1e3, decimals: 1)) µs")
    }
    return true
  }

  private func timed(_ times: Int, _ work: () -> Bool) -> Double {
    var done = 0
    let begin = Sample.now
    for _ in 0..<times where work() { done += 1 }
    return (Sample.now - begin) / Double(max(1, done))
  }

  private func failed(_ expression: String, _ why: String) -> Bool {
    print("FAILED: \(expression) \(why)")
    return false
  }

  private func bound(_ environment: Environment) -> Activation {
    let sha = String(repeating: "0123456789abcdef", count: 4)
    let datasets = (0..<8).map { number in
      map([
        ("rows", .int(Int64(1_000 + number))), ("split", .string(number % 2 == 0 ? "train" : "test")),
        ("sha", .string(sha)),
      ])
    }
    let cases = (0..<500).map { map([("status", .string($0 % 50 == 0 ? "skipped" : "passed"))]) }
    var activation = environment.activation()
    activation.bind(
      "manifest",
      to: map([
        ("monitoring", map([("drift", .string("psi"))])), ("tier", .string("limited")), ("sha", .string(sha)),
        ("reviewed", .string("2026-10-01T00:00:00Z")), ("datasets", .list(ListValue(datasets))),
      ]))
    activation.bind("metrics", to: map([("sha", .string(sha)), ("f1", .double(0.82)), ("baseline", .double(0.7))]))
    activation.bind("cases", to: .list(ListValue(cases)))
    return activation
  }

  private func map(_ entries: [(String, Value)]) -> Value {
    .map(MapValue(keys: entries.map { .string($0.0) }, values: entries.map(\.1)))
  }
}
