import CEL
import Diagnostics
import Documents
public import Evidence
import Schema

/// The evidence as expressions see it: each item a value of its kind's type. It depends on the artifacts alone, so that
/// it can be made while the rubrics are still being compiled.
public struct BoundEvidence: Sendable {
  /// What was bound.
  public let collection: EvidenceCollection
  /// Each item's value, in the order of the collection's items.
  let items: [ObjectValue?]
  /// `artifacts`, with a list for each kind.
  let artifacts: ObjectValue
  private let indices: [ObjectIdentifier: Int]

  /// Binds all items.
  public init(_ collection: EvidenceCollection, vocabulary: Vocabulary) {
    self.collection = collection
    let root = AttributePath(.field("artifacts"))
    var items: [ObjectValue?] = []
    var indices: [ObjectIdentifier: Int] = [:]
    var byKind: [String: [(value: Value, origin: SourceRange)]] = [:]
    for (index, item) in collection.items.enumerated() {
      let path = AttributePath(
        .index(byKind[item.kind]?.count ?? 0), in: AttributePath(.field(item.kind), in: root))
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
      origins.append(collection.items[index].range)
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
