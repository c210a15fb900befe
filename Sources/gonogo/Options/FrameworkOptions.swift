import ArgumentParser
import Diagnostics
import Readiness

/// Which frameworks to hold a project against, besides those that bind it.
struct FrameworkOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A framework to hold the project against whether or not it binds, by its name or as a file; may be repeated.",
      valueName: "name|path"))
  var framework: [String] = []

  /// The frameworks of a run: the files of all that there are, and the names that were asked for.
  struct Chosen: Sendable {
    var files: [SourceFile]
    var names: [String]
  }

  /// What was asked for, on top of what the shelf has; a file of one's own is read here and checked to its end.
  func chosen(from shelf: RubricShelf) throws(DiagnosticsError) -> Chosen {
    var chosen = Chosen(files: shelf.catalogue.frameworkFiles, names: [])
    for name in framework {
      guard RubricShelf.isPath(name) else {
        chosen.names.append(try shelf.framework(named: name).name)
        continue
      }
      let file = try readFile(name, limits: shelf.limits)
      chosen.names.append(try shelf.checkedFramework(in: file).name)
      chosen.files.append(file)
    }
    return chosen
  }
}

extension RubricShelf {
  private var frameworkReader: FrameworkReader { FrameworkReader(vocabulary: vocabulary, limits: limits) }

  /// All frameworks that come along, in byte order of their names.
  func frameworks() throws(DiagnosticsError) -> [Framework] {
    var frameworks: [Framework] = []
    for file in catalogue.frameworkFiles { frameworks.append(try frameworkReader.framework(in: file)) }
    return frameworks
  }

  /// A framework by any of its names.
  func framework(named name: String) throws(DiagnosticsError) -> Framework {
    let frameworks = try frameworks()
    guard let framework = frameworks.first(where: { $0.answers(to: name) }) else {
      throw DiagnosticsError([.unknownFrameworkName(name, among: frameworks.map(\.name))])
    }
    return framework
  }

  /// The controls of a framework.
  func controls(of framework: Framework) throws(DiagnosticsError) -> [Control] {
    try frameworkReader.controls(of: framework)
  }

  /// A framework of one's own, of which the controls and the rules that they name have been checked, too.
  func checkedFramework(in file: SourceFile) throws(DiagnosticsError) -> Framework {
    let framework = try frameworkReader.framework(in: file)
    _ = try frameworkReader.controls(of: framework)
    return framework
  }
}

extension Diagnostic {
  fileprivate static func unknownFrameworkName(_ name: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.unknown-framework", "there is no framework '\(name)'",
      notes: [Note("there are: \(names.joined(separator: ", "))")], fix: didYouMean(name, among: names))
  }
}
