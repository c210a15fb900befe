import Diagnostics

/// A piece of a page. Pages are built as trees of these and written by `HTMLWriter`, so that no text reaches a page
/// unescaped: names are cases that the compiler checks, and there is no case for ready-made markup.
enum HTMLNode: Sendable {
  /// Text, escaped when it is written.
  case text(String)
  /// An element with its children.
  case element(HTMLTag, [HTMLAttribute], [HTMLNode])
  /// An element that has no end tag.
  case void(HTMLVoidTag, [HTMLAttribute])
  /// Several pieces in a row.
  case group([HTMLNode])
  /// The style or the script of the page, checked and hashed.
  case asset(InlineAsset)
}

extension HTMLNode: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .text(value) }
}

/// The elements that reports use.
enum HTMLTag: String, Sendable {
  case html, head, body, title, main, article, section, header, footer, nav
  case h1, h2, h3, h4, h5
  case p, div, span, a, b, strong, code, pre, bdi, time
  case ul, ol, li, dl, dt, dd
  case table, caption, thead, tbody, tr, th, td
  case details, summary
  case form, fieldset, legend, label, button
  case svg, g, defs, pattern, rect, circle, line, path, desc
  /// SVG's text.
  case text
}

/// The elements without an end tag that reports use.
enum HTMLVoidTag: String, Sendable {
  case meta, link, input, br
}

/// The attributes that reports use. `style` and event handlers are left out on purpose: the page's content-security
/// policy forbids them. `href` is missing too: it is only made from a `Link`.
enum HTMLAttributeName: String, Sendable {
  case id, `class`, lang, dir, role, tabindex, hidden, charset, name, content, rel, type, value, `for`, checked, scope
  case open, datetime, autocomplete
  case httpEquiv = "http-equiv"
  case label = "aria-label"
  case labelledBy = "aria-labelledby"
  case ariaHidden = "aria-hidden"
  case live = "aria-live"
  case filterControls = "data-filter-controls"
  case filterState = "data-filter-state"
  case filterShown = "data-filter-shown"
  case ruleState = "data-state"
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
  /// For pictures that only repeat what words beside them say.
  static let decorative: [HTMLAttribute] = [with(.ariaHidden, "true"), with(.focusable, "false")]
}

/// An element; its children are what the closure lists.
func tag(
  _ name: HTMLTag, _ attributes: HTMLAttribute..., @HTMLBuilder content: () -> [HTMLNode] = { [] }
) -> HTMLNode {
  .element(name, attributes, content())
}

/// Lists the children of an element. Parts stay the groups that they are written as: a page has thousands, and putting
/// them all into one list each time would copy most of it several times over.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ node: HTMLNode) -> HTMLNode { node }
  static func buildExpression(_ node: HTMLNode?) -> HTMLNode { node ?? .group([]) }
  static func buildExpression(_ nodes: [HTMLNode]) -> HTMLNode { .group(nodes) }
  static func buildBlock(_ parts: HTMLNode...) -> HTMLNode { .group(parts) }
  static func buildOptional(_ part: HTMLNode?) -> HTMLNode { part ?? .group([]) }
  static func buildEither(first part: HTMLNode) -> HTMLNode { part }
  static func buildEither(second part: HTMLNode) -> HTMLNode { part }
  static func buildArray(_ parts: [HTMLNode]) -> HTMLNode { .group(parts) }

  static func buildFinalResult(_ part: HTMLNode) -> [HTMLNode] {
    guard case .group(let nodes) = part else { return [part] }
    return part.isNothing ? [] : nodes
  }
}

extension HTMLNode {
  /// Whether it is a group in which there is nothing, however deep.
  fileprivate var isNothing: Bool {
    if case .group(let nodes) = self { nodes.allSatisfy(\.isNothing) } else { false }
  }
}
