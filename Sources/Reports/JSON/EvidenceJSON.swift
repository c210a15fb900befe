import Diagnostics
import Documents
public import Evidence

/// The evidence of a project for programs, before anything is judged. `templates/schemas/evidence.json` describes it.
/// The same evidence, the same bytes.
public struct EvidenceJSON: Sendable {
  /// A writer.
  public init() {}

  /// The evidence as UTF-8.
  public func report(_ evidence: EvidenceCollection) -> [UInt8] {
    JSONWriter.document { $0.collection(evidence) }
  }
}

extension JSONWriter {
  fileprivate func collection(_ evidence: EvidenceCollection) {
    object {
      member("gonogo_evidence", 1)
      array("items", evidence.items) { item($0) }
      array("unreadable", evidence.unreadable) { file in
        object {
          member("kind", file.kind)
          member("path", file.file.path)
          array("diagnostics", file.diagnostics) { diagnostic($0) }
        }
      }
      array("declarations", evidence.declarations) { declaration in
        object {
          member("kind", declaration.kind)
          member("pattern", declaration.pattern)
          member("place", declaration.place)
          member("matches", declaration.matches)
        }
      }
      array("passed_over", evidence.passedOver) { path in
        line {
          member("path", path.path)
          member("reason", path.reason)
        }
      }
      array("diagnostics", evidence.diagnostics) { diagnostic($0) }
    }
  }

  private func item(_ item: EvidenceItem) {
    object {
      member("kind", item.kind)
      member("format", item.format)
      member("place", item.range)
      member("digest", item.range.file.digest.description)
      member("tool", item.tool?.name)
      member("tool_version", item.tool?.version)
      member("produced_at", item.producedAt?.scalarText)
      member("commit", item.commit?.scalarText)
      member("model_version", item.modelVersion?.scalarText)
      member("dataset_digest", item.datasetDigest?.scalarText)
      member("facts") { node(item.facts) }
      array("diagnostics", item.diagnostics) { diagnostic($0) }
    }
  }

  private func node(_ node: Node) {
    switch node.content {
    case .null: null()
    case .bool(let value): bool(value)
    // Readers give counts: what is beyond 2^53 would be another number to most programs.
    case .integer(let value): int(Int(value))
    case .number(let value): double(value)
    case .unrepresentable: node.scalarText.map(string) ?? null()
    case .text(let text): string(text)
    case .list(let elements): array(elements) { self.node($0) }
    case .map(let entries):
      object {
        for entry in entries { member(named: entry.key) { self.node(entry.value) } }
      }
    }
  }
}
