import Builtins
import CEL
import Diagnostics
import Documents
import Evidence
import Schema
import Testing

@testable import Readiness

/// Judges small projects by small rubrics, both written out in a test.
struct Workbench {
  let vocabulary: Vocabulary
  let now: Timestamp

  init(now: String = "2026-07-01T00:00:00Z") throws {
    vocabulary = try Vocabulary(Builtins.schemas)
    self.now = try Timestamp.parse(now)
  }

  func rubric(_ yaml: String, others: [String: String] = [:], library: [String: String] = [:]) throws -> CompiledRubric
  {
    var catalogue = Catalogue()
    catalogue.rubrics["test"] = SourceFile(path: "test.yaml", text: yaml)
    for (name, text) in others { catalogue.rubrics[name] = SourceFile(path: "\(name).yaml", text: text) }
    for (area, text) in library { catalogue.ruleFiles[area] = SourceFile(path: "rules/\(area).yaml", text: text) }
    let resolver = RubricResolver(catalogue: catalogue, schema: vocabulary.rubricSchema)
    return try CompiledRubric(try resolver.rubric(named: "test"), vocabulary: vocabulary)
  }

  func manifest(_ yaml: String) -> Manifest {
    let file = SourceFile(path: "gonogo.yaml", text: yaml)
    let document = Document.yaml(file)
    let reader = ManifestReader(
      schema: vocabulary.manifestSchema, presence: Presence(placeholders: Placeholders(["tbd"])))
    let root = document.root ?? Node(.map([]), at: file.whole)
    let manifest = reader.manifest(file, document: root)
    return Manifest(
      file: manifest.file, written: root, facts: manifest.facts, absences: manifest.absences,
      diagnostics: document.diagnostics + manifest.diagnostics)
  }

  /// Items of evidence, by kind, as YAML lists.
  func evidence(
    _ yaml: String, unreadable: [String] = [], undeclared: [String] = []
  ) -> EvidenceCollection {
    let file = SourceFile(path: "evidence.yaml", text: yaml)
    var items: [EvidenceItem] = []
    for entry in Document.yaml(file).root?.entries ?? [] {
      for node in entry.value.elements {
        var item = EvidenceItem(kind: entry.key, format: "test", range: node.range, facts: node)
        item.producedAt = node["produced_at"]
        item.commit = node["commit"]
        item.modelVersion = node["model_version"]
        items.append(item)
      }
    }
    return EvidenceCollection(
      items: items,
      unreadable: unreadable.map {
        let broken = SourceFile(path: "broken", text: "")
        return .init(
          kind: $0, file: broken,
          diagnostics: [Diagnostic(.error, id: "test.broken", "it is truncated", at: broken.whole)])
      },
      declarations: undeclared.map {
        .init(kind: $0, pattern: "lost/*.xml", place: SourceFile(path: "gonogo.yaml", text: "").whole, matches: [])
      })
  }

  func assess(
    _ rubric: CompiledRubric, manifest: String = "{gonogo: 1, project: {name: test}}",
    evidence: EvidenceCollection? = nil,
    gate: Gate = .production, strict: Bool = false
  ) -> Assessment {
    Assessor(vocabulary: vocabulary, rubrics: [rubric], isStrict: strict).assess(
      Facts(
        manifest: self.manifest(manifest), evidence: evidence ?? EvidenceCollection(), gate: gate, now: now),
      run: Assessor.Run(toolVersion: "test", command: "gonogo assess"))
  }
}

extension Assessment {
  subscript(_ id: String) -> RuleAssessment? {
    rubrics.flatMap(\.rules).first { $0.rule.id == id }
  }
}
