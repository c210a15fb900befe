import ArgumentParser
import Diagnostics
import Documents
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
    /// Those that are files of one's own.
    var own: [OwnFramework] = []
  }

  /// What was asked for, on top of what the shelf has; a file of one's own is read here and checked to its end. As with
  /// rubrics, it takes the place of what the tool brings by the same name.
  func chosen(from shelf: RubricShelf) throws(DiagnosticsError) -> Chosen {
    var brought = shelf.catalogue.frameworks
    var chosen = Chosen(files: [], names: [])
    for name in framework {
      guard RubricShelf.isPath(name) else {
        chosen.names.append(try shelf.framework(named: name).name)
        continue
      }
      let own = try shelf.checkedFramework(in: readFile(name, limits: shelf.limits))
      if let earlier = chosen.own.first(where: { sameBytes($0.framework.name, own.framework.name) }) {
        guard earlier.framework.file.digest == own.framework.file.digest else {
          throw DiagnosticsError([.frameworkTwice(own, earlier)])
        }
        continue
      }
      brought[own.framework.name] = nil
      chosen.names.append(own.framework.name)
      chosen.own.append(own)
    }
    chosen.files = Catalogue(frameworks: brought).frameworkFiles + chosen.own.map(\.framework.file)
    return chosen
  }
}

/// A framework of one's own that was read to its end.
struct OwnFramework: Sendable {
  var framework: Framework
  var controls: [Control]
}

extension RubricShelf {
  var frameworkReader: FrameworkReader { FrameworkReader(vocabulary: vocabulary, limits: limits) }

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

  /// A framework of one's own, of which the controls have been checked, too. Which rules there are depends on the rubrics of
  /// a run: `doubts` tells of those that there are not.
  func checkedFramework(in file: SourceFile) throws(DiagnosticsError) -> OwnFramework {
    let framework = try frameworkReader.framework(in: file)
    return OwnFramework(framework: framework, controls: try frameworkReader.controls(of: framework))
  }

  /// The rules that frameworks of one's own name, and that are neither in the library nor in a rubric of the run. No more
  /// than a warning: the controls that name them are told to be not assessed, and the file may be meant for other rubrics.
  func doubts(about own: [OwnFramework], judgedBy rubrics: [CompiledRubric]) throws(DiagnosticsError) -> [Diagnostic] {
    guard !own.isEmpty else { return [] }
    let known = try resolver.ruleIDs() + rubrics.flatMap { $0.rubric.rules.flatMap { [$0.id] + $0.aliases } }
    return own.flatMap { framework in
      FrameworkConsistency.unknownRules(in: framework.controls, known: known).map { problem in
        var doubt = problem
        doubt.severity = .warning
        return doubt
      }
    }
  }
}

extension OwnFramework {
  /// Where its name stands.
  fileprivate var place: SourceRange {
    Document.yaml(framework.file, firstOnly: true).root?["framework"]?.range ?? framework.file.whole
  }
}

extension Diagnostic {
  fileprivate static func frameworkTwice(_ framework: OwnFramework, _ earlier: OwnFramework) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.twice",
      "two files are asked for that both are the framework '\(framework.framework.name)'", at: framework.place,
      notes: [Note("this is the first", place: earlier.place)], fix: "name one of them, or give it another name")
  }

  fileprivate static func unknownFrameworkName(_ name: String, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "usage.unknown-framework", "there is no framework '\(name)'",
      notes: [Note("there are: \(names.joined(separator: ", "))")], fix: didYouMean(name, among: names))
  }
}
