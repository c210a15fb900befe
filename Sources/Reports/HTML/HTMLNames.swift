// The names that pages are made of: cases, so that no misspelt element and no attribute that acts can be written.

/// The elements that reports use.
enum HTMLTag: String, Sendable {
  case html, head, body, title, main, article, section, header, footer, nav
  case h1, h2, h3, h4, h5
  case p, div, span, a, b, strong, code, pre, bdi, time
  case ul, ol, li, dl, dt, dd
  case table, caption, thead, tbody, tr, th, td
  case details, summary
  case form, fieldset, legend, label, button, select, option
  case svg, g, defs, pattern, symbol, use, rect, circle, line, path, desc
  /// SVG's text.
  case text
}

extension HTMLTag {
  /// Whether a line feed after the element changes nothing that anybody sees; it keeps lines short for people.
  var endsLine: Bool {
    switch self {
    case .head, .body, .title, .main, .article, .section, .header, .footer, .nav, .h1, .h2, .h3, .h4, .h5, .p, .div,
      .ul, .ol, .li, .dl, .dd, .table, .caption, .thead, .tbody, .tr, .details, .summary, .form, .fieldset, .pre,
      .select, .option:
      true
    default: false
    }
  }
}

/// The elements without an end tag that reports use.
enum HTMLVoidTag: String, Sendable {
  case meta, link, input, br, img
}

/// The attributes that reports use. `style` and event handlers are left out on purpose: the page's content-security
/// policy forbids them. `href` and `src` are missing too: they are only made from a `Link` and a `Logo`.
enum HTMLAttributeName: String, Sendable {
  case id, `class`, lang, dir, role, tabindex, hidden, charset, name, content, rel, type, value, `for`, checked, scope,
    colspan
  case open, datetime, autocomplete, alt
  case httpEquiv = "http-equiv"
  case label = "aria-label"
  case labelledBy = "aria-labelledby"
  case ariaHidden = "aria-hidden"
  case live = "aria-live"
  case filterControls = "data-filter-controls"
  case filterState = "data-filter-state"
  case filterSeverity = "data-filter-severity"
  case filterArea = "data-filter-area"
  case filterShown = "data-filter-shown"
  case ruleGroup = "data-group"
  case action = "data-action"
  case viewBox, width, height, x, y, x1, y1, x2, y2, cx, cy, r, rx, d, focusable
  case patternUnits, patternTransform
  case textAnchor = "text-anchor"
}

/// An attribute with its value, escaped when it is written.
struct HTMLAttribute: Sendable {
  /// Its name as written.
  let name: String
  /// Its value; nil for an attribute that says all by being there.
  let value: String?

  /// An attribute with a value.
  static func with(_ name: HTMLAttributeName, _ value: String) -> HTMLAttribute {
    HTMLAttribute(name: name.rawValue, value: value)
  }

  /// An attribute without a value.
  static func flag(_ name: HTMLAttributeName) -> HTMLAttribute { HTMLAttribute(name: name.rawValue, value: nil) }

  static func id(_ id: String) -> HTMLAttribute { with(.id, id) }
  static func `class`(_ names: String) -> HTMLAttribute { with(.class, names) }
  static func label(_ text: String) -> HTMLAttribute { with(.label, text) }
  static func labelledBy(_ id: String) -> HTMLAttribute { with(.labelledBy, id) }
  static func href(_ link: Link) -> HTMLAttribute { HTMLAttribute(name: "href", value: link.address) }
  static func src(_ logo: Logo) -> HTMLAttribute { HTMLAttribute(name: "src", value: logo.address) }
  /// For pictures that only repeat what words beside them say: a screen reader passes over them, and so does the keyboard.
  static var decorative: HTMLAttribute { with(.ariaHidden, "true") }
  static var unfocusable: HTMLAttribute { with(.focusable, "false") }
}
