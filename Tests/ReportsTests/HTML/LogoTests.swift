import Diagnostics
import Testing

@testable import Reports

@Suite("A logo")
struct LogoTests {
  private static let opening = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
  private static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 1] + Array("IHDR".utf8) + [7, 0, 0, 0, 0]
    + [0, 0, 0, 0] + Array("IEND".utf8) + [0, 0, 0, 0]

  private func logo(_ svg: String) throws -> Logo { try Logo(SourceFile(path: "logo.svg", text: svg)) }

  @Test(
    "is a drawing",
    arguments: [
      "<path d='M0 0h9' fill='#123456' style='stroke: red'/>", "<title>Acme &amp; Sons</title>",
      "<defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs><rect fill='url(#g)'/>",
      "<symbol id='s'><circle r='1'/></symbol><use href='#s'/><use xlink:href='#s'/>", "<rect fill=\"url( '#g' )\"/>",
    ])
  func drawings(content: String) throws {
    let text = Self.opening + content + "</svg>"
    #expect(try logo(text).address == "data:image/svg+xml;base64," + base64(Array(text.utf8)))
  }

  @Test(
    "does nothing else",
    arguments: [
      "<script>alert(1)</script>", "<SCRIPT/>", "<style>@import 'x'</style>", "<foreignObject/>", "<image href='#a'/>",
      "<a href='https://example.org'/>", "<use href='https://example.org/x.svg#a'/>", "<use xlink:href='x.svg#a'/>",
      "<use HREF='javascript:alert(1)'/>", "<g onload='alert(1)'/>", "<g OnClick='x'/>", "<animate/>", "<set/>",
      "<rect fill='url(https://example.org/#g)'/>", "<rect style='fill: URL(x)'/>", "<rect style='fill: \\75rl(x)'/>",
      "<rect style='@import x'/>", "<g xml:base='https://example.org/'/>",
      "<x:script xmlns:x='http://www.w3.org/2000/svg'/>",
      "<p xmlns='http://www.w3.org/1999/xhtml'/>", "<rect", "<rect>",
    ])
  func refused(content: String) {
    #expect(throws: Diagnostic.self) { try logo(Self.opening + content + "</svg>") }
  }

  @Test(
    "has no document type and no style sheet",
    arguments: [
      "<!DOCTYPE svg SYSTEM 'x'>", "<!doctype svg [<!ENTITY a 'b'>]>", "<?xml-stylesheet href='x'?>", "GIF89a",
      "<html/>",
      "<svg/>",
    ])
  func prologue(text: String) {
    #expect(throws: Diagnostic.self) { try logo(text + (text.hasSuffix("/>") ? "" : Self.opening + "</svg>")) }
  }

  @Test("is a whole PNG")
  func png() throws {
    #expect(try Logo(SourceFile(path: "logo.png", bytes: Self.png)).address.hasPrefix("data:image/png;base64,iVBO"))
    let broken = [Array(Self.png.dropLast()), Self.png + [0], Array(Self.png.prefix(8)), Array(Self.png.prefix(29))]
    for bytes in broken {
      #expect(throws: Diagnostic.self) { try Logo(SourceFile(path: "logo.png", bytes: bytes)) }
    }
  }

  @Test("is not larger than every report may carry")
  func large() {
    let text = Self.opening + String(repeating: " ", count: Logo.mostBytes) + "</svg>"
    let error = #expect(throws: Diagnostic.self) { try logo(text) }
    #expect(error?.message.contains("200 KB") == true)
  }

  @Test("may stand in the theme itself, as what it says it is")
  func address() throws {
    let place = SourceFile(path: "theme.yaml", text: "logo: data\n").range(6..<10)
    let address = "data:image/png;base64," + base64(Self.png)
    #expect(try Logo(address: address, at: place).address == address)
    for wrong in [
      "data:image/svg+xml;base64," + base64(Self.png), "data:text/html;base64,PHA+",
      "data:image/png," + base64(Self.png),
      address + "=", address + "!", "data:image/png;base64,", "https://example.org/logo.png", "data:",
    ] {
      let error = #expect(throws: Diagnostic.self) { try Logo(address: wrong, at: place) }
      #expect(error?.place == place, "\(wrong)")
    }
  }

  @Test("Base64 is read back as it is written", arguments: ["", "f", "fo", "foo", "foob", "\u{3FF}\u{3FF}"])
  func base64RoundTrip(text: String) {
    #expect(bytes(ofBase64: base64(Array(text.utf8)).utf8) == Array(text.utf8))
  }

  @Test("Base64 that was tampered with is none", arguments: ["Zg", "Zg=", "Zh==", "Z===", "Zm9v=", "Zm 9v", "=Zg="])
  func noBase64(text: String) { #expect(bytes(ofBase64: text.utf8) == nil) }
}
