import CEL

/// Measures the expression language warm: each expression compiled once and evaluated often.
struct ExpressionBenchmarks {
  let runs: Int
  /// How many evaluations stand between two looks at the clock.
  let batch: Int

  struct Result {
    var shape: RuleShapes.Shape
    var compiling: Sample
    var evaluating: Sample
  }

  func measure() -> Bool {
    print("Expressions, median of \(runs) x \(batch)")
    guard let results = results() else { return false }
    for result in results {
      report(
        result.shape.name, text(result.evaluating.median, decimals: 0) + " ns",
        "compiling \(text(result.compiling.median / 1e3, decimals: 1)) µs")
    }
    return true
  }

  /// What each expression takes; nil, and said, where one does not do what it should.
  func results() -> [Result]? {
    guard let world = RuleShapes.world() else { return failed("the facts", "cannot be read") }
    var results: [Result] = []
    for shape in RuleShapes.all {
      guard let program = try? world.environment.compile(shape.text) else {
        return failed(shape.text, "does not compile")
      }
      guard case .value(.bool(true)) = program.evaluate(world.activation) else {
        return failed(shape.text, "is not true")
      }
      // The first evaluation plans the program, and so belongs to what compiling takes.
      let empty = world.environment.activation()
      let compiling = (0..<runs).map { _ in
        timed(max(1, batch / 20)) {
          guard let program = try? world.environment.compile(shape.text) else { return false }
          _ = program.evaluate(empty, costLimit: 0)
          return true
        }
      }
      let evaluating = (0..<runs).map { _ in
        timed(batch) { if case .value = program.evaluate(world.activation) { true } else { false } }
      }
      results.append(Result(shape: shape, compiling: Sample(compiling), evaluating: Sample(evaluating)))
    }
    return results
  }

  /// The results and the facts as JSON, for `peers` to measure other engines with.
  func writeForPeers() -> Bool {
    guard let world = RuleShapes.world(), let results = results() else { return false }
    let facts = world.facts.map { "\(JSONText.quoted($0.name)): \(JSONText.text(of: $0.value))" }
    let expressions = results.map { result in
      "{\"name\": \(JSONText.quoted(result.shape.name)), \"cel\": \(JSONText.quoted(result.shape.text)), "
        + "\"ns\": \(result.evaluating.smallest), \"compile_ns\": \(result.compiling.smallest)}"
    }
    print("{\"facts\": {\(facts.joined(separator: ", "))}, \"expressions\": [\(expressions.joined(separator: ",\n"))]}")
    return true
  }

  private func timed(_ times: Int, _ work: () -> Bool) -> Double {
    var done = 0
    let begin = Sample.spent
    for _ in 0..<times where work() { done += 1 }
    return (Sample.spent - begin) / Double(max(1, done))
  }

  private func failed(_ expression: String, _ why: String) -> [Result]? {
    print("FAILED: \(expression) \(why)")
    return nil
  }
}
