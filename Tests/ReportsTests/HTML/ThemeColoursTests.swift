import Testing

@testable import Reports

@Suite("The colours of a theme")
struct ThemeColoursTests {
  @Test(
    "contrast is that of WCAG",
    arguments: [
      ("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#FFFFFF", 4.54), ("#ff0000", "#ffffff", 4.0),
      ("#0000ff", "#ffffff", 8.59),
    ])
  func contrast(a: String, b: String, ratio: Double) throws {
    let (a, b) = (try #require(Colour(a)), try #require(Colour(b)))
    #expect(abs(a.contrast(with: b) - ratio) < 0.005)
    #expect(a.contrast(with: b) == b.contrast(with: a))
  }

  @Test(
    "nothing but six digits is a colour",
    arguments: ["", "#fff", "0c6338", "#0c633", "#0c63388", "#0c633g", "red", "#0c633é"])
  func noColours(text: String) { #expect(Colour(text) == nil) }

  @Test("a colour is written as it is read", arguments: ["#000a0b", "#ffffff", "#0c6338"])
  func written(text: String) { #expect(Colour(text)?.hex == text) }

  @Test("a colour that cannot be read is a fault, and the better one is none")
  func faults() throws {
    for scheme in ThemeColours.Scheme.allCases {
      for role in ThemeColours.Role.allCases {
        var colours = ThemeColours()
        #expect(colours.fault(of: role, in: scheme) == nil, "nothing is chosen")
        colours[scheme, role] = scheme.paper
        let fault = try #require(colours.fault(of: role, in: scheme))
        #expect(fault.contrast < 1.4)
        #expect(fault.needed == (role == .proved ? 3 : 4.5))
        colours[scheme, role] = fault.better
        #expect(colours.fault(of: role, in: scheme) == nil)
      }
    }
  }

  @Test("a colour is held against its own page only")
  func pages() throws {
    var colours = ThemeColours()
    colours[.light, .link] = Colour("#0b4f94")
    #expect(colours.fault(of: .link, in: .light) == nil)
    colours[.dark, .link] = colours[.light, .link]
    #expect(colours.fault(of: .link, in: .dark)?.contrastInWords == "2.1")
  }

  @Test("the style sheet's own colours and grounds are those that faults are found by")
  func shipped() throws {
    let css = try SampleTheme.text("report.css")
    let parts = css.split(separator: "@media (prefers-color-scheme: dark)", maxSplits: 1)
    for (scheme, part) in zip(ThemeColours.Scheme.allCases, parts) {
      func colour(_ name: String) throws -> Colour {
        let value = try #require(part.split(separator: "--\(name): ").dropFirst().first)
        return try #require(Colour(String(value.prefix(7))))
      }
      #expect(try colour("paper") == scheme.paper)
      #expect(try colour("wash") == scheme.ground)
      var colours = ThemeColours()
      for role in ThemeColours.Role.allCases {
        colours[scheme, role] = try colour(role.rawValue)
        #expect(colours.fault(of: role, in: scheme) == nil, "\(role) \(scheme)")
      }
    }
  }

  @Test("a colour of the light page does not get onto the dark one, nor the other way round")
  func apart() {
    for scheme in ThemeColours.Scheme.allCases {
      var colours = ThemeColours()
      colours[scheme, .link] = Colour("#5b2c83")
      #expect(colours.css == "\n@media screen and (prefers-color-scheme: \(scheme)) { :root { --link: #5b2c83; } }\n")
    }
  }

  @Test("without a colour there is no style")
  func none() { #expect(ThemeColours().css == "") }
}
