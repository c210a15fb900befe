import Diagnostics
import Readiness

// The small parts that the sections of the page are made of.

/// A text from outside, kept apart from the reading order of what stands around it.
func outside(_ text: String, limit: Int = 4_000) -> HTMLNode {
  tag(.bdi) { HTMLNode.text(excerpt(text, limit)) }
}

/// A text from outside that is code, a path or a digest.
func code(_ text: String, limit: Int = 4_000) -> HTMLNode {
  tag(.code) { HTMLNode.text(excerpt(text, limit)) }
}

/// An address as a link where it is a safe one, and as text otherwise.
func address(_ text: String) -> HTMLNode {
  guard let link = Link(untrusted: text) else { return outside(text) }
  return tag(.a, .href(link), .with(.rel, "noopener noreferrer")) { HTMLNode.text(text) }
}

/// A digest, short for the eye; the whole of it stands in the registers.
func shortDigest(_ digest: Digest) -> HTMLNode {
  let hex = digest.hex.utf8
  return code("\(String(decoding: hex.prefix(8), as: UTF8.self))…")
}

/// A section with its heading, which names it.
func section(_ id: String, _ heading: String, level: HTMLTag = .h2, @HTMLBuilder content: () -> [HTMLNode]) -> HTMLNode
{
  tag(.section, .class("part"), .labelledBy(id)) {
    tag(level, .id(id)) { HTMLNode.text(heading) }
    content()
  }
}

/// A table that may be wider than a phone: it scrolls within itself, by keyboard too.
func register(_ caption: String, _ headings: [String], rows: [HTMLNode]) -> HTMLNode {
  tag(.div, .class("scroll"), .with(.role, "region"), .with(.tabindex, "0"), .label(caption)) {
    tag(.table, .class("register")) {
      tag(.caption) { HTMLNode.text(caption) }
      tag(.thead) {
        tag(.tr) { headings.map { heading in tag(.th, .with(.scope, "col")) { HTMLNode.text(heading) } } }
      }
      tag(.tbody) { rows }
    }
  }
}

func rowHeading(@HTMLBuilder content: () -> [HTMLNode]) -> HTMLNode {
  .element(.th, [.with(.scope, "row")], content())
}

func cell(@HTMLBuilder content: () -> [HTMLNode]) -> HTMLNode {
  .element(.td, [], content())
}

/// A cell with a number, set to the right.
func numberCell(_ text: String) -> HTMLNode {
  tag(.td, .class("num")) { HTMLNode.text(text) }
}

/// A term and what it is, for a `dl`.
func fact(_ term: String, @HTMLBuilder content: () -> [HTMLNode]) -> [HTMLNode] {
  [tag(.dt) { HTMLNode.text(term) }, .element(.dd, [], content())]
}

/// How good or bad a word on the page is: it chooses colour and icon, which stand beside the word and never for it.
enum Tone: String {
  case go
  case caution
  case stop
  case quiet
  case half

  /// The path of the tone's icon, in a square of 16.
  var icon: String {
    switch self {
    case .go: "M3 8.5l3.2 3.2L13 4.9"
    case .caution: "M8 3v6.2M8 12v1"
    case .stop: "M4 4l8 8M12 4l-8 8"
    case .quiet: "M3.5 8h9"
    case .half: "M3.5 10.5c1.5-3 3-3 4.5-1.5s3 1.500 4.500-1.500"
    }
  }

  init(_ decision: Decision) {
    self =
      switch decision {
      case .go: .go
      case .conditionalGo: .caution
      case .noGo: .stop
      case .nothingToDecide: .quiet
      }
  }

  init(_ rule: RuleAssessment) {
    self =
      switch RuleGroup(rule) {
      case .unmet: rule.rule.severity >= .major || rule.verdict == .error ? .stop : .caution
      case .unproven: .half
      case .waived: .caution
      case .met: .go
      case .aside: .quiet
      }
  }

  init(_ severity: DiagnosticSeverity) {
    self =
      switch severity {
      case .error: .stop
      case .warning: .caution
      case .note: .quiet
      }
  }
}

/// The icon of a tone, for beside a word.
func icon(_ tone: Tone) -> HTMLNode {
  .element(
    .svg, [.class("icon"), .with(.viewBox, "0 0 16 16")] + HTMLAttribute.decorative,
    [.element(.path, [.with(.d, tone.icon)], [])])
}

/// An icon and a word in one mark.
func chip(_ tone: Tone, _ word: String) -> HTMLNode {
  tag(.span, .class("chip \(tone.rawValue)")) {
    icon(tone)
    HTMLNode.text(word)
  }
}
