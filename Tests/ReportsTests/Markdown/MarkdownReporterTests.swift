import Diagnostics
import Readiness
import Testing

@testable import Reports

@Suite("The Markdown report")
struct MarkdownReporterTests {
  private func text(_ assessment: Assessment) throws -> String { try ReadReport.text(MarkdownReporter(), assessment) }

  /// The cells of a table's line: bars that are not escaped divide.
  private func cells(_ line: String) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in line.utf8 {
      if byte == UInt8(ascii: "|"), !isEscaped { cells.append([]) } else { cells[cells.count - 1].append(byte) }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }

  /// What is left of a text when code is taken out: a run of backticks, and all up to the next run as long.
  private func withoutCode(_ text: String) -> String {
    var kept: [UInt8] = []
    for line in text.utf8.split(separator: 0x0A) {
      var rest = Array(line)[...]
      var isEscaped = false
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "`"), !isEscaped else {
          kept.append(byte)
          isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
          continue
        }
        let fence = 1 + rest.prefix { $0 == byte }.count
        rest = rest.dropFirst(fence - 1)
        let runs = String(decoding: rest, as: UTF8.self).matches(of: /`+/)
        guard let end = runs.first(where: { $0.output.utf8.count == fence }) else { continue }
        let text = String(decoding: rest, as: UTF8.self)
        rest = Array(text.utf8)[text.utf8.distance(from: text.startIndex, to: end.range.upperBound)...]
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  @Test("begins with the decision and why, then what to do, what is unmet and where, what is accepted, the areas")
  func order() throws {
    let text = try text(SampleAssessment.noGo)
    #expect(text.hasPrefix("## ❌ NO-GO: Churn early warning, production gate\n\n**Why:** Two of its promises"))
    var rest = text[...]
    for heading in [
      "### What to do first\n\n1. **A bad release can be rolled back within 30 minutes** (blocker, small effort). Name the",
      "### Not met (5)\n\n|  | demand | found | where |\n| --- | --- | --- | --- |\n| ❌ blocker | The model holds on",
      "| ❌ blocker | A bad release can be rolled back within 30 minutes `release.rollback-plan` | *insufficient*: Rolling back takes 120 minutes; at most 30 are allowed. | `gonogo.yaml:61:21` |\n",
      "### Accepted for a time", "| 2026-12-15 | Dana Okafor | launch is limited to two regions |",
      "### Mistakes in inputs", "| `gonogo.yaml:48` | a waiver's approver must not be its owner; name somebody else |",
      "### Areas, weakest first", "Made by gonogo 0.1.0, 21 November 2026; assessment `sha256:",
    ] {
      let range = try #require(rest.firstRange(of: heading), "\(heading) in \(rest)")
      rest = rest[range.upperBound...]
    }
    #expect(text.contains("**Broken:**"))
  }

  @Test("a GO is short, and has no table of nothing")
  func go() throws {
    let text = try text(SampleAssessment.go)
    #expect(text.hasPrefix("## ✅ GO: Churn early warning"))
    #expect(!text.contains("Not met") && !text.contains("Accepted") && !text.contains("Mistakes"))
  }

  @Test("names the decision of each of several rubrics")
  func several() throws {
    let text = try text(SampleAssessment.several(isStrict: true))
    #expect(text.contains("\n**Acme extra demands** (CONDITIONAL GO): **score"))
    #expect(text.contains("**Strict:** a CONDITIONAL GO does not pass."))
  }

  @Test(
    "a text from outside is neither markup nor HTML, and breaks no table",
    arguments: SampleAssessment.hostileTexts + [
      "| a | b |", "\\| a", "`code", "``` fence", "a`|`b", "<details><summary>x", "&lt;script&gt;", "[x](http://x)",
      "![x](http://x)", "*a* _b_ ~~c~~ $d$", "1. one", "- two", "# three", "> four", "\n\n# five", "\\",
    ])
  func hostile(text hostile: String) throws {
    let written = try text(SampleAssessment.hostile(hostile))
    #expect(!withoutCode(written).contains("<"))
    var columns: Int?
    for line in written.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard line.hasPrefix("|") else {
        columns = nil
        let starts = ["## ", "### ", "**", "*", "---", "Made by gonogo "]
        let isItem = line.drop { $0.isASCII && $0.isNumber }.hasPrefix(". **") && line.first?.isNumber == true
        #expect(line.isEmpty || isItem || starts.contains { line.hasPrefix($0) }, "\(line.prefix(80))")
        continue
      }
      let count = cells(line).count
      #expect(count == columns ?? count, "\(line)")
      columns = count
    }
  }

  @Test(
    "signs of Markdown and of services' references are broken up",
    arguments: [
      ("a*b_c", "a\\*b\\_c"), ("<b>&", "&lt;b&gt;&amp;"), ("a|b", "a\\|b"), ("@ann", "@\u{200B}ann"),
      ("a @ b", "a @ b"),
      ("#12", "\\#\u{200B}12"), ("!3", "\\!\u{200B}3"), ("%m", "%\u{200B}m"), ("5 % of", "5 % of"),
      ("https://a.b", "https:\\//a.b"), ("www.a.b", "www\\.a.b"), ("$x$", "\\$\u{200B}x\\$"),
      ("plain, text.", "plain, text."),
    ])
  func escaping(text: String, markdown: String) {
    #expect(Reports.markdown(text) == markdown)
  }

  @Test(
    "code stands between more backticks than are in it",
    arguments: [
      ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a``", "``` a`` ```"), ("a|b", "a\\|b"),
      ("a\\|b", "a\\\\\\|b"),
    ])
  func code(text: String, markdown: String) {
    #expect(markdownCode(text, isInTable: true) == markdown)
    #expect(markdownCode("a|b", isInTable: false) == "`a|b`")
  }

  @Test("stays below the size that GitHub takes, and says how much it left out", arguments: [10, 1_000, 10_000])
  func size(count: Int) throws {
    let text = try text(SampleAssessment.large(count))
    #expect(text.utf8.count <= 60_000)
    let shown = text.split(separator: "\n").filter { $0.hasPrefix("| ⚠️ major") }.count
    if count == 10 {
      #expect(shown == 10 && !text.contains("not shown"))
    } else {
      #expect(shown > 100)
      #expect(text.contains("*\(grouped(count - shown)) more demands are not shown here"))
      #expect(text.contains("### Areas, weakest first"), "what follows still has its place")
    }
  }

  @Test("even the worst text in every place does not make it longer", arguments: ["\u{1B}", "\u{202E}", "[", "&", "`"])
  func worstSize(text hostile: String) throws {
    let texts = String(repeating: hostile, count: 2_000)
    #expect(try text(SampleAssessment.hostile(texts)).utf8.count <= 60_000)
  }
}
