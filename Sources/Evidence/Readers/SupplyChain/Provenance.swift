import Diagnostics
import Documents

/// Where something was built and from what: SLSA's provenance of versions 0.1, 0.2 and 1 (slsa.dev/spec), which say the
/// same under different names.
struct Provenance {
  private var builder: String?
  private var buildType: String?
  private var source: Node?
  private(set) var commit: String?
  private(set) var started: StatedTime?
  private(set) var finished: StatedTime?
  private var materials: Int?
  private var isReproducible: Bool?
  private var isComplete: Bool?

  /// Nothing is known.
  init() {}

  init(_ statement: Node) {
    guard statement["predicateType"]?.text?.startsWithBytes("https://slsa.dev/provenance/") == true,
      let predicate = statement["predicate"] ?? statement["slsaProvenance"]
    else { return }
    if let definition = predicate["buildDefinition"] {
      readNew(definition, predicate["runDetails"])
    } else {
      readOld(predicate)
    }
  }

  /// Version 1.
  private mutating func readNew(_ definition: Node, _ run: Node?) {
    builder = run?["builder"]?["id"]?.text
    buildType = definition["buildType"]?.text
    started = run?["metadata"]?["startedOn"]?.text.flatMap(StatedTime.init)
    finished = run?["metadata"]?["finishedOn"]?.text.flatMap(StatedTime.init)
    let dependencies = definition["resolvedDependencies"]?.elements
    materials = dependencies?.count
    setSource(dependencies?.first)
  }

  /// Versions 0.1 and 0.2.
  private mutating func readOld(_ predicate: Node) {
    builder = predicate["builder"]?["id"]?.text
    let recipe = predicate["recipe"]
    buildType = predicate["buildType"]?.text ?? recipe?["type"]?.text
    let metadata = predicate["metadata"]
    started = metadata?["buildStartedOn"]?.text.flatMap(StatedTime.init)
    finished = metadata?["buildFinishedOn"]?.text.flatMap(StatedTime.init)
    isReproducible = metadata?["reproducible"]?.bool
    isComplete = metadata?["completeness"]?["materials"]?.bool
    let materials = predicate["materials"]?.elements
    self.materials = materials?.count
    let index = (recipe?["definedInMaterial"]?.integer).flatMap { Int(exactly: $0) } ?? 0
    let material = materials.flatMap { $0.indices.contains(index) ? $0[index] : nil }
    setSource(predicate["invocation"]?["configSource"] ?? material)
  }

  private mutating func setSource(_ material: Node?) {
    source = material?["uri"]
    let digest = material?["digest"]
    commit = [digest?["gitCommit"], digest?["sha1"]].compactMap { $0?.text }.first { Requirement.isWholeCommit($0) }
  }

  func describe(_ facts: inout Facts) {
    facts.set("builder", text: builder, limit: 500)
    facts.set("build_type", text: buildType, limit: 500)
    facts.set("source_uri", text: source?.text.map(withoutCredentials), limit: 1000)
    facts.set("started_at", time: started.flatMap { $0.isDay ? nil : $0 })
    facts.set("finished_at", time: finished.flatMap { $0.isDay ? nil : $0 })
    facts.set("materials", count: materials)
    facts.set("reproducible", flag: isReproducible)
    facts.set("materials_complete", flag: isComplete)
  }
}
