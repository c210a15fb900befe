import Diagnostics

// What can be wrong with a rubric's files before anything is compiled.
extension Diagnostic {
  static func unknownRubric(_ name: String, at place: SourceRange?, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.unknown", "there is no rubric '\(name)'", at: place,
      notes: names.isEmpty ? [] : [Note("the rubrics are: \(names.joined(separator: ", "))")],
      fix: didYouMean(name, among: names))
  }

  static func notARubric(_ file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.no-name", "the file has no 'rubric:' and is no rubric", at: file.whole,
      fix: "give it a name: `rubric: my-rubric`")
  }

  static func emptyRubric(_ file: SourceFile) -> Diagnostic {
    Diagnostic(.error, id: "rubric.empty", "the file is empty", at: file.whole)
  }

  static func extendsItself(_ mention: RubricFile.Mention) -> Diagnostic {
    Diagnostic(.error, id: "rubric.cycle", "the rubric '\(mention.name)' extends itself", at: mention.place)
  }

  static func digestWithoutExtends(_ mention: RubricFile.Mention) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.digest", "a digest is stated, and no rubric is extended", at: mention.place,
      fix: "name the rubric: `extends: …`")
  }

  static func otherDigest(_ mention: RubricFile.Mention, of name: String, actual: Digest) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.digest", "the rubric '\(name)' is not the one that was extended: its digest is another",
      at: mention.place, notes: [Note("it is \(actual)")])
  }

  static func unknownArea(_ mention: RubricFile.Mention, _ area: String, among areas: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.unknown-rule", "the rule library has no area '\(area)'", at: mention.place,
      fix: didYouMean(area, among: areas))
  }

  static func unknownRule(_ mention: RubricFile.Mention, among ids: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.unknown-rule", "there is no rule '\(mention.name)' here", at: mention.place,
      fix: didYouMean(mention.name, among: ids))
  }

  static func namedTwice(_ mention: RubricFile.Mention, first: RubricFile.Mention) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.named-twice", "the rule '\(mention.name)' is dropped or adjusted twice", at: mention.place,
      notes: [Note("first here", place: first.place)])
  }

  static func adjustsNothing(_ mention: RubricFile.Mention) -> Diagnostic {
    Diagnostic(
      .warning, id: "rubric.adjusts-nothing", "the adjustment of '\(mention.name)' changes nothing", at: mention.place)
  }

  static func unknownParameter(_ parameter: RubricFile.Parameter, among names: [String]) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.unknown-parameter", "no rule uses a parameter '\(parameter.name)'", at: parameter.place,
      fix: didYouMean(parameter.name, among: names))
  }

  static func otherParameterType(_ parameter: RubricFile.Parameter, inherited: ParameterValue) -> Diagnostic {
    Diagnostic(
      .error, id: "rubric.parameter-type", "the parameter '\(parameter.name)' is of another type than \(inherited)",
      at: parameter.place)
  }
}
