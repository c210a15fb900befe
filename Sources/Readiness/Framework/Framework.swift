public import Diagnostics

/// A published set of controls, mapped onto rules: what it is and whom it binds. Its controls stand in the second document of
/// its file, which is read only where the framework is held against a project.
public struct Framework: Sendable {
  /// What kind of thing it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case law
    case supervision
    case standard
    case guidance
    case documentation
  }

  /// How sure it is that what the file says of it is so.
  public enum Confirmation: String, Sendable, Hashable, CaseIterable {
    /// Read in the publisher's own text.
    case primary
    /// Taken from others who agree with each other.
    case secondary
    /// Not checked against anything.
    case unconfirmed
  }

  /// Its name, by which it is asked for.
  public var name: String
  /// What people call it.
  public var title: String
  /// What else they call it.
  public var otherNames: [String]
  /// Who published it.
  public var publisher: String
  /// Which text of it the file speaks of.
  public var version: String
  /// What kind of thing it is.
  public var kind: Kind
  /// What it is, in a sentence or two.
  public var description: String
  /// Where it can be read.
  public var source: String
  /// The day on which the facts about it were read, as an ISO date.
  public var asOf: String
  /// How sure what is said of its controls is, where they do not say so themselves.
  public var confirmation: Confirmation
  /// Whom it binds, in plain words; nil for what binds nobody.
  public var binds: String?
  /// Whether it binds a project; nil for what binds nobody.
  public var condition: SourceFragment?
  /// What else a reader must know.
  public var note: String?
  /// The file that it was read from.
  public var file: SourceFile

  /// Whether people mean this framework by a name: its own, its title or another, whatever the case of its letters.
  public func answers(to name: String) -> Bool {
    ([self.name, title] + otherNames).contains { sameName($0, name) }
  }
}

/// One demand of a framework, and the rules that serve it.
public struct Control: Sendable {
  /// How much of a control its rules can tell.
  public enum Coverage: String, Sendable, Hashable, CaseIterable {
    case full
    case partial
    case none
  }

  /// What a machine can tell of a control at all.
  public enum Check: String, Sendable, Hashable, CaseIterable {
    /// All of it.
    case automatic
    /// That something is there, current and consistent; a person judges what it says.
    case partial
    /// Nothing; a named person has to say so.
    case person
  }

  /// Its number, as the publisher counts.
  public var id: String
  /// What it demands, in our words.
  public var title: String
  /// The heading under which it stands.
  public var group: String
  /// Since when and until when it is law, if it is.
  public var status: LegalStatus
  /// Which systems it binds; nil for all that the framework binds.
  public var condition: SourceFragment?
  /// How much of it the rules can tell.
  public var coverage: Coverage
  /// The rules that serve it.
  public var rules: [RubricFile.Mention]
  /// What a machine can tell of it at all.
  public var check: Check
  /// How sure what is said of it is.
  public var confirmation: Framework.Confirmation
  /// What a machine cannot tell.
  public var note: String?
  /// Where it can be read, where it has a page of its own.
  public var source: String?
  /// Where its id stands.
  public var place: SourceRange
}

/// Whether a control is law, from when and until when.
public struct LegalStatus: Sendable, Hashable {
  /// What can be said of a control at a day.
  public enum State: String, Sendable, Hashable, CaseIterable {
    case inForce = "in_force"
    case future
    case superseded
    case voluntary
  }

  /// What the file says, as of the day on which it was written.
  public var stated: State
  /// The day from which it is law, as an ISO date, where it is known.
  public var from: String?
  /// The day until which it was law, as an ISO date.
  public var until: String?
  /// What replaced it.
  public var replacedBy: String?

  /// What it is at a day (an ISO date): what is still to come comes into force on its day, and what has ended has ended.
  public func state(on day: String) -> State {
    if let until, !day.utf8.lexicographicallyPrecedes(until.utf8) { return .superseded }
    switch stated {
    case .voluntary, .superseded: return stated
    case .inForce, .future:
      guard let from else { return stated }
      return day.utf8.lexicographicallyPrecedes(from.utf8) ? .future : .inForce
    }
  }
}

/// Whether two names are the same but for the case of ASCII letters.
func sameName(_ a: String, _ b: String) -> Bool {
  a.utf8.elementsEqual(b.utf8) { asciiLowercased($0) == asciiLowercased($1) }
}
