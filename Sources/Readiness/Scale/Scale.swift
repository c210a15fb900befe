public import Diagnostics

/// A published scale on which a rubric's rules are read, beside its own score and decision, which it never changes: the
/// ML Test Score with its sections, or a ladder of maturity with its levels. What a rubric's `scale:` states; what a
/// project comes to on it is a `ScaleAssessment`.
public struct Scale: Sendable {
  /// How the items come to a result.
  public enum Method: Sendable {
    /// Each item earns points, a section has the sum of its items', and the scale comes to the least section.
    case sections(bands: [Band])
    /// Each item stands on a level, and a level is reached where its items and those of all lower levels are met. With
    /// ways back, a project that is above what it meets is told where it has to return to.
    case levels([Level], waysBack: [WayBack]?)
  }

  /// A section, or a dimension of the levels.
  public struct Group: Sendable, Hashable {
    /// Its id, by which items name it.
    public var id: String
    /// What people call it.
    public var title: String
    /// Where it stands.
    public var place: SourceRange
  }

  /// What a number of points means.
  public struct Band: Sendable, Hashable {
    /// The band begins above so many points; nil for the first, which has no beginning.
    public var above: Int?
    /// What it says of a project, in one sentence.
    public var sentence: String
    /// Where it stands.
    public var place: SourceRange
  }

  /// A level.
  public struct Level: Sendable {
    /// Its number.
    public var number: Int
    /// What people call it.
    public var title: String
    /// A condition over the manifest: does the project call itself to be at this level?
    public var stated: SourceFragment?
    /// Where it stands.
    public var place: SourceRange
  }

  /// A way back that the scale itself lays down: from a level on, where one of some items is not met, to a lower level.
  public struct WayBack: Sendable {
    /// The level from which on the way is taken.
    public var from: Int
    /// The level that it leads to.
    public var to: Int
    /// The items of which one that is not met is enough.
    public var items: [RubricFile.Mention]
    /// Why the way leads so far back, in one sentence.
    public var because: String
    /// Where it stands.
    public var place: SourceRange
  }

  /// One thing that the scale asks for.
  public struct Item: Sendable {
    /// Its id, in the publisher's numbering where there is one.
    public var id: String
    /// What it asks for, in plain words.
    public var title: String
    /// Its section or dimension.
    public var group: RubricFile.Mention?
    /// Its level.
    public var level: Int?
    /// The rules that tell whether it is met. An item without any never counts as met.
    public var rules: [RubricFile.Mention]
    /// Rules that told it, and that a tailored rubric left out: the item is not met for want of them.
    public var dropped: [String] = []
    /// What a person has to look at, because no rule sees it.
    public var note: String?
    /// Where it stands.
    public var place: SourceRange
  }

  /// What people call it, such as `ML Test Score`.
  public var title: String
  /// Where it was published, as an entry of the bibliography.
  public var source: String?
  /// How it comes to a result.
  public var method: Method
  /// The sections or dimensions, in order; a scale of levels need not have any.
  public var groups: [Group]
  /// What it asks for, in order.
  public var items: [Item]
  /// Where it stands.
  public var place: SourceRange

  /// Takes note that a rule was left out: an item is never easier to meet for that.
  mutating func drop(_ rule: Rule) {
    for index in items.indices where items[index].rules.contains(where: { rule.answers(to: $0.name) }) {
      items[index].rules.removeAll { rule.answers(to: $0.name) }
      items[index].dropped.append(rule.id)
    }
  }
}
