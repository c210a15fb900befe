import CEL
import Diagnostics
import Testing

@Suite("Unknowns")
struct UnknownTests {
  /// Every combination of the four answers under `&&`: a decision wins, then an error, then what is unknown.
  static let conjunctions: [(String, String, String)] = [
    ("true", "true", "true"), ("true", "false", "false"), ("true", "U", "unknown: missing"),
    ("true", "E", "error: divisionByZero"), ("false", "true", "false"), ("false", "false", "false"),
    ("false", "U", "false"), ("false", "E", "false"), ("U", "true", "unknown: missing"), ("U", "false", "false"),
    ("U", "U", "unknown: missing"), ("U", "E", "error: divisionByZero"), ("E", "true", "error: divisionByZero"),
    ("E", "false", "false"), ("E", "U", "error: divisionByZero"), ("E", "E", "error: divisionByZero"),
  ]

  private func expand(_ term: String) -> String {
    switch term {
    case "U": "(missing == 'x')"
    case "E": "(1 / 0 == 1)"
    default: term
    }
  }

  private func outcome(_ source: String) -> String {
    Outcomes.text(source, ReleaseFixture.environment, ReleaseFixture.activation)
  }

  @Test("'&&' absorbs what a false decides", arguments: conjunctions)
  func and(left: String, right: String, expected: String) {
    #expect(outcome("\(expand(left)) && \(expand(right))") == expected)
  }

  @Test("'||' absorbs what a true decides", arguments: conjunctions)
  func or(left: String, right: String, expected: String) {
    // By De Morgan: the table of `||` is that of `&&` with the truth values exchanged.
    func flipped(_ term: String) -> String { term == "true" ? "false" : term == "false" ? "true" : term }
    #expect(outcome("\(expand(flipped(left))) || \(expand(flipped(right)))") == flipped(expected))
  }

  @Test(
    "an absent field makes unknown whatever asks about it",
    arguments: [
      ("release.owner", "unknown: release.owner"),
      ("release.owner == 'x'", "unknown: release.owner"),
      ("release.owner != 'x'", "unknown: release.owner"),
      ("'x' == release.owner", "unknown: release.owner"),
      ("!(release.owner == 'x')", "unknown: release.owner"),
      ("release.owner in ['x', 'y', 'z']", "unknown: release.owner"),
      ("release.owner in []", "unknown: release.owner"),
      ("release.owner.startsWith('x')", "unknown: release.owner"),
      ("release.owner.matches('^x')", "unknown: release.owner"),
      ("size(release.owner) > 0", "unknown: release.owner"),
      ("release.owner + 'x'", "unknown: release.owner"),
      ("type(release.owner) == string", "unknown: release.owner"),
      ("dyn(release.owner)", "unknown: release.owner"),
      ("has(release.owner)", "unknown: release.owner"),
      ("!has(release.owner)", "unknown: release.owner"),
      ("has(release.service)", "true"),
      ("!has(release.service)", "false"),
      ("has(release.rehearsal.by)", "unknown: release.rehearsal"),
      ("!has(release.rehearsal.by)", "unknown: release.rehearsal"),
      ("release.rehearsal.by == 'x'", "unknown: release.rehearsal"),
      ("release.rehearsal.on > timestamp(0)", "unknown: release.rehearsal"),
      ("release.rollback.max_minutes <= 10", "unknown: release.rollback.max_minutes"),
      ("-release.rollback.max_minutes", "unknown: release.rollback.max_minutes"),
      ("release.rollback.max_minutes + 1 > 0", "unknown: release.rollback.max_minutes"),
      ("release.rollback.max_minutes * 0 == 0", "unknown: release.rollback.max_minutes"),
      ("[release.owner, 'x']", "unknown: release.owner"),
      ("{'a': release.owner}", "unknown: release.owner"),
      ("{release.owner: 'a'}", "unknown: release.owner"),
      ("['a', 'b'][release.rollback.max_minutes]", "unknown: release.rollback.max_minutes"),
      ("release.labels[release.owner]", "unknown: release.owner"),
      ("release.?owner", "unknown: release.owner"),
      ("release.?owner.orValue('x')", "unknown: release.owner"),
      ("optional.of(release.owner).hasValue()", "unknown: release.owner"),
      ("cel.bind(o, release.owner, o == 'x')", "unknown: release.owner"),
      ("cel.bind(o, release.owner, true)", "true"),
      ("cel.bind(r, release.rollback, r.max_minutes > 1)", "unknown: release.rollback.max_minutes"),
      ("missing", "unknown: missing"),
      ("size(data.extra)", "unknown: data.extra"),
      ("'x' in data.extra", "unknown: data.extra"),
      ("data.extra.exists(e, true)", "unknown: data.extra"),
      ("data.extra.all(e, false)", "unknown: data.extra"),
      ("data.extra.map(e, 1)", "unknown: data.extra"),
      ("data.extra + ['a']", "unknown: data.extra"),
      // An object as a whole is known only where all of it is.
      ("release.rollback == release.rollback", "unknown: release.rollback.max_minutes"),
      ("release.rollback != release.rollback", "unknown: release.rollback.max_minutes"),
      ("data.sources[0] in data.sources", "unknown: data.sources[1].access, data.sources[2].rows"),
      ("!([release.rollback] == [release.rollback])", "unknown: release.rollback.max_minutes"),
      ("any.owner == 'x'", "unknown: release.owner"),
      ("has(any.owner)", "unknown: release.owner"),
      ("any.service", "'churn'"),
      ("any.nothing", "error: noSuchField"),
      ("unbound == 1", "error: unboundVariable"),
    ])
  func absent(source: String, expected: String) {
    #expect(outcome(source) == expected)
  }

