import CEL
import Diagnostics
import Foundation
import Testing

/// Edge cases with the answers of two reference implementations, beside the conformance cases. Where the two agree,
/// there is nothing to decide.
private enum Probes {
  static let url = ConformanceFolder.url.deletingLastPathComponent().appendingPathComponent("probes.jsonl")
  static let isThere = FileManager.default.fileExists(atPath: url.path)

  /// Where both agree and this language still answers otherwise, and why.
  static let differences: [String: String] = [:]
}

@Suite("Probes", .enabled(if: Probes.isThere, "the probes are not here: they lie beside the conformance cases"))
struct ProbeTests {
  @Test("where both reference implementations agree, so does this one")
  func agrees() throws {
    var compared = 0
    for line in try String(contentsOf: Probes.url, encoding: .utf8).split(separator: "\n") {
      guard let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let expression = json["expr"] as? String, let go = json["cel_go"] as? [String: Any],
        let cpp = json["cel_cpp"] as? [String: Any]
      else { continue }
      let isChecked = json["disable_check"] as? Bool != true
      let ours = answer(expression, isChecked: isChecked)
      let problem: String?
      if go["error"] != nil, cpp["error"] != nil {
        problem = ours.map { "is \($0.literal), both fail" }
      } else if let a = go["value"], let b = cpp["value"], let x = try? ConformanceCase.value(a),
        let y = try? ConformanceCase.value(b), isSame(x, y)
      {
        problem =
          ours.map { isSame($0, x) ? nil : "is \($0.literal), both say \(x.literal)" } ?? "fails, both say \(x.literal)"
      } else {
        continue
      }
      compared += 1
      if let problem {
        #expect(Probes.differences[expression] != nil, "\(expression) \(problem)")
      } else {
        #expect(Probes.differences[expression] == nil, "\(expression) agrees now: strike it")
      }
    }
    print("probes: \(compared) compared")
    #expect(compared > 200)
  }

  /// What an expression comes to; nil where it does not.
  private func answer(_ expression: String, isChecked: Bool) -> Value? {
    var options = Environment.Options()
    options.isChecked = isChecked
    let environment = Environment(variables: [], libraries: ConformanceTests.libraries, options: options)
    do {
      guard case .value(let value) = try environment.compile(expression).evaluate(environment.activation()) else {
        return nil
      }
      return value
    } catch {
      return nil
    }
  }
}
