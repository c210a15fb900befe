public import Diagnostics

/// The rubrics, rule files and frameworks that a run can draw on, by name: those that the tool brings and those that a user names.
/// Nothing in it is read before it is needed.
public struct Catalogue: Sendable {
  /// The rubrics' files, by the name of the file without its ending.
  public var rubrics: [String: SourceFile]
  /// The rule library: for each area, the file that holds its rules.
  public var ruleFiles: [String: SourceFile]
  /// The frameworks' files, by the name of the file without its ending.
  public var frameworks: [String: SourceFile]

  /// A catalogue.
  public init(
    rubrics: [String: SourceFile] = [:], ruleFiles: [String: SourceFile] = [:], frameworks: [String: SourceFile] = [:]
  ) {
    self.rubrics = rubrics
    self.ruleFiles = ruleFiles
    self.frameworks = frameworks
  }

  /// The frameworks' files, in byte order of their names.
  public var frameworkFiles: [SourceFile] {
    frameworks.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }

  /// The names of the rubrics, in byte order.
  public var names: [String] {
    rubrics.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
