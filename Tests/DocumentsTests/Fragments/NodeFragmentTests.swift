import Diagnostics
import Documents
import TestSupport
import Testing

@Suite struct NodeFragmentTests {
  /// The word `here` of the value of `k` must be found between the marks.
  @Test(
    "a word in a scalar is found in the file",
    arguments: [
      "k: 1️⃣here1️⃣", "k: is 1️⃣here1️⃣ now", "k: folded\n  is 1️⃣here1️⃣\n\n  now\nl: 1", "k: a\n   \n\n  b 1️⃣here1️⃣",
      "k: 'it''s 1️⃣here1️⃣'", "k: 'a\n\n  ''b'' 1️⃣here1️⃣'", "k: \"1️⃣here1️⃣\"", "k: \"a\\n\\t\\\"\\x41 1️⃣here1️⃣\"",
      "k: \"\\u00e9é\\U0001F600 1️⃣here1️⃣\"",
      "k: \"a\n  b\n\n  c 1️⃣here1️⃣ \"", "k: \"a\\\n  \\ b 1️⃣here1️⃣\"", "k: \"a \\\r\n  b\r\n  1️⃣here1️⃣\"",
      "k: |\n  1️⃣here1️⃣\n", "k: |\n  a\n  is 1️⃣here1️⃣\n\nl: 1", "k: |\n  a\n\n    b\n  1️⃣here1️⃣", "k: |-\n  a\n  1️⃣here1️⃣\n",
      "k: |+ # c\n  a\n  1️⃣here1️⃣\n\n\n",
      "k: |\r\n  a\r\n  1️⃣here1️⃣\r\n", "k: |2\n    a\n   1️⃣here1️⃣\n", "x:\n  - k: |1\n        a\n       1️⃣here1️⃣\n",
      "k: |\n\n\n  a 1️⃣here1️⃣\n",
      "k: >\n  a\n  1️⃣here1️⃣\n", "k: >-\n  a\n\n  b\n  1️⃣here1️⃣\n", "k: >\n  a\n    more\n    1️⃣here1️⃣\n  b\n",
      "k: >\n  a\n    more\n\n  b\n  1️⃣here1️⃣\n", "k: >\r\n  a\r\n  1️⃣here1️⃣\r\n",
      "k: &a 'x'' 1️⃣here1️⃣'", "k: |\n  é 😀 1️⃣here1️⃣\n", "{\"k\": \"\\ud83d\\ude00 1️⃣here1️⃣\"}", "k: !!str |\n  a\n  1️⃣here1️⃣\n",
      "k: |\n  trailing  \n  1️⃣here1️⃣  \n",
    ])
  func words(_ source: String) throws {
    let marked = MarkedText(source)
    let document = source.hasPrefix("{") ? Document.json(marked.file) : Document.yaml(marked.file)
    #expect(document.ids == [])
    let node = document.root?["k"] ?? document.root?["x"]?.elements.first?["k"]
    let fragment = try #require(node?.fragment)
    #expect(fragment.text.utf8.elementsEqual((node?.text ?? "").utf8))
    let text = Array(fragment.text.utf8)
    let at = try #require((0..<text.count).first { text[$0...].starts(with: "here".utf8) })
    #expect(fragment.place(of: at..<(at + 4)).offsets == marked.range("1️⃣"))
  }

  @Test("a place that runs over a fold ends before the next line's text")
  func overFold() throws {
    let marked = MarkedText("k: >\n  1️⃣a &&1️⃣\n  b\n")
    let fragment = try #require(Document.yaml(marked.file).root?["k"]?.fragment)
    #expect(fragment.text == "a && b\n")
    #expect(fragment.place(of: 0..<4).offsets == marked.range("1️⃣"))
  }

  @Test("an alias's text points to the anchor")
  func alias() throws {
    let marked = MarkedText("a: &x 'it''s 1️⃣here1️⃣'\nk: *x")
    let fragment = try #require(Document.yaml(marked.file).root?["k"]?.fragment)
    #expect(fragment.place(of: 5..<9).offsets == marked.range("1️⃣"))
  }

  @Test("an XML attribute points to itself; with entities, to the whole value")
  func xml() throws {
    let marked = MarkedText("<a b='is 1️⃣here1️⃣' c='2️⃣&lt; here2️⃣'/>")
    let attributes = try #require(Document.xml(marked.file).root?["attributes"])
    #expect(attributes["b"]?.fragment?.place(of: 3..<7).offsets == marked.range("1️⃣"))
    #expect(attributes["c"]?.fragment?.place(of: 2..<6).offsets == marked.range("2️⃣"))
  }

  @Test("what is no text has no fragment; what was built by hand points to its whole place")
  func others() {
    #expect(yaml("k: 5").root?["k"]?.fragment == nil)
    let file = SourceFile(path: "x", text: "something else")
    let node = Node(.text("made up"), at: file.range(0..<9))
    #expect(node.fragment?.place(of: 1..<2).offsets == 0..<9)
    #expect(Node(.text("x"), at: file.whole).fragment?.place(of: 0..<1) == file.whole)
  }

  @Test("every scalar that libyaml reads has a fragment with places, however it is written")
  func agreement() throws {
    let pieces = ["a", " ", "\n", "\n\n", "b c", "  ", "#", "'", "\"", "\\", "é", "- ", ": "]
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let text = "x" + first + second + third + "y"
          let quoted = text.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
            .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
          let single = text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
          let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }
            .joined(separator: "\n")
          for source in [
            "k: \"\(quoted)\"\n", "k: '\(single)'\n", "k: |\n\(lines)\n", "k: >\n\(lines)\n", "k: \(text)\n",
          ] {
            let document = yaml(source)
            guard document.ids == [], let node = document.root?["k"], let value = node.text else { continue }
            let fragment = try #require(node.fragment)
            let x = fragment.place(of: 0..<1)
            #expect(x.text == "x", "\(source)")
            let count = value.utf8.count
            let last = Array(value.utf8).lastIndex(of: UInt8(ascii: "y")) ?? count
            if last < count { #expect(fragment.place(of: last..<(last + 1)).text == "y", "\(source)") }
          }
        }
      }
    }
  }
}
