import Builtins
import Diagnostics
import Documents
import Readiness
import Schema
import Testing

@Suite struct EmbeddedFilesTests {
  @Test("the digest that was taken when the tool was built is that of the bytes")
  func digests() {
    #expect(!Builtins.files.isEmpty)
    for file in Builtins.files {
      #expect(file.source.digest == .sha256(of: file.source.bytes), "\(file.path)")
    }
  }

  @Test("what nobody needs at run time is not carried along", arguments: ["templates/examples/", "templates/ci/"])
  func leftOut(folder: String) {
    #expect(!Builtins.files.contains { $0.path.hasPrefix(folder) })
  }

  @Test("every rubric and every file of the rule library holds to the schema, so that no run has to look")
  func rubrics() throws {
    let schema = try Vocabulary(Builtins.schemas).rubricSchema
    let files = Array(Builtins.catalogue.rubrics.values) + Array(Builtins.catalogue.ruleFiles.values)
    #expect(files.count > 10)
    for file in files {
      let root = try #require(Document.yaml(file, firstOnly: true).root)
      #expect(!schema.validate(root).hasErrors, "\(file.path)")
    }
  }

  @Test("the trees that were prepared when the tool was built are those that reading the text gives")
  func trees() {
    var prepared = 0
    for file in Builtins.files where file.content.prepared.utf8CodeUnitCount > 0 {
      let isJSON = file.path.hasSuffix(".json")
      let text = SourceFile(path: file.path, bytes: file.source.bytes)
      let read = isJSON ? Document.json(text) : .yaml(text)
      let back = isJSON ? Document.json(file.source) : .yaml(file.source)
      #expect(back.diagnostics.isEmpty && read.diagnostics.isEmpty, "\(file.path)")
      #expect(back.roots.count == read.roots.count, "\(file.path)")
      for (a, b) in zip(back.roots, read.roots) { #expect(isSame(a, b), "\(file.path)") }
      prepared += 1
    }
    #expect(prepared > 30)
  }

  private func isSame(_ a: Node, _ b: Node) -> Bool {
    guard a.range.offsets == b.range.offsets else { return false }
    switch (a.content, b.content) {
    case (.list(let a), .list(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
    case (.map(let a), .map(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy {
          sameBytes($0.key, $1.key) && $0.keyRange.offsets == $1.keyRange.offsets && isSame($0.value, $1.value)
        }
    case (.text(let a), .text(let b)): return sameBytes(a, b)
    case (.null, .null), (.unrepresentable, .unrepresentable): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.integer(let a), .integer(let b)): return a == b
    case (.number(let a), .number(let b)): return a.bitPattern == b.bitPattern
    default: return false
    }
  }
}