  @Test(
    "a map is not an object: a key that is not there is not there",
    arguments: [
      ("has(release.labels.tier)", "true"), ("has(release.labels.team)", "false"),
      ("!has(release.labels.team)", "true"), ("release.labels.team == 'x'", "error: noSuchKey"),
      ("'team' in release.labels", "false"), ("release.labels['tier']", "'gold'"),
      ("release.labels.?team.orValue('none')", "'none'"),
    ])
  func maps(source: String, expected: String) {
    #expect(outcome(source) == expected)
  }

  @Test(
    "all undecided paths are named, sorted and once",
    arguments: [
      (
        "release.rollback.max_minutes <= 10 && release.owner == 'x'",
        "unknown: release.owner, release.rollback.max_minutes"
      ),
      ("release.owner + missing + release.owner", "unknown: missing, release.owner"),
      ("[missing, release.owner, gate]", "unknown: missing, release.owner"),
      ("release.owner == 'x' || missing == 'y' || false", "unknown: missing, release.owner"),
      ("release.owner == missing", "unknown: missing, release.owner"),
      ("release.owner < missing", "unknown: missing, release.owner"),
      ("release.owner in data.extra", "unknown: data.extra, release.owner"),
      ("release.owner.replace(missing, gate)", "unknown: missing, release.owner"),
      ("{missing: release.owner}", "unknown: missing, release.owner"),
    ])
  func union(source: String, expected: String) {
    #expect(outcome(source) == expected)
  }

  @Test(
    "an error that nothing absorbs wins over an unknown",
    arguments: [
      ("release.rollback.max_minutes + 1 / 0", "error: divisionByZero"),
      ("1 / 0 + release.rollback.max_minutes", "error: divisionByZero"),
      ("[release.rollback.max_minutes, 1 / 0]", "error: divisionByZero"),
      ("{'a': missing, 'b': string(1 / 0)}", "error: divisionByZero"),
      ("missing == string(1 / 0)", "error: divisionByZero"),
      ("missing.replace(string(1 / 0), 'a')", "error: divisionByZero"),
      ("string(1 / 0) in data.extra", "error: divisionByZero"),
      ("data.sources.filter(s, s.access == string(1 / 0))", "error: divisionByZero"),
      ("data.sources.all(s, s.access == 'open' || 1 / 0 > 0)", "error: divisionByZero"),
      ("data.sources.exists(s, s.access == 'closed' || 1 / 0 > 0)", "true"),
    ])
  func errors(source: String, expected: String) {
    #expect(outcome(source) == expected)
  }

