import Builtins
import Diagnostics
import Documents
import Readiness
import Testing

/// `rubrics/demands.yaml` against the rule library: nothing that practitioners demand is forgotten without a word.
@Suite("Every demand has a rule, or a reason why it cannot have one")
struct DemandsTests {
  @Test("there are as many demands as were gathered, each with an id of its own and in words")
  func complete() throws {
    let demands = try Self.demands()
    let ids = demands.compactMap { $0["id"]?.text }
    #expect(demands.count == 162)
    #expect(ids.count == demands.count)
    #expect(Set(ids).count == ids.count)
    #expect(demands.filter { ($0["demand"]?.text ?? "").isEmpty }.map(Self.name) == [])
  }

  @Test("each demand names its rules, or says why it has none, and nothing else stands there")
  func answered() throws {
    let known: Set<String> = ["id", "demand", "rules", "because", "unseen"]
    var faults: [String] = []
    for demand in try Self.demands() {
      let name = Self.name(demand)
      let hasRules = !(demand["rules"]?.elements.isEmpty ?? true)
      let hasReason = !(demand["because"]?.text ?? "").isEmpty
      if hasRules == hasReason { faults.append("\(name): rules or because") }
      if let unseen = demand["unseen"], (unseen.text ?? "").isEmpty { faults.append("\(name): unseen") }
      for entry in demand.entries where !known.contains(entry.key) { faults.append("\(name): \(entry.key)") }
    }
    #expect(faults == [])
  }

  @Test("every rule that a demand names is in the library, once")
  func rulesExist() throws {
    let library = Set(try Self.rules().compactMap { $0["id"]?.text })
    #expect(library.count > 250)
    var faults: [String] = []
    for demand in try Self.demands() {
      let rules = (demand["rules"]?.elements ?? []).compactMap(\.text)
      if rules.count != demand["rules"]?.elements.count ?? 0 { faults.append("\(Self.name(demand)): not a name") }
      if Set(rules).count != rules.count { faults.append("\(Self.name(demand)): a rule twice") }
      for rule in rules where !library.contains(rule) { faults.append("\(Self.name(demand)): \(rule)") }
    }
    #expect(faults == [])
  }

  @Test("every rule says why, what to do next and how much work that is, and names sources of the bibliography")
  func rulesAreComplete() throws {
    let file = try #require(Builtins.file("rubrics/sources.yaml"))
    let bibliography = Set((try Document.yaml(file).valid().root?["sources"]?.entries ?? []).map(\.key))
    var faults: [String] = []
    for rule in try Self.rules() {
      for field in ["why", "remedy", "effort", "message"] where (rule[field]?.text ?? "").isEmpty {
        faults.append("\(Self.name(rule)): \(field)")
      }
      let sources = (rule["sources"]?.elements ?? []).compactMap(\.text)
      if sources.isEmpty { faults.append("\(Self.name(rule)): no source") }
      for source in sources where !bibliography.contains(source) { faults.append("\(Self.name(rule)): \(source)") }
    }
    #expect(faults == [])
  }

  @Test("a file of demands is no rubric")
  func noRubric() {
    #expect(!Builtins.catalogue.names.contains("demands"))
    #expect(Builtins.catalogue.names.contains("production-readiness"))
  }

  private static func demands() throws -> [Node] {
    let file = try #require(Builtins.file("rubrics/demands.yaml"))
    return try #require(try Document.yaml(file).valid().root?["demands"]).elements
  }

  /// The rules of all areas, as they stand in the library's files.
  private static func rules() throws -> [Node] {
    try Builtins.catalogue.ruleFiles.values.flatMap { file in
      try Document.yaml(file, firstOnly: true).valid().root?["rules"]?.elements ?? []
    }
  }

  private static func name(_ node: Node) -> String {
    node["id"]?.text ?? "at \(node.range)"
  }
}
