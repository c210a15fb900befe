import Testing

@testable import Readiness

@Suite("A scale of levels")
struct LevelStandingTests {
  static func standing(
    _ items: [(level: Int, dimension: String?, rules: [String])], gate: Gate = .production
  ) throws -> LevelStanding {
    try #require(try ScaleFixture.assess(ScaleFixture.levels(items), gate: gate).standing)
  }

  @Test("a level is reached where its items and those of all lower levels are met")
  func reached() throws {
    let standing = try Self.standing([
      (0, nil, ["word"]), (1, nil, ["verified"]), (1, nil, ["claimed"]), (2, nil, ["missing"]), (2, nil, ["verified"]),
      (3, nil, ["verified"]),
    ])
    #expect(standing.level == 1)
    #expect(standing.visible == 1)
    #expect(standing.dimensions.count == 1)
    #expect(standing.dimensions.first?.next == 2)
    #expect(standing.dimensions.first?.missing == [3])
  }

  @Test("a level without items is passed, and at the top nothing is missing")
  func top() throws {
    let standing = try Self.standing([(1, nil, ["verified"]), (3, nil, ["claimed"])])
    #expect(standing.level == 4)
    #expect(standing.dimensions.first?.next == nil)
    #expect(standing.dimensions.first?.missing == [])
  }

  @Test("below the lowest level there is none")
  func below() throws {
    let standing = try Self.standing([(0, nil, ["missing"]), (1, nil, ["verified"])])
    #expect(standing.level == nil)
    #expect(standing.dimensions.first?.next == 0)
  }

  @Test(
    "what holds a level back",
    arguments: [
      (["verified"], 4, 4), (["elsewhere"], 4, 4), (["verified", "elsewhere"], 4, 4), (["missing"], 1, 1),
      (["contradicted"], 1, 1), (["verified", "missing"], 1, 1), (["later"], 1, 1), (["strict"], 1, 1), ([], 1, 4),
    ] as [([String], Int, Int)])
  func holdsBack(rules: [String], level: Int, visible: Int) throws {
    let standing = try Self.standing([(1, nil, ["verified"]), (2, nil, rules)])
    #expect(standing.level == level)
    #expect(standing.visible == visible)
  }

  @Test("an item that no rule sees never counts as met, and what is seen beyond it is told apart")
  func unseen() throws {
    let standing = try Self.standing([(1, nil, []), (2, nil, ["verified"]), (3, nil, ["missing"])])
    #expect(standing.level == 0)
    #expect(standing.visible == 2)
    #expect(standing.dimensions.first?.missing == [0])
  }

  @Test("each dimension has its level, and the least is that of the whole")
  func dimensions() throws {
    let standing = try Self.standing([
      (1, "a", ["verified"]), (2, "a", ["verified"]), (3, "a", ["missing"]), (1, "b", ["claimed"]),
      (2, "b", ["missing"]), (2, "b", ["contradicted"]),
    ])
    #expect(standing.dimensions.map(\.id) == ["a", "b"])
    #expect(standing.dimensions.map(\.level) == [2, 1])
    #expect(standing.dimensions.map(\.missing) == [[2], [4, 5]])
    #expect(standing.level == 1)
    let none = try Self.standing([(0, "a", ["missing"]), (1, "b", ["verified"])])
    #expect(none.dimensions.map(\.level) == [nil, 4])
    #expect(none.level == nil)
  }

  @Test("what a later gate asks for is looked at there")
  func laterGate() throws {
    let items: [(level: Int, dimension: String?, rules: [String])] = [(1, nil, ["verified"]), (2, nil, ["later"])]
    #expect(try Self.standing(items, gate: .production).level == 1)
    #expect(try Self.standing(items, gate: .operate).level == 4)
  }
}

