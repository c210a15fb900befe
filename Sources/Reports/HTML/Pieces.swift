import Diagnostics
import Readiness

// The small parts that the sections of the page are made of.

extension HTMLPage {
  /// A text from outside, kept apart from the reading order of what stands around it. One that is all ASCII reads in the
  /// order of the page in any case. Where it is too long it ends after a whole word.
  func outside(_ text: String, limit: Int = 4_000) {
    let shown = wholeWords(text, limit)
    if shown.utf8.span.endOfASCII(from: 0) == shown.utf8.count {
      self.text(shown)
    } else {
      tag(.bdi) { self.text(shown) }
    }
  }

  /// A text from outside that is code, a path or a digest.
  func code(_ text: String, limit: Int = 4_000) {
    tag(.code) { self.text(excerpt(text, limit)) }
  }

  /// A place as everywhere, `path:line:column`. There are thousands of them, so that none is put together as a text.
  func place(_ place: SourceRange) {
    outside(place.file.path)
    guard let start = place.start else { return }
    text(":")
    text(start.line)
    guard place.hasColumn else { return }
    text(":")
    text(start.column)
  }

  func code(_ place: SourceRange) {
    tag(.code) { self.place(place) }
  }

  /// An address as a link where it is a safe one, and as text otherwise.
  func address(_ text: String) {
    guard let link = Link(untrusted: text) else { return outside(text) }
    tag(.a, .href(link), .with(.rel, "noopener noreferrer")) { self.text(text) }
  }

  /// A digest, short for the eye; the whole of it stands in the registers.
  func shortDigest(_ digest: Digest) {
    let hex = digest.hex.utf8
    code("\(String(decoding: hex.prefix(8), as: UTF8.self))…")
  }

  /// A section with its heading, which names it.
  func section(_ id: String, _ heading: String, content: () -> Void) {
    tag(.section, .class("part"), .labelledBy(id)) {
      tag(.h2, .id(id)) { text(heading) }
      content()
    }
  }

  /// A list, or nothing where it has no items: an empty one is noise to a screen reader.
  func list<Items: Collection>(_ items: Items, _ style: HTMLAttribute..., item: (Items.Element) -> Void) {
    if items.isEmpty { return }
    tag(.ul, style) {
      for element in items { tag(.li) { item(element) } }
    }
  }

  /// A list of which only the first so many stand there at once; the rest is folded, and counted.
  func list<Items: RandomAccessCollection>(
    _ items: Items, unfolded: Int, _ style: HTMLAttribute..., item: (Items.Element) -> Void
  ) {
    func part(_ part: Items.SubSequence) {
      tag(.ul, style) {
        for element in part { tag(.li) { item(element) } }
      }
    }
    if items.isEmpty { return }
    part(items.prefix(unfolded))
    if items.count <= unfolded { return }
    tag(.details, .class("more")) {
      tag(.summary) { text("\(grouped(items.count - unfolded)) more") }
      part(items.dropFirst(unfolded))
    }
  }

  /// A table that may be wider than a phone: it scrolls within itself, by keyboard too.
  /// Headings of columns with numbers stand to the right, as the numbers do.
  func register(_ caption: String, _ headings: [String], numbers: Range<Int> = 0..<0, rows: () -> Void) {
    tag(.div, .class("scroll"), .with(.role, "region"), .with(.tabindex, "0"), .label(caption)) {
      tag(.table, .class("register")) {
        tag(.caption) { text(caption) }
        tag(.thead) {
          tag(.tr) {
            for (column, heading) in headings.enumerated() {
              let style: [HTMLAttribute] = numbers.contains(column) ? [.class("num")] : []
              tag(.th, [.with(.scope, "col")] + style) { text(heading) }
            }
          }
        }
        tag(.tbody) { rows() }
      }
    }
  }

  func rowHeading(content: () -> Void) {
    tag(.th, .with(.scope, "row"), content: content)
  }

  func cell(content: () -> Void) {
    tag(.td, content: content)
  }

  /// A cell with a number, set to the right.
  func numberCell(_ text: String) {
    tag(.td, .class("num")) { self.text(text) }
  }

  /// A term and what it is, for a `dl`.
  func fact(_ term: String, content: () -> Void) {
    tag(.dt) { text(term) }
    tag(.dd, content: content)
  }

  /// The icon of a tone, for beside a word.
  func icon(_ tone: Tone) {
    tag(.svg, .class("icon"), .decorative) { tag(.use, .href(Link(anchor: tone.iconName))) }
  }

  /// An icon and a word in one mark.
  func chip(_ tone: Tone, _ word: String) {
    tag(.span, .class("chip " + tone.rawValue)) {
      icon(tone)
      text(word)
    }
  }
}

/// How good or bad a word on the page is: it chooses colour and icon, which stand beside the word and never for it.
enum Tone: String, CaseIterable {
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
    case .half: "M3.5 10.5c1.5-3 3-3 4.5-1.5s3 1.5 4.5-1.5"
    }
  }

  /// What the icon is called where the page defines it, once for all the places that show it.
  var iconName: String { "icon-\(rawValue)" }

  init(_ decision: Decision) {
    self =
      switch decision {
      case .go: .go
      case .conditionalGo: .caution
      case .noGo: .stop
      case .nothingToDecide: .quiet
      }
  }

  init(_ rule: RuleAssessment, in group: RuleGroup) {
    self =
      switch group {
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
