import CEL
import Diagnostics
import Documents
import FuzzSupport
import Readiness
import Schema
import ShippedFiles

/// What the tool ships with, read once.
enum Shipped {
  static let schemas = shippedSchemas()
  static let vocabulary = result { () throws(DiagnosticsError) in try Vocabulary(schemas) }
  static let catalogue = shippedCatalogue()
  static let examples = result { () throws(DiagnosticsError) in
    try RuleExampleRunner(
      vocabulary: vocabulary, schemas: schemas, presence: Presence(placeholders: Placeholders(["tbd"])))
  }
}

// A rubric's file, with its rules and their examples: from any bytes to what is wrong with it, or to its examples' verdicts.
unsafe fuzz { start, count in
  let file = unsafe SourceFile(path: "rubrics/input.yaml", bytes: bytes(start, count))
  var catalogue = Shipped.catalogue
  catalogue.rubrics["input"] = file
  do throws(DiagnosticsError) {
    let resolver = RubricResolver(catalogue: catalogue, schema: Shipped.vocabulary.rubricSchema)
    let rubric = try CompiledRubric(try resolver.rubric(named: "input"), vocabulary: Shipped.vocabulary)
    show(rubric.warnings)
    show(Shipped.examples.run(rubric).diagnostics)
  } catch {
    require(error.diagnostics.hasErrors, "refused without an error")
    show(error.diagnostics)
  }
  return 0
}
