import Diagnostics
import Documents
import Testing

@testable import Readiness

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalJSONTests {
  @Test(
    "numbers are written as ECMAScript does: the RFC's own samples",
    arguments: [
      (0, "0"), (-0.0, "0"), (.leastNonzeroMagnitude, "5e-324"), (-.leastNonzeroMagnitude, "-5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (9007199254740992, "9007199254740992"), (295147905179352825856, "295147905179352830000"), (1e21, "1e+21"),
      (9.999999999999997e22, "9.999999999999997e+22"), (1e23, "1e+23"),
      (999999999999999737856, "999999999999999700000"),
      (0.000001, "0.000001"), (0.0000001, "1e-7"), (333333333.3333332, "333333333.3333332"), (4.5, "4.5"),
      (0.002, "0.002"), (1e-27, "1e-27"), (1424953923781206.2, "1424953923781206.2"),
    ] as [(Double, String)])
  func numbers(number: Double, text: String) {
    var json = CanonicalJSON()
    json.number(number)
    #expect(String(decoding: json.bytes, as: UTF8.self) == text)
  }

  @Test("keys are sorted by UTF-16 code units, and control characters are escaped")
  func sorting() {
    let place = SourceFile(path: "test", text: "").whole
    let entries = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}"].map { key in
      Node.Entry(key: key, keyRange: place, value: Node(.text("\u{0F}\n\"\\"), at: place))
    }
    var json = CanonicalJSON()
    json.node(Node(.map(entries), at: place))
    let value = "\"\\u000f\\n\\\"\\\\\""
    let keys = ["\"\\r\"", "\"1\"", "\"\u{80}\"", "\"\u{f6}\"", "\"\u{20ac}\"", "\"\u{1f600}\"", "\"\u{fb33}\""]
    let expected = "{" + keys.map { "\($0):\(value)" }.joined(separator: ",") + "}"
    #expect(Array(expected.utf8) == json.bytes)
  }

  @Test("what needs an escape is found wherever it stands", arguments: 0..<40)
  func escapes(offset: Int) {
    for (special, escaped) in [("\"", "\\\""), ("\\", "\\\\"), ("\u{1F}", "\\u001f"), ("\n", "\\n"), ("é", "é")] {
      let (before, after) = (String(repeating: "a", count: offset), String(repeating: "z", count: 39 - offset))
      var json = CanonicalJSON()
      json.string(before + special + after)
      #expect(String(decoding: json.bytes, as: UTF8.self) == "\"" + before + escaped + after + "\"")
    }
  }
}
