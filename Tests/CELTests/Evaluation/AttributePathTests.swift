@testable import CEL
import Testing

@Suite("Attribute paths")
struct AttributePathTests {
  private func path(_ steps: AttributePath.Step...) -> AttributePath? {
    steps.reduce(nil) { AttributePath($1, in: $0) }
  }

  @Test("a path is written as rules write it")
  func text() {
    #expect(path(.field("release"))?.description == "release")
    #expect(
      path(.field("data"), .field("sources"), .index(10), .field("zugriff für später"))?.description
        == "data.sources[10].zugriff für später")
    #expect(path(.field("m"), .index(-7), .key("a.b"), .key(""))?.description == "m[-7]['a.b']['']")
    #expect(path(.index(.min), .index(0))?.description == "[-9223372036854775808][0]")
  }

  @Test("paths of the same steps are the same, whoever has made them")
  func same() throws {
    let one = try #require(path(.field("a"), .index(1), .key("b")))
    let same = try #require(path(.field("a"), .index(1), .key("b")))
    #expect(one.isSame(as: same) && one.hash == same.hash)
    for other in [path(.field("a"), .index(1), .field("b")), path(.field("a"), .index(2), .key("b")), path(.key("b"))] {
      #expect(try !one.isSame(as: #require(other)))
    }
  }
}
