public import Diagnostics
import FuzzSupport
public import Readiness
public import Schema

/// The schemas that the tool ships with, read from the package's folder.
public func shippedSchemas() -> SchemaStore {
  let folder = "templates/schemas/"
  let names =
    packageFiles(in: folder, ending: ".json")
    + packageFiles(in: folder + "evidence", ending: ".json").map { "evidence/" + $0 }
  return SchemaStore(sources: names.map { ($0, packageFile(folder + $0 + ".json")) })
}

/// The rubric and the rules that the tool ships with.
public func shippedCatalogue() -> Catalogue {
  var catalogue = Catalogue()
  catalogue.rubrics["production-readiness"] = packageFile("rubrics/production-readiness.yaml")
  for name in packageFiles(in: "rubrics/rules", ending: ".yaml") {
    catalogue.ruleFiles[name] = packageFile("rubrics/rules/\(name).yaml")
  }
  return catalogue
}

/// What something comes to that cannot fail: with what the tool ships, nothing is wrong.
public func result<Value>(_ make: () throws(DiagnosticsError) -> Value) -> Value {
  do throws(DiagnosticsError) {
    return try make()
  } catch {
    fatalError(error.diagnostics.map { $0.rendered() }.joined(separator: "\n"))
  }
}
