import CEL
public import Diagnostics
public import Documents

/// What every item of evidence says besides the facts of its kind: which file it is, who made it when, and to what it
/// belongs. The one place at which these fields get into the types that rules are checked against.
public enum EvidenceFields {
  /// The fields, in the order in which reports show them.
  static let properties: [SchemaProperty] = [
    field("path", "The path of the file, below the project's root."),
    field("digest", "The digest of the file, as sha256:… ."),
    field("format", "The dialect that was read, such as junit."),
    field("tool", "The program that wrote the file, where it says so."),
    field("tool_version", "The version of that program."),
    field("produced_at", "When it was produced; only where the content states it.", .dateTime),
    field("commit", "The commit that it belongs to, where it says so."),
    field("model_version", "The version of the model that it speaks of, where it says so."),
    field("dataset_digest", "The digest of the data set that it speaks of, where it says so."),
  ]

  /// The names of the fields.
  public static var names: [String] { properties.map(\.name) }

  private static func field(_ name: String, _ description: String, _ format: TextFormat? = nil) -> SchemaProperty {
    let description = Node.Entry(
      key: SchemaKeywords.description.name, keyRange: origin, value: Node(.text(description), at: origin))
    let type = SchemaType(
      name: .named(name), shape: .text(TextRules(format: format)), celType: format?.celType ?? .string,
      schema: Node(.map([description]), at: origin))
    return SchemaProperty(name: name, type: type, isRequired: false)
  }

  /// These fields are described by no file.
  private static let origin = SourceFile(path: "evidence", bytes: []).whole
}

/// The identity of one item of evidence, to be joined with its facts.
public struct EvidenceIdentity: Sendable {
  /// The path of the file.
  public var path: String
  /// The digest of the file.
  public var digest: String
  /// The dialect.
  public var format: String
  /// The program that wrote it.
  public var tool: String?
  /// The version of that program.
  public var toolVersion: String?
  /// When it was produced: RFC 3339 text, or a date, which is 00:00 UTC of that day.
  public var producedAt: Node?
  /// The commit.
  public var commit: Node?
  /// The version of the model.
  public var modelVersion: Node?
  /// The digest of the data set.
  public var datasetDigest: Node?

  /// The identity of an item of which nothing more is known.
  public init(path: String, digest: String, format: String) {
    self.path = path
    self.digest = digest
    self.format = format
  }

  /// An item as its schema describes it (`SchemaStore.itemSchema`): the identity, then the facts.
  ///
  /// - Parameters:
  ///   - facts: what the reader gave, a map.
  ///   - place: where the item stands.
  public func item(facts: Node, at place: SourceRange) -> Node {
    func text(_ text: String?) -> Node? { text.map { Node(.text($0), at: place) } }
    let values: [Node?] = [
      text(path), text(digest), text(format), text(tool), text(toolVersion), producedAt.map(Self.pointInTime), commit,
      modelVersion, datasetDigest,
    ]
    let identity = zip(EvidenceFields.names, values).compactMap { name, value in
      value.map { Node.Entry(key: name, keyRange: place, value: $0) }
    }
    return Node(.map(identity + facts.entries), at: place)
  }

  private static func pointInTime(_ node: Node) -> Node {
    guard let text = node.scalarText, TextFormat.date.value(of: text) != nil else { return node }
    return Node(.text(text + "T00:00:00Z"), at: node.range)
  }
}