  @Test(
    "comprehensions fold what is unknown, and name the element",
    arguments: [
      ("data.sources.exists(s, s.access == 'open')", "true"),
      ("data.sources.exists(s, s.access == 'closed')", "true"),
      ("data.sources.exists(s, s.access == 'secret')", "unknown: data.sources[1].access"),
      ("data.sources.all(s, s.access == 'open')", "false"),
      ("data.sources.all(s, s.access != 'secret')", "unknown: data.sources[1].access"),
      ("data.sources.all(s, has(s.access))", "unknown: data.sources[1].access"),
      ("data.sources.all(s, s.name != '')", "true"),
      ("data.sources.all(s, s.access != '' && s.rows > 0)", "unknown: data.sources[1].access, data.sources[2].rows"),
      ("data.sources.filter(s, s.access == 'open').size()", "unknown: data.sources[1].access"),
      ("data.sources.filter(s, s.name == 'c').all(s, s.rows > 0)", "unknown: data.sources[2].rows"),
      ("data.sources.map(s, s.rows)", "unknown: data.sources[2].rows"),
      ("data.sources.map(s, s.name)", "['a', 'b', 'c']"),
      ("data.sources.map(s, s.access == 'open', s.name)", "unknown: data.sources[1].access"),
      ("data.sources.exists_one(s, s.access == 'open')", "unknown: data.sources[1].access"),
      ("data.sources.exists_one(s, s.name == 'a')", "true"),
      ("data.sources.exists(i, s, i == 1 && s.access == 'open')", "unknown: data.sources[1].access"),
      ("data.sources.transformMap(i, s, s.access)", "unknown: data.sources[1].access"),
      ("data.sources[1].access", "unknown: data.sources[1].access"),
      ("data.sources[0].access", "'open'"),
      ("[1, 2].all(n, n > 0 || missing == 'x')", "true"),
      ("[1, 2].all(n, missing == 'x')", "unknown: missing"),
      ("[].all(n, missing == 'x')", "true"),
      ("[].exists(n, missing == 'x')", "false"),
      ("data.tags.all(t, t != missing)", "unknown: missing"),
    ])
  func comprehensions(source: String, expected: String) {
    #expect(outcome(source) == expected)
  }

  @Test(
    "an unknown condition makes '?:' unknown, an unknown branch only where it is taken",
    arguments: [
      ("missing == 'x' ? 1 : 2", "unknown: missing"),
      ("missing == 'x' ? 1 : 1", "unknown: missing"),
      ("true ? 'a' : missing", "'a'"),
      ("false ? 'a' : missing", "unknown: missing"),
      ("missing == 'x' ? release.owner : 'a'", "unknown: missing"),
    ])
  func conditional(source: String, expected: String) {
    #expect(outcome(source) == expected)
  }

  @Test("an unknown says where its value would belong")
  func place() throws {
    let program = try ReleaseFixture.environment.compile("release.rollback.max_minutes > 1")
    guard case .unknown(let unknown) = program.evaluate(ReleaseFixture.activation) else {
      Issue.record("not unknown")
      return
    }
    #expect(unknown == [Unknown(path: "release.rollback.max_minutes", place: ReleaseFixture.file.range(38..<38))])
  }

  @Test("a long list of unknowns stays in order and is named once each")
  func many() throws {
    let row = ObjectType(name: "row", fields: [.init(name: "x", type: .int)])
    let environment = Environment(variables: [Variable("rows", .list(.object(row)))])
    let path = AttributePath(.field("rows"))
    let elements = (0..<5000).map { index in
      Value.object(
        ObjectValue(type: row, path: AttributePath(.index(index), in: path), fields: [.absent(place: nil)]))
    }
    var activation = environment.activation()
    activation.bind("rows", to: .list(ListValue(elements, path: path)))
    let program = try environment.compile("rows.all(r, r.x > 0 && r.x > 1) && rows.all(r, r.x > 0)")
    guard case .unknown(let unknown) = program.evaluate(activation) else {
      Issue.record("not unknown")
      return
    }
    #expect(unknown.count == 5000)
    #expect(unknown.first?.path == "rows[0].x" && unknown[1].path == "rows[1000].x")
  }
}
