import CEL
public import Diagnostics

/// Something that stands in a document and counts as if it did not: `max_minutes: TBD`.
///
/// Reports list them, each with its place, so that nobody wonders why an answer that they see in the file is missing.
public struct Absence: Sendable, Hashable {
  /// Why it counts as absent.
  public enum Reason: Sendable, Hashable {
    /// `null`, `~`, or nothing after the colon.
    case null
    /// `{}`.
    case emptyMap
    /// `[]`, where the schema does not take it for an answer.
    case emptyList
    /// A text of blanks.
    case blank
    /// A word that stands for an answer.
    case placeholder(String)
    /// What the template that was handed out says, unchanged.
    case template(String)
    /// A number that is none, or out of its range.
    case unusableNumber(String)
    /// A document that is missing, empty or unchanged; the words are those of whoever looked.
    case document(String)
    /// A list or map of which everything is absent.
    case nothingInIt
  }

  /// Where it stands, as the document is written: `data.sources[1].access`.
  public let path: String
  /// The path under which rules miss it. It differs from `path` behind elements of a list that were taken out; nil for
  /// an element that was taken out itself, and for all that is inside it.
  public internal(set) var factPath: String?
  /// The place of the value.
  public let place: SourceRange
  /// Why it counts as absent.
  public let reason: Reason

  init(path: String, factPath: String?, place: SourceRange, reason: Reason) {
    self.path = path
    self.factPath = factPath
    self.place = place
    self.reason = reason
  }
}

extension Absence.Reason: CustomStringConvertible {
  /// The reason in a few words, as reports have it after the path.
  public var description: String {
    switch self {
    case .null: "nothing is stated"
    case .emptyMap: "it is an empty map"
    case .emptyList: "it is an empty list"
    case .blank: "it is blank"
    case .placeholder(let word): "'\(excerpt(word))' is a placeholder"
    case .template(let text): "'\(excerpt(text))' is what the template says"
    case .unusableNumber(let text): "'\(excerpt(text))' is no usable number"
    case .document(let reason): reason
    case .nothingInIt: "nothing in it is stated"
    }
  }
}

/// From the path of a fact to the place of what counts as absent there, so that an unknown result can point at the `TBD`
/// that caused it.
public struct AbsencePlaces: Sendable {
  private let places: [[UInt8]: SourceRange]

  /// The places of these absences.
  public init(_ absences: [Absence] = []) {
    var places: [[UInt8]: SourceRange] = [:]
    for absence in absences {
      if let path = absence.factPath { places[Array(path.utf8)] = absence.place }
    }
    self.places = places
  }

  func place(of path: AttributePath) -> SourceRange? {
    places.isEmpty ? nil : places[Array(path.description.utf8)]
  }
}