@Suite("The way back on a scale of levels")
struct ScaleWayBackTests {
  static func wayBack(
    _ items: [(level: Int, dimension: String?, rules: [String])], stated: [Int: String] = [:], ways: String? = "[]"
  ) throws -> ScaleWayBack? {
    try ScaleFixture.assess(ScaleFixture.levels(items, stated: stated, waysBack: ways)).standing?.wayBack
  }

  @Test("a project that meets a higher level, and not a lower one, switches back to what it meets below that")
  func reached() throws {
    let way = try #require(
      try Self.wayBack([
        (1, nil, ["verified"]), (2, nil, ["missing"]), (2, nil, ["claimed"]), (3, nil, ["verified"]),
        (4, nil, ["missing"]),
      ]))
    #expect(way == ScaleWayBack(from: 3, isStated: false, to: 1, items: [1]))
  }

  @Test("so does one that states a higher level")
  func stated() throws {
    let items: [(level: Int, dimension: String?, rules: [String])] = [
      (1, nil, ["verified"]), (2, nil, ["contradicted"]), (3, nil, ["missing"]),
    ]
    let way = try #require(try Self.wayBack(items, stated: [3: "project.name == 'x'"]))
    #expect(way == ScaleWayBack(from: 3, isStated: true, to: 1, items: [1, 2]))
    #expect(try Self.wayBack(items, stated: [3: "project.name == 'y'"]) == nil)
    // What is not known is not stated.
    #expect(try Self.wayBack(items, stated: [3: "project.description == 'x'"]) == nil)
  }

  @Test("the highest level that is stated counts")
  func highest() throws {
    let items: [(level: Int, dimension: String?, rules: [String])] = [(1, nil, ["verified"]), (2, nil, ["missing"])]
    let both = [2: "project.name == 'x'", 4: "project.name == 'x'"]
    #expect(try Self.wayBack(items, stated: both)?.from == 4)
  }

  @Test("nobody is sent back for what is above, for what was not looked at, or where the scale has no ways back")
  func stays() throws {
    #expect(try Self.wayBack([(1, nil, ["verified"]), (2, nil, ["missing"])]) == nil)
    #expect(try Self.wayBack([(1, nil, []), (1, nil, ["later"]), (2, nil, ["verified"])]) == nil)
    #expect(try Self.wayBack([(1, nil, ["missing"]), (2, nil, ["verified"])], ways: nil) == nil)
    #expect(try Self.wayBack([(1, nil, ["missing"]), (2, nil, ["verified"])])?.to == 0)
  }

  @Test("below the lowest level there is no way back")
  func lowest() throws {
    #expect(try Self.wayBack([(0, nil, ["missing"])], stated: [0: "project.name == 'x'"]) == nil)
    #expect(try Self.wayBack([(0, nil, ["missing"]), (1, nil, ["verified"])])?.to == 0)
  }

  @Test("a way of the scale's own leads further back where one of its items is not met")
  func ownWay() throws {
    let items: [(level: Int, dimension: String?, rules: [String])] = [
      (1, nil, ["verified"]), (2, nil, ["verified"]), (3, nil, ["missing"]), (4, nil, ["verified"]),
    ]
    func ways(_ from: Int, _ item: String) -> String {
      "[{from: \(from), to: 1, items: [\(item)], because: the data moved}]"
    }
    #expect(
      try Self.wayBack(items, ways: ways(4, "i2"))
        == ScaleWayBack(from: 4, isStated: false, to: 1, items: [2], because: "the data moved"))
    #expect(try Self.wayBack(items, ways: ways(3, "i2"))?.to == 1)
    #expect(try Self.wayBack(items, ways: ways(4, "i1"))?.to == 2)
    // Held is level 2 here, below where the way begins.
    let below: [(level: Int, dimension: String?, rules: [String])] = [
      (0, nil, ["verified"]), (1, nil, ["missing"]), (2, nil, ["verified"]),
    ]
    #expect(try Self.wayBack(below, ways: ways(4, "i1"))?.because == nil)
  }
}
