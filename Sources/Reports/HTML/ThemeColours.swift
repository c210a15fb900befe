/// The colours of an organisation, for the light and for the dark page. Each is held against the grounds that it may stand
/// on: a colour that people cannot read is a fault of the theme, as a misspelt word is.
public struct ThemeColours: Sendable, Hashable {
  /// Which page.
  public enum Scheme: String, Sendable, Hashable, CaseIterable {
    case light
    case dark
  }

  /// What has the colour; the raw value is its name in a theme and, with `--` before it, in the style sheet.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The organisation's own: the line above the report, the words over its name.
    case accent
    case link
    case go
    case caution
    case stop
    /// The parts of pictures that evidence proves.
    case proved
  }

  private var chosen: [Scheme: [Role: Colour]] = [:]

  /// No colour differs from those of the style sheet.
  public init() {}

  /// The colour of a role; nil where the style sheet's stays.
  public subscript(scheme: Scheme, role: Role) -> Colour? {
    get { chosen[scheme]?[role] }
    set { chosen[scheme, default: [:]][role] = newValue }
  }

  /// What WCAG 2.2 asks for: 4.5 of text (1.4.3), 3 of shapes that say something (1.4.11).
  static func neededContrast(of role: Role) -> Double { role == .proved ? 3 : 4.5 }

  /// Why a colour cannot be read on its page; nil where it can.
  public func fault(of role: Role, in scheme: Scheme) -> Fault? {
    guard let colour = self[scheme, role] else { return nil }
    let needed = Self.neededContrast(of: role)
    func least(_ colour: Colour) -> Double {
      scheme.grounds(of: role, colour).map { colour.contrast(with: $0) }.min() ?? 1
    }
    let found = least(colour)
    guard found < needed else { return nil }
    let end: Colour = scheme == .light ? .black : .white
    let better = (1...100).lazy.map { end.mixed(into: colour, percent: $0) }.first { least($0) >= needed }
    return Fault(contrast: found, needed: needed, better: better ?? end)
  }

  /// A colour that cannot be read.
  public struct Fault: Sendable, Hashable {
    /// What was found: the ratio of the two luminances.
    public var contrast: Double
    /// What is asked for.
    public var needed: Double
    /// The nearest that can be read, on the way to black or white.
    public var better: Colour

    /// `2.9`, rounded down, so that a colour just below what is asked for is not told to have it.
    public var contrastInWords: String { quantity((contrast * 10).rounded(.down) / 10, decimals: 1) }
    /// `4.5`.
    public var neededInWords: String { quantity(needed, decimals: 1) }
  }

  /// The rules that put the colours in place, behind those of the style sheet; empty where none differs.
  var css: String {
    var css = ""
    for scheme in Scheme.allCases {
      let declarations = declarations(in: scheme, isPrinted: false)
      guard !declarations.isEmpty else { continue }
      // Each on its own page only: a light colour that nobody made a dark one for must not get onto the dark page.
      css += "\n@media screen and (prefers-color-scheme: \(scheme.rawValue)) { :root { \(declarations) } }"
    }
    // Paper is light, links are not followed on it, and grounds are not printed.
    let printed = declarations(in: .light, isPrinted: true)
    if !printed.isEmpty { css += "\n@media print { :root { \(printed) } }" }
    let hasAccent = Scheme.allCases.contains { self[$0, .accent] != nil }
    if hasAccent { css += "\n@media screen { .sheet { border-top: 4px solid var(--accent); } }" }
    return css.isEmpty ? "" : css + "\n"
  }

  private func declarations(in scheme: Scheme, isPrinted: Bool) -> String {
    var declarations: [String] = []
    for role in Role.allCases {
      guard let colour = self[scheme, role], !(isPrinted && role == .link) else { continue }
      declarations.append("--\(role.rawValue): \(colour.hex);")
      switch role {
      case .go, .caution, .stop:
        if !isPrinted { declarations.append("--\(role.rawValue)-wash: \(scheme.wash(of: colour).hex);") }
      case .proved:
        declarations.append("--stripe: \(colour.hex);")
        declarations.append("--stripe-ground: \(colour.mixed(into: scheme.paper, percent: 20).hex);")
      case .accent, .link: break
      }
    }
    return declarations.joined(separator: " ")
  }
}

extension ThemeColours.Scheme {
  /// The grounds of the style sheet: `--paper` and `--wash` in `report.css`.
  var paper: Colour { self == .light ? Colour(255, 255, 255) : Colour(0x18, 0x1B, 0x21) }
  var ground: Colour { self == .light ? Colour(0xF2, 0xF3, 0xF5) : Colour(0x10, 0x12, 0x16) }

  /// The tinted ground of the decision.
  fileprivate func wash(of colour: Colour) -> Colour { colour.mixed(into: paper, percent: self == .light ? 8 : 12) }

  /// What a role may stand on.
  fileprivate func grounds(of role: ThemeColours.Role, _ colour: Colour) -> [Colour] {
    switch role {
    case .accent, .link: [paper, ground]
    case .go, .caution, .stop: [paper, ground, wash(of: colour)]
    case .proved: [paper]
    }
  }
}
