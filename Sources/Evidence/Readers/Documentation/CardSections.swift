import Diagnostics
import Documents

/// Which of the sections that a card should have are there, under whatever heading, and whether anything stands in
/// them. What belongs to a heading below that is another section does not count.
struct CardSections {
  enum State: String {
    case filled, blank, missing
  }

  /// Keys of a schema with the phrases that headings have for them; `=` in front asks for the whole heading.
  typealias Synonyms = [(key: String, phrases: [String])]

  /// The sections of model cards.
  static let ofModels: Synonyms = [
    (
      "model_details",
      ["model detail", "model description", "model information", "model overview", "=overview", "=basics"]
    ),
    (
      "intended_use",
      [
        "intended use", "intended purpose", "direct use", "=uses", "=use", "primary use", "model use", "use case",
        "evaluated use",
      ]
    ),
    ("out_of_scope_use", ["out of scope", "misuse", "not intended", "prohibited use", "unintended use"]),
    ("limitations", ["limitation", "caveat", "known issue", "failure mode"]),
    ("bias", ["bias", "risk", "fairness"]),
    ("training_data", ["training data", "train data", "training set"]),
    (
      "training_procedure",
      ["training procedure", "training process", "training hyperparameter", "=training", "training regime"]
    ),
    (
      "evaluation_data",
      ["evaluation data", "testing data", "test data", "holdout", "validation data", "evaluation set"]
    ),
    ("metrics", ["metric", "result", "performance", "=evaluation", "quantitative analys"]),
    ("explainability", ["explainab", "interpretab", "explanation", "model examination"]),
    ("ethical_considerations", ["ethic", "broader implication", "societal", "social impact"]),
    ("environmental_impact", ["environmental", "carbon", "emission", "energy"]),
    ("how_to_use", ["how to use", "how to get started", "getting started", "quick start", "quickstart", "=usage"]),
    ("contact", ["contact", "model card author", "=authors", "maintainer", "=owner", "=owners"]),
  ]

  /// The sections of cards and datasheets of data sets: the Hub's template of now and of before, and the questions of
  /// 'Datasheets for Datasets'.
  static let ofDatasets: Synonyms = [
    (
      "description",
      [
        "dataset description", "dataset summary", "dataset detail", "=description", "=summary", "=overview",
        "=motivation",
      ]
    ),
    ("intended_use", ["intended use", "direct use", "=uses", "=use", "supported task", "use case", "purpose"]),
    ("out_of_scope_use", ["out of scope", "misuse", "not intended", "prohibited use", "unintended use"]),
    (
      "structure",
      [
        "structure", "data field", "data instance", "=schema", "=composition", "=features", "=columns", "=fields",
        "data dictionary", "variables",
      ]
    ),
    ("splits", ["split", "partition"]),
    (
      "collection",
      ["collection", "source data", "curation rationale", "dataset creation", "data source", "=provenance", "=sources"]
    ),
    ("processing", ["processing", "cleaning", "normalization", "transformation"]),
    ("annotation", ["annotation", "annotator", "labeling", "labelling", "=labels"]),
    ("personal_information", ["personal", "sensitive", "privacy", "pii", "anonymi"]),
    ("bias", ["bias", "risk", "fairness"]),
    ("limitations", ["limitation", "caveat", "known issue", "quality issue"]),
    ("ethical_considerations", ["ethic", "social impact", "societal"]),
    ("licensing", ["licens", "=distribution", "terms of use"]),
    ("citation", ["citation", "=bibtex", "how to cite"]),
    ("maintenance", ["maintenance", "=updates", "update schedule", "=versioning", "=versions"]),
    (
      "contact", ["contact", "card author", "curator", "maintainer", "=authors", "=owner", "=owners"]
    ),
  ]

  private(set) var states: [(key: String, state: State, place: SourceRange)] = []
  private let range: SourceRange

  init(_ outline: MarkdownOutline, _ synonyms: Synonyms, at range: SourceRange) {
    self.range = range
    let keys = outline.sections.map { CardSections.keys(of: $0.heading, synonyms) }
    for (key, _) in synonyms {
      var state = State.missing
      var place = range
      // The title stands over everything: it names the card, not a section.
      for index in outline.sections.indices where keys[index].contains(key) && outline.sections[index].level > 0 {
        let isTitle =
          outline.sections[index].level == 1 && outline.subtree(of: index).count == outline.sections.count - 1
        if isTitle && outline.sections.count > 3 { continue }
        let isFilled = outline.subtree(of: index).contains { below in
          outline.sections[below].textLines > 0 && belongs(below, to: index, key, outline, keys)
        }
        if state != .filled, state == .missing || isFilled {
          state = isFilled ? .filled : .blank
          place = outline.sections[index].range
        }
      }
      if key.hasBytes("contact"), state != .filled {
        for section in outline.sections where section.filledLabels.contains(where: { $0.endsWithBytes("contact") }) {
          state = .filled
          place = section.range
        }
      }
      states.append((key, state, place))
    }
  }

  /// Sections whose states are known from something else than Markdown.
  init(_ states: [(key: String, state: State, place: SourceRange)], at range: SourceRange) {
    self.states = states
    self.range = range
  }

  var filledCount: Int { states.filter { $0.state == .filled }.count }

  var node: Node {
    var facts = Facts(at: range)
    for (key, state, place) in states { facts.set(key, text: state.rawValue, at: place) }
    return facts.node
  }

  /// Whether text under a heading counts for a heading above it: not where one between them is another section.
  private func belongs(
    _ below: Int, to index: Int, _ key: String, _ outline: MarkdownOutline, _ keys: [[String]]
  ) -> Bool {
    var level = Int.max
    for between in stride(from: below, to: index, by: -1) where outline.sections[between].level < level {
      level = outline.sections[between].level
      if !keys[between].isEmpty, !keys[between].contains(key) { return false }
    }
    return true
  }

  private static func keys(of heading: String, _ synonyms: Synonyms) -> [String] {
    let plain = normalized(heading)
    guard !plain.isEmpty else { return [] }
    return synonyms.filter { entry in
      entry.phrases.contains { phrase in
        phrase.utf8.first == UInt8(ascii: "=")
          ? plain.hasBytes(String(Substring(phrase.utf8.dropFirst()))) : plain.containsBytes(phrase)
      }
    }.map(\.key)
  }

  /// Lower case, with single blanks in place of everything that is neither letter nor digit.
  private static func normalized(_ heading: String) -> String {
    var bytes: [UInt8] = []
    for byte in asciiLowercased(heading).utf8 {
      let isKept = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
      if isKept {
        bytes.append(byte)
      } else if let last = bytes.last, last != 0x20 {
        bytes.append(0x20)
      }
    }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }
}
