public import CEL
public import Diagnostics
public import Documents

/// Takes out of a document whatever counts as absent, before it is validated: nobody's `TBD` is a schema error, and
/// nobody's `TBD` is an answer.
///
/// ```swift
/// let presence = Presence(placeholders: words)
/// let stated = presence.stated(in: manifest, under: schema.root) { path in whyAbsent(path) }
/// stated.node        // what is left, to be validated and shown to rules
/// stated.absences    // what was taken out, each with path, place and reason
/// ```
///
/// Absent are null, `{}`, `[]` (unless the schema says that an empty list is an answer), blank texts, placeholders,
/// documents that are not there, numbers that cannot be used, and lists and maps of which nothing is left. A list that
/// only became empty is absent in any case: `[TBD]` does not state 'none'. A field that the schema does not know is left
/// as it is, whatever stands in it, so that validation finds it.
public struct Presence: Sendable {
  /// The template that was handed out. A scalar that still says what the template says at the same path is a placeholder.
  ///
  /// Not so where the schema allows one value only (`gonogo: 1`), and under the paths that are named: those the template
  /// states on the team's behalf. Everything else counts, choices and numbers too: a template has no business to answer
  /// them. Maps in lists are compared at the same index; a text in a list with each of the template's list, so that it does
  /// not become an answer by a line that is put in before it.
  public struct Template: Sendable {
    /// What the template says.
    public var node: Node
    /// The paths (`project.gate`) at which the template's value is an answer.
    public var statedByTemplate: Set<String>

    /// A template.
    public init(node: Node, statedByTemplate: Set<String> = []) {
      self.node = node
      self.statedByTemplate = statedByTemplate
    }
  }

  /// What is left of a document, and what is not.
  public struct Stated: Sendable {
    /// The document without what is absent; an empty map where nothing is left.
    public var node: Node
    /// What was taken out, in the order of the document, lists and maps after what was in them.
    public var absences: [Absence]
    /// Warnings about numbers that cannot be used.
    public var diagnostics: [Diagnostic]
  }

  /// The words that are no answer.
  public var placeholders: Placeholders
  /// The template that was handed out, if there is one.
  public var template: Template?

  /// A pass with these placeholders.
  public init(placeholders: Placeholders, template: Template? = nil) {
    self.placeholders = placeholders
    self.template = template
  }

  /// Takes out what is absent, in time linear to the document.
  ///
  /// - Parameters:
  ///   - node: the document.
  ///   - type: what its schema says.
  ///   - path: where it stands, if it is a part of something.
  ///   - absentDocument: for the text of a `document-path`, the reason why the document counts as absent; nil where it
  ///     is there.
  public func stated(
    in node: Node, under type: SchemaType, at path: AttributePath? = nil,
    absentDocument: (String) -> String? = { _ in nil }
  ) -> Stated {
    withoutActuallyEscaping(absentDocument) { absentDocument in
      var pruner = Pruner(presence: self, absentDocument: absentDocument, from: path)
      let left =
        switch pruner.prune(node, type, template?.node) {
        case .whole: node
        case .part(let left): left
        case .nothing: Node(.map([]), at: node.range)
        }
      return Stated(node: left, absences: pruner.absences, diagnostics: pruner.diagnostics)
    }
  }
}
