public import Diagnostics
import Documents
public import Readiness
public import Reports
public import Schema

/// What the executable brings along, handed on as values: rubrics, rules, schemas, templates, the reports' style.
public enum Builtins {
  /// All embedded files, in byte order of their paths.
  public static var files: [EmbeddedFile] { embeddedFiles }

  /// An embedded file by its path in the package.
  public static func file(_ path: String) -> SourceFile? {
    embeddedFiles.first { sameBytes($0.path, path) }.map(\.source)
  }

  /// The rubrics, the rule library and the frameworks.
  public static var catalogue: Catalogue {
    var catalogue = Catalogue()
    for file in embeddedFiles where file.path.utf8.starts(with: "rubrics/".utf8) {
      let name = stem(of: file.path)
      if file.path.utf8.starts(with: "rubrics/rules/".utf8) {
        catalogue.ruleFiles[name] = file.source
      } else if file.path.utf8.starts(with: "rubrics/frameworks/".utf8) {
        catalogue.frameworks[name] = file.source
      } else if !auxiliary.contains(name) {
        catalogue.rubrics[name] = file.source
      }
    }
    return catalogue
  }

  /// The schemas of manifest, rubrics, summary and each kind of evidence.
  public static var schemas: SchemaStore {
    SchemaStore(
      sources: embeddedFiles.filter { $0.path.utf8.starts(with: "templates/schemas/".utf8) }.map { file in
        let name = String(file.path.dropFirst("templates/schemas/".count))
        return (name: String(name.dropLast(".json".count)), file: file.source)
      })
  }

  /// The look and the words of the HTML report.
  public static var theme: Theme {
    func text(_ name: String) -> String {
      file("templates/report/\(name)")?.text ?? ""
    }
    let document = file("templates/report/theme.yaml").flatMap { Document.yaml($0).root }
    var words: [Theme.Word: String] = [:]
    for entry in document?["words"]?.entries ?? [] {
      if let word = Theme.Word(rawValue: entry.key), let text = entry.value.text { words[word] = text }
    }
    return Theme(
      css: text("report.css"), script: text("report.js"), organisation: document?["organisation"]?.text ?? "",
      words: words)
  }

  /// Files of `rubrics/` that are no rubrics.
  private static let auxiliary: Set<String> = ["demands", "placeholders", "sources"]

  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "." })
  }
}
