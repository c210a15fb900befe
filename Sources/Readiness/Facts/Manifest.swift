public import Diagnostics
public import Documents
public import Schema

/// A project's manifest as rules see it: what is absent is gone, what is wrong is reported, every value knows its place.
public struct Manifest: Sendable {
  /// The file.
  public let file: SourceFile
  /// What a sign-off signs of it: the document as it was written, without the sign-offs, in canonical JSON.
  let signed: CanonicalJSON
  /// The document without what counts as absent.
  public let facts: Node
  /// What is written and counts as absent.
  public let absences: [Absence]
  /// What is wrong with it.
  public let diagnostics: [Diagnostic]

  /// A manifest from its pruned facts; see `ManifestReader`.
  public init(
    file: SourceFile, written: Node, facts: Node, absences: [Absence], diagnostics: [Diagnostic]
  ) {
    self.file = file
    var signed = CanonicalJSON()
    signed.node(written, skipping: "signoffs")
    self.signed = signed
    self.facts = facts
    self.absences = absences
    self.diagnostics = diagnostics
  }

  /// The node at a path of keys, if it is there.
  public subscript(_ path: String...) -> Node? {
    var node = facts
    for key in path {
      guard let next = node[key] else { return nil }
      node = next
    }
    return node
  }

  /// `project.gate`.
  public var gate: Gate? { self["project", "gate"]?.text.flatMap(Gate.init) }

  /// `model.version`, as it is written.
  public var modelVersion: String? { self["model", "version"]?.scalarText }

  /// Which project it is.
  public var identity: ProjectIdentity {
    let project = facts["project"]
    let member = (self["team", "members"]?.elements ?? []).first { member in
      (member["roles"]?.elements ?? []).contains { $0.text == "business_sponsor" }
    }
    return ProjectIdentity(
      name: project?["name"]?.scalarText ?? "(no name)", id: project?["id"]?.scalarText,
      description: project?["description"]?.scalarText, repository: project?["repository"]?.scalarText,
      riskTier: project?["risk_tier"]?.scalarText, modelVersion: modelVersion,
      sponsor: self["business", "champion", "name"]?.scalarText ?? member?["name"]?.scalarText)
  }
}

/// Turns a manifest's document into a manifest.
public struct ManifestReader: Sendable {
  /// The manifest's schema.
  public var schema: SchemaDocument
  /// What counts as absent.
  public var presence: Presence

  /// A reader.
  public init(schema: SchemaDocument, presence: Presence) {
    self.schema = schema
    self.presence = presence
  }

  /// Takes out what is absent, and validates the rest.
  ///
  /// - Parameters:
  ///   - file: the manifest's file.
  ///   - document: its first document.
  ///   - absentDocument: why a document that the manifest names by path counts as absent; nil where it is there.
  public func manifest(
    _ file: SourceFile, document: Node, absentDocument: (String) -> String? = { _ in nil }
  ) -> Manifest {
    let stated = presence.stated(in: document, under: schema.root, absentDocument: absentDocument)
    return Manifest(
      file: file, written: document, facts: stated.node, absences: stated.absences,
      diagnostics: (stated.diagnostics + schema.validate(stated.node, absences: stated.absences)).sortedByPlace)
  }
}
