public import Diagnostics
public import Documents
import Schema

/// Reads frameworks. A file has two documents: what the framework is, and its controls.
public struct FrameworkReader: Sendable {
  /// Has the schema of frameworks.
  public var vocabulary: Vocabulary
  /// What a file may cost.
  public var limits: Limits

  /// A reader.
  public init(vocabulary: Vocabulary, limits: Limits = .standard) {
    self.vocabulary = vocabulary
    self.limits = limits
  }

  /// What a framework is and whom it binds: the first document of its file; the second is not even scanned.
  public func framework(in file: SourceFile) throws(DiagnosticsError) -> Framework {
    let document = try Document.yaml(file, limits: limits, firstOnly: true).valid()
    guard let node = document.root else { throw DiagnosticsError([.emptyFramework(file)]) }
    try check(node, of: file)
    guard node["framework"] != nil else { throw DiagnosticsError([.notAFramework(node.range)]) }
    return Framework(node, file: file)
  }

  /// The controls of a framework: the second document of its file.
  public func controls(of framework: Framework) throws(DiagnosticsError) -> [Control] {
    let document = try Document.yaml(framework.file, limits: limits).valid()
    guard document.roots.count == 2 else { throw DiagnosticsError([.twoDocuments(framework.file)]) }
    let node = document.roots[1]
    try check(node, of: framework.file)
    guard let controls = node["controls"] else { throw DiagnosticsError([.noControls(node.range)]) }
    let read = controls.elements.map { Control($0, of: framework) }
    let problems = FrameworkConsistency.problems(in: read)
    if problems.hasErrors { throw DiagnosticsError(problems) }
    return read
  }

  /// The tool's own files are held to the schema by a test, once, and not in every run.
  private func check(_ node: Node, of file: SourceFile) throws(DiagnosticsError) {
    let diagnostics = file.embedded == nil ? try vocabulary.frameworkSchema.validate(node) : []
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  }
}

extension Framework {
  /// A framework from a node that the schema has passed.
  fileprivate init(_ node: Node, file: SourceFile) {
    name = node["framework"]?.text ?? ""
    title = node["title"]?.text ?? name
    otherNames = (node["names"]?.elements ?? []).compactMap(\.scalarText)
    publisher = node["publisher"]?.text ?? ""
    version = node["version"]?.scalarText ?? ""
    kind = node["kind"]?.text.flatMap(Kind.init) ?? .guidance
    description = node["description"]?.text ?? ""
    source = node["source"]?.text ?? ""
    asOf = node["as_of"]?.scalarText ?? ""
    confirmation = node["confirmed"]?.text.flatMap(Confirmation.init) ?? .unconfirmed
    let applies = node["applies"]
    binds = applies?["to"]?.text
    condition = applies?["when"]?.fragment
    note = node["note"]?.text
    self.file = file
  }
}

extension Control {
  fileprivate init(_ node: Node, of framework: Framework) {
    let idNode = node["id"]
    id = idNode?.scalarText ?? ""
    title = node["title"]?.text ?? ""
    group = node["group"]?.text ?? ""
    status = LegalStatus(node["status"])
    condition = node["when"]?.fragment
    coverage = node["coverage"]?.text.flatMap(Coverage.init) ?? .none
    rules = (node["rules"]?.elements ?? []).compactMap { RubricFile.Mention($0) }
    check = node["check"]?.text.flatMap(Check.init) ?? .person
    confirmation = node["confirmed"]?.text.flatMap(Framework.Confirmation.init) ?? framework.confirmation
    note = node["note"]?.text
    source = node["source"]?.text
    place = idNode?.range ?? node.range
  }
}

extension LegalStatus {
  fileprivate init(_ node: Node?) {
    stated = node?["state"]?.text.flatMap(State.init) ?? .voluntary
    from = node?["from"]?.scalarText
    until = node?["until"]?.scalarText
    replacedBy = node?["by"]?.text
  }
}

extension Diagnostic {
  fileprivate static func emptyFramework(_ file: SourceFile) -> Diagnostic {
    Diagnostic(.error, id: "framework.empty", "the file is empty; a framework was expected", at: file.whole)
  }

  fileprivate static func notAFramework(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.name", "the file does not say which framework it is", at: place,
      fix: "begin it with `framework: NAME`")
  }

  fileprivate static func twoDocuments(_ file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.documents",
      "a framework's file has two documents: what it is, and after a line `---` its controls", at: file.whole)
  }

  fileprivate static func noControls(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "framework.controls", "the second document of a framework's file lists its controls", at: place,
      fix: "begin it with `controls:`")
  }
}
