import CEL
import Diagnostics
import Documents
import Evidence
import FuzzSupport
import Readiness
import Schema
import ShippedFiles

/// What the tool ships with, read once.
enum Shipped {
  static let vocabulary = result { () throws(DiagnosticsError) in try Vocabulary(shippedSchemas()) }

  static let presence = Presence(
    placeholders: Placeholders(
      (Document.yaml(packageFile("rubrics/placeholders.yaml")).root?.elements ?? []).compactMap(\.scalarText)))

  static let now = result { () throws(DiagnosticsError) in
    guard let now = RuleExampleRunner.defaultNow else { throw DiagnosticsError([]) }
    return now
  }

  static let rubric = result { () throws(DiagnosticsError) in
    try CompiledRubric(
      try RubricResolver(catalogue: shippedCatalogue(), schema: vocabulary.rubricSchema)
        .rubric(named: "production-readiness"),
      vocabulary: vocabulary)
  }
}

// Manifests: from any bytes to the complaints of the schema; one that the schema is content with is judged as well.
unsafe fuzz { start, count in
  let file = unsafe SourceFile(path: "gonogo.yaml", bytes: bytes(start, count))
  let document = Document.yaml(file)
  guard let root = document.root else { return 0 }
  let reader = ManifestReader(schema: Shipped.vocabulary.manifestSchema, presence: Shipped.presence)
  let manifest = reader.manifest(file, document: root)
  show(document.diagnostics + manifest.diagnostics)
  walk(manifest.facts)
  guard !(document.diagnostics + manifest.diagnostics).hasErrors else { return 0 }
  let assessor = Assessor(vocabulary: Shipped.vocabulary, rubrics: [Shipped.rubric], isStrict: false)
  let assessment = assessor.assess(
    Facts(
      manifest: manifest, evidence: EvidenceCollection(), gate: manifest.gate ?? .production,
      now: Shipped.now), run: Assessor.Run(toolVersion: "fuzz", command: "gonogo assess"))
  show(assessment.diagnostics)
  return 0
}
