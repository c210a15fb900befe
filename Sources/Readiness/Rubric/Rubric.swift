public import Diagnostics

/// A rubric with everything that it judges by: what it extends and what it chose from the library are already in it.
public struct Rubric: Sendable {
  /// Its name.
  public var name: String
  /// What people call it.
  public var title: String
  /// What it is for.
  public var description: String?
  /// The areas, in the order of reports; every rule belongs to one of them.
  public var areas: [(id: String, title: String)]
  /// The score that a gate needs; a gate without one is not decided by this rubric.
  public var thresholds: [Gate: Int]
  /// The parameters, by name.
  public var parameters: [String: ParameterValue]
  /// The policy for NO-GO, or the default.
  public var noGo: SourceFragment?
  /// The policy for CONDITIONAL GO, or the default.
  public var conditional: SourceFragment?
  /// How many waivers may be in force.
  public var mostWaivers: Int?
  /// How long a waiver may be in force, in nanoseconds.
  public var longestWaiver: Int64?
  /// The published scale that the rules are read on, where there is one.
  public var scale: Scale?
  /// The rules, in order.
  public var rules: [Rule]
  /// What was changed from the rubrics that it extends.
  public var tailoring: [TailoringNote]
  /// The files that it was read from: its own first, then those that it extends, then the library's.
  public var files: [SourceFile]
  /// Where it starts.
  public var place: SourceRange

  /// The parameters in byte order of their names.
  public var sortedParameters: [(name: String, value: ParameterValue)] {
    parameters.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
  }

  /// The rule of an id or a former id.
  public func rule(_ id: String) -> Rule? {
    rules.first { sameBytes($0.id, id) }
      ?? rules.first { $0.aliases.contains { sameBytes($0, id) } }
  }

  /// SHA-256 over everything that decides: a change of a threshold, a weight or an expression changes it, a change of
  /// wording does too, a change of comments or of the order of keys does not.
  public var digest: Digest {
    var canonical = CanonicalJSON()
    var hash = SHA256()
    canonical.object { object in
      object.member("areas") { $0.array(areas) { json, area in json.strings([area.id, area.title]) } }
      object.member("conditional") { $0.string(conditional?.text ?? "") }
      object.member("longest_waiver") { $0.integer(longestWaiver ?? -1) }
      object.member("most_waivers") { $0.integer(Int64(mostWaivers ?? -1)) }
      object.member("name") { $0.string(name) }
      object.member("no_go") { $0.string(noGo?.text ?? "") }
      object.member("params") {
        $0.array(sortedParameters) { json, parameter in json.strings([parameter.name, parameter.value.description]) }
      }
      object.member("rules") {
        $0.array(rules) { json, rule in
          rule.storage.statement.write(to: &json)
          json.drain(into: &hash)
        }
      }
      // Only where there is one: rubrics without keep the digest that they had before there were scales.
      if let scale { object.member("scale") { scale.write(to: &$0) } }
      object.member("thresholds") {
        $0.array(Gate.allCases) { json, gate in json.integer(Int64(thresholds[gate] ?? -1)) }
      }
      object.member("title") { $0.string(title) }
    }
    canonical.drain(into: &hash)
    return hash.finish()
  }
}

extension Rule.Statement {
  fileprivate func write(to json: inout CanonicalJSON) {
    json.object { object in
      object.member("aliases") { $0.strings(aliases) }
      object.member("claim") { $0.string(claim?.text ?? "") }
      object.member("effort") { $0.string(effort.rawValue) }
      object.member("enforced_from") { $0.string(enforcedFrom ?? "") }
      object.member("evidence") { $0.string(evidence?.text ?? "") }
      object.member("gates") { $0.strings(Gate.allCases.map { gates[$0]?.rawValue ?? "" }) }
      object.member("id") { $0.string(id) }
      object.member("max_age") { $0.integer(maxAge ?? -1) }
      object.member("message") { $0.string(message?.text ?? "") }
      object.member("remedy") { $0.string(remedy ?? "") }
      object.member("severity") { $0.string(severity.rawValue) }
      object.member("sources") { $0.strings(sources) }
      object.member("title") { $0.string(title) }
      object.member("verify") { $0.string(verify?.text ?? "") }
      object.member("waivable") { $0.string(isWaivable ? "yes" : "no") }
      object.member("weight") { $0.integer(Int64(weight)) }
      object.member("when") { $0.string(when?.text ?? "") }
      object.member("why") { $0.string(why ?? "") }
    }
  }
}
