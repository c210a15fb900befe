import Diagnostics
import Testing

@testable import Documents

/// Every kind of node, scalar and key; places that go back (an alias); texts that the file has and has not byte for byte.
private let sample = """
  "quo ted": 'it''s'
  plain: more than
    one line
  folded: >
    a
    b
  tab: "a\\tb"
  ünï: [1, -9223372036854775808, 1.5, .nan, -.inf, 1e999, ~, true, false, {}, []]
  anchor: &a {deep: [{deeper: é}]}
  alias: *a
  last:
  ---
  - second
  - ""
  """

private func located(_ node: Node) -> String {
  let inside: String =
    switch node.content {
    case .list(let elements): elements.map { located($0) }.joined(separator: " ")
    case .map(let entries):
      entries.map { "\($0.key)\(offsets($0.keyRange)) \(located($0.value))" }.joined(separator: " ")
    default: shape(node)
    }
  return "(\(inside))\(offsets(node.range))"
}

private func offsets(_ range: SourceRange) -> String { range.offsets.map { "@\($0)" } ?? "@?" }

@Suite struct PreparedFormTests {
  private let file = SourceFile(path: "sample.yaml", text: sample)

  private func form() throws -> [UInt8] {
    let document = try Document.yaml(file).valid()
    return try #require(document.preparedForm(isJSON: false))
  }

  private func read(_ form: [UInt8], firstOnly: Bool = false) -> Document {
    Document.prepared(file, form.span, firstOnly: firstOnly)
  }

  @Test("what comes back has the same contents at the same places")
  func roundTrip() throws {
    let back = read(try form())
    #expect(back.diagnostics.isEmpty)
    #expect(back.roots.map(located) == Document.yaml(file).roots.map(located))
    #expect(back.roots.count == 2)
  }

  @Test("the first tree comes back alone")
  func firstOnly() throws {
    let back = read(try form(), firstOnly: true)
    #expect(back.roots.map(located) == [located(try #require(Document.yaml(file).root))])
  }

  @Test("JSON with escapes and a byte order mark comes back too")
  func json() throws {
    let text = "\u{FEFF}{\"a\\u0062\": \"c\\nd\", \"e\": [0.1, 12345678901234567890, \"\", {\"\": null}]}"
    let file = SourceFile(path: "sample.json", text: text)
    let form = try #require(Document.json(file).preparedForm(isJSON: true))
    let back = Document.prepared(file, form.span, firstOnly: false)
    #expect(back.roots.map(located) == Document.json(file).roots.map(located))
  }

  @Test(
    "a file that reading has anything to say about has no prepared form", arguments: ["a: 1\na: 2", "a: [", "a: !x 1"])
  func unclean(text: String) {
    #expect(Document.yaml(SourceFile(path: "x", text: text)).preparedForm(isJSON: false) == nil)
  }

  @Test("a form that was cut off is an error, wherever")
  func truncation() throws {
    let form = try form()
    for end in form.indices {
      #expect(read(Array(form[..<end])).ids == ["document.prepared"], "\(end)")
    }
  }

  @Test("a form with a bit or a byte changed is an error or some tree of places in the file")
  func damage() throws {
    let form = try form()
    for index in form.indices {
      for value in (0..<8).map({ form[index] ^ 1 << $0 }) + [0, 63, 64, 127, 128, 255] {
        var damaged = form
        damaged[index] = value
        let document = read(damaged)
        #expect(document.diagnostics.isEmpty || document.ids == ["document.prepared"])
        for root in document.roots { #expect(isInside(root)) }
      }
    }
  }

  @Test("a form that nests deeper than any file may is an error", arguments: [(512, true), (513, false)])
  func depth(levels: Int, isRead: Bool) {
    var tree: [UInt8] = [0]
    for _ in 0..<levels { tree += [9, 0, 1] }
    tree += [UInt8](repeating: 0, count: 3 + levels)
    let form: [UInt8] = [1, 1, UInt8(tree.count & 63) | 64, UInt8(tree.count >> 6)] + tree
    #expect(read(form).ids == (isRead ? [] : ["document.prepared"]))
  }

  @Test("the file's own form is read in place of its text, under the limits that it was written under")
  func choice() {
    // Says that the file is `null`, which its text does not.
    let file = SourceFile(
      path: "x.yaml",
      embedded: EmbeddedText(text: "a: 1", digest: "", prepared: "\u{1}\u{1}\u{4}\u{0}\u{0}\u{0}\u{4}"))
    var narrow = Limits.standard
    narrow.depth = 3
    #expect(shape(Document.yaml(file).root) == "null")
    #expect(shape(Document.yaml(file, limits: narrow).root) == "{a: 1}")
    #expect(Document.json(file).ids == ["json.syntax"])
  }

  private func isInside(_ node: Node) -> Bool {
    let isHere = (node.range.offsets?.upperBound ?? .max) <= file.byteCount
    return isHere && node.elements.allSatisfy { isInside($0) } && node.entries.allSatisfy { isInside($0.value) }
  }
}
