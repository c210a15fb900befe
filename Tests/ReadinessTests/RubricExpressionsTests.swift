import Builtins
import Diagnostics
import Testing

@testable import CEL
@testable import Readiness

@Suite("The expressions of the built-in rules")
struct RubricExpressionsTests {
  @Test("what is written out reads as the same expression", arguments: Builtins.catalogue.names)
  func writtenOut(name: String) throws {
    let rules = try Workbench().builtIn(name).rules
    let programs = rules.flatMap { rule in
      [rule.when, rule.claim, rule.evidence, rule.verify].compactMap(\.self) + (rule.message?.programs ?? [])
    }
    #expect(programs.count > rules.count)
    for program in programs {
      let again = Parser.parse(program.formatted)
      #expect(again.complaints.isEmpty, "\(program.formatted)")
      #expect(Unparser.text(of: again.tree) == program.formatted)
      let explicit = Unparser.text(of: Parser.parse(program.source.text).tree, isExplicit: true)
      #expect(Unparser.text(of: again.tree, isExplicit: true) == explicit)
    }
  }
}
