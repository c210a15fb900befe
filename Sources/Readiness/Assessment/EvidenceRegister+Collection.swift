import Diagnostics
import Documents
import Evidence

extension EvidenceRegister {
  /// The register of a collection, in its order; nothing is used yet.
  init(_ collection: EvidenceCollection) {
    let lost = collection.unreadable.map { unreadable in
      Unreadable(
        kind: unreadable.kind, path: unreadable.file.path,
        reason: unreadable.diagnostics.first?.message ?? "it cannot be read", place: unreadable.diagnostics.first?.place
      )
    }
    let absent = collection.declarations.filter(\.matches.isEmpty).map {
      Unreadable(kind: $0.kind, path: $0.pattern, reason: "declared, and not there", place: $0.place)
    }
    self.init(
      entries: collection.items.map { item in
        Entry(
          kind: item.kind, format: item.format, place: item.range, digest: item.range.file.digest,
          tool: item.tool.map { tool in tool.version.map { "\(tool.name) \($0)" } ?? tool.name },
          producedAt: item.producedAt?.scalarText, commit: item.commit?.scalarText,
          modelVersion: item.modelVersion?.scalarText, datasetDigest: item.datasetDigest?.scalarText)
      }, unreadable: lost + absent, passedOver: collection.passedOver)
  }

  /// Notes which items a rubric's rules used.
  mutating func note(uses rubric: RubricAssessment) {
    let rules = rubric.rules
    for index in rules.indices where !rules[index].evidence.isEmpty {
      let name = "\(rubric.name)/\(rules[index].rule.id)"
      for use in rules[index].evidence { entries[use.entry].usedBy.append(name) }
    }
  }
}
