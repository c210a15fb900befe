public import CEL
import Diagnostics
import Documents
public import Evidence
import Schema

/// All that rules are decided from, for one project at one gate: manifest, evidence, parameters, gate and now.
public struct Facts: Sendable {
  /// What the team states.
  public let manifest: Manifest
  /// What its pipeline shows.
  public let evidence: EvidenceCollection
  /// The gate.
  public let gate: Gate
  /// The time.
  public let now: Timestamp

  /// Facts.
  public init(manifest: Manifest, evidence: EvidenceCollection, gate: Gate, now: Timestamp) {
    self.manifest = manifest
    self.evidence = evidence
    self.gate = gate
    self.now = now
  }
}

extension Facts {
  /// The facts as an expression outside of any rule sees them, in the vocabulary's `promptEnvironment`. Every sign-off of
  /// the manifest is there, as whether it stands depends on rubrics.
  public func promptActivation(in environment: Environment, _ vocabulary: Vocabulary) -> Activation {
    let signoffs = (manifest.facts["signoffs"]?.elements ?? []).map {
      SignoffStatus(state: .standing, place: $0.range)
    }
    let parameters = ObjectValue(type: ObjectType(name: "params", fields: []), fields: [])
    return BoundFacts(self, vocabulary: vocabulary, signoffs: signoffs)
      .activation(in: environment, parameters: parameters)
  }
}

/// The values that expressions see, bound once for a run.
struct BoundFacts: Sendable {
  let facts: Facts
  /// Each item's value, in the order of the collection's items.
  let items: [ObjectValue?]
  /// The standing of the sign-offs, for the reports.
  let signoffs: [SignoffStatus]
  private let sections: [(name: String, value: Value?, place: SourceRange)]
  private let artifacts: ObjectValue
  private let indices: [ObjectIdentifier: Int]

  init(_ facts: Facts, vocabulary: Vocabulary, signoffs: [SignoffStatus]) {
    self.facts = facts
    self.signoffs = signoffs
    let manifest = facts.manifest
    let absences = AbsencePlaces(manifest.absences)
    sections = Vocabulary.sections.compactMap { section in
      guard let type = vocabulary.manifest.type(at: [section]) else { return nil }
      guard let entry = manifest.facts.entry(section) else { return (section, nil, manifest.file.whole) }
      var node = entry.value
      let place = entry.keyRange
      if section == "signoffs" {
        // Rules see only those that stand.
        let standing = zip(node.elements, signoffs).filter { $1.state == .standing || $1.state == .onOtherEvidence }
        node.content = .list(standing.map(\.0))
      }
      return (
        section, type.value(of: node, at: AttributePath(.field(section)), place: place, absences: absences), place
      )
    }
    var items: [ObjectValue?] = []
    var indices: [ObjectIdentifier: Int] = [:]
    var byKind: [String: [(value: Value, origin: SourceRange)]] = [:]
    for (index, item) in facts.evidence.items.enumerated() {
      let path = AttributePath(
        .index(byKind[item.kind]?.count ?? 0),
        in: AttributePath(.field(item.kind), in: AttributePath(.field("artifacts"))))
      guard let type = vocabulary.item(item.kind),
        case .object(let object) = type.value(of: item.identifiedFacts, at: path)
      else {
        items.append(nil)
        continue
      }
      items.append(object)
      indices[ObjectIdentifier(object)] = index
      byKind[item.kind, default: []].append((.object(object), item.range))
    }
    self.items = items
    self.indices = indices
    let root = AttributePath(.field("artifacts"))
    artifacts = ObjectValue(
      type: vocabulary.artifactsType, path: root,
      fields: vocabulary.kinds.map { kind in
        let own = byKind[kind] ?? []
        return .present(
          .list(
            ListValue(own.map(\.value), origins: own.map(\.origin), path: AttributePath(.field(kind), in: root))),
          origin: nil)
      })
  }

  /// Binds manifest, parameters, gate and time; in the environment of `evidence`, the artifacts too.
  func activation(in environment: Environment, parameters: ObjectValue) -> Activation {
    var activation = environment.activation()
    for section in sections {
      if let value = section.value {
        activation.bind(section.name, to: value, origin: section.place)
      } else {
        activation.bindAbsent(section.name, path: AttributePath(.field(section.name)), place: section.place)
      }
    }
    activation.bind("params", to: .object(parameters))
    activation.bind("gate", to: .string(facts.gate.rawValue))
    activation.bind("now", to: .timestamp(facts.now))
    activation.bind("artifacts", to: .object(artifacts))
    return activation
  }

  /// Which items a selection holds, by their indices in the collection; elements that are no items are left out.
  func itemIndices(of selection: ListValue) -> [Int] {
    selection.elements.compactMap { element in
      guard case .object(let object) = element else { return nil }
      return indices[ObjectIdentifier(object)]
    }
  }

  /// Items as `verify` sees them.
  func selection(of itemIndices: [Int]) -> Value {
    var values: [Value] = []
    var origins: [SourceRange] = []
    for index in itemIndices {
      guard let object = items[index] else { continue }
      values.append(.object(object))
      origins.append(facts.evidence.items[index].range)
    }
    return .list(ListValue(values, origins: origins, path: AttributePath(.field("evidence"))))
  }
}

extension EvidenceItem {
  /// The facts together with what identifies the item: its path, format, tool, time, commit and versions.
  var identifiedFacts: Node {
    var identity = EvidenceIdentity(path: path, digest: range.file.digest.hex, format: format)
    identity.tool = tool?.name
    identity.toolVersion = tool?.version
    identity.producedAt = producedAt
    identity.commit = commit
    identity.modelVersion = modelVersion
    identity.datasetDigest = datasetDigest
    // A rule's example states identity among its facts, a path for instance; its time is read as that of any item.
    let stated = facts.entries.filter { !sameBytes($0.key, "produced_at") }
    let own = identity.item(facts: Node(.map([]), at: facts.range), at: range).entries
    let further = own.filter { field in !stated.contains { sameBytes($0.key, field.key) } }
    return Node(.map(stated + further), at: facts.range)
  }
}
