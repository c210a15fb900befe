import Foundation
import Testing

@testable import CEL

/// Every expression of the conformance suite and of the probes beside it.
private enum SuiteExpressions {
  static let all: [String] = {
    var expressions: [String] = []
    for file in ConformanceFolder.files {
      let url = ConformanceFolder.url.appendingPathComponent(file + ".json")
      expressions += ((try? ConformanceCase.cases(of: url)) ?? []).map(\.expression)
    }
    return expressions
  }()
}

@Suite("Properties of writing expressions out")
struct PrintingProperties {
  /// What a source reads as, and what its written form reads as, where they differ.
  private func difference(_ source: String) -> String? {
    let (tree, complaints) = Parser.parse(source, maxLength: .max)
    guard complaints.isEmpty else { return nil }
    let shape = TreeShape.text(tree, tree.root)
    for isExplicit in [false, true] {
      let written = Unparser.text(of: tree, isExplicit: isExplicit)
      guard let again = TreeShape.of(written) else {
        return "\(source)\nis written as what does not parse:\n\(written)"
      }
      if again != shape {
        return "\(source)\nis written as\n\(written)\nwhich reads as\n\(again)\nand not as\n\(shape)"
      }
    }
    return nil
  }

  @Test("what is written out reads as the same tree: random expressions", arguments: 0..<8)
  func random(part: Int) {
    for seed in 0..<500 {
      var syntax = RandomSyntax(seed: part * 500 + seed)
      let source = syntax.expression()
      #expect(TreeShape.of(source) != nil, "does not parse: \(source)")
      if let difference = difference(source) { Issue.record("\(difference)") }
    }
  }

  @Test(
    "what is written out reads as the same tree: the conformance suite",
    .enabled(if: ConformanceFolder.isWanted, "the language's conformance cases are not here"))
  func conformance() {
    #expect(SuiteExpressions.all.count > 1000)
    for source in SuiteExpressions.all {
      if let difference = difference(source) { Issue.record("\(difference)") }
    }
  }

  @Test(
    "a minus before a number in brackets stays an operation",
    arguments: [
      ("-(1)", "-(1)"), ("-(1.5)", "-(1.5)"), ("-(1u)", "-1u"), ("-(-1)", "--1"), ("-(1).a", "-(1.a)"),
      ("-(1)[0]", "-(1[0])"), ("-(1).f()", "-(1.f())"), ("-(1).all(x, x)", "-(1.all(x, x))"), ("--(1)", "--(1)"),
      ("!(-(1))", "!(-(1))"), ("-(1 + 2)", "-(1 + 2)"), ("-'1'.a", "-'1'.a"),
    ])
  func minus(source: String, expected: String) {
    let tree = Parser.parse(source).tree
    #expect(Unparser.text(of: tree) == expected)
    #expect(TreeShape.of(expected) == TreeShape.of(source))
  }

  /// What may stand between two tokens. (A comment directly behind a `/` would begin with it.)
  private static let blanks = [
    " ", "\t", "\n", "\r\n", "\u{0C}", " // ) ' \" said by the way\n", " //\r\n", "\t//\n\n ",
  ]

  @Test(
    "blanks, tabs, line ends and comments between all tokens change nothing",
    .enabled(if: ConformanceFolder.isWanted, "the language's conformance cases are not here"))
  func blanksBetweenTokens() {
    var random = SeededRandom(seed: 1)
    for source in SuiteExpressions.all {
      guard let shape = TreeShape.of(source) else { continue }
      #expect(TreeShape.of(spaced(source) { random.pick(Self.blanks) }) == shape, "\(source)")
    }
  }

  @Test("blanks between all tokens of random expressions change nothing", arguments: blanks)
  func blanksBetweenRandomTokens(blank: String) {
    for seed in 0..<200 {
      var syntax = RandomSyntax(seed: seed)
      let source = syntax.expression()
      #expect(TreeShape.of(spaced(source) { blank }) == TreeShape.of(source), "\(source)")
    }
  }

  /// The tokens of a source with something else between them, before them and behind them.
  private func spaced(_ source: String, _ blank: () -> String) -> String {
    let bytes = Array(source.utf8)
    var lexer = Lexer(bytes)
    var text = blank()
    while case let token = lexer.next(), token.kind != .endOfInput {
      text += String(decoding: bytes[token.offsets], as: UTF8.self) + blank()
    }
    return text
  }
}
