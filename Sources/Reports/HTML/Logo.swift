public import Diagnostics
import XML

/// An organisation's picture, checked and ready to stand in the page itself: a PNG, or an SVG that draws and does nothing
/// else. Browsers run no script of a picture and fetch nothing for it; that none is there to begin with is checked all the
/// same, since pages are taken apart and pictures opened on their own.
public struct Logo: Sendable, Hashable {
  /// The `data:` address.
  let address: String

  /// The most that a picture may weigh: every report carries it.
  public static let mostBytes = 200 * 1024

  /// The picture in a file. What is wrong is thrown with its place in that file, where it has one.
  public init(_ file: SourceFile) throws(Diagnostic) {
    let bytes = file.bytes
    guard bytes.count <= Self.mostBytes else {
      throw .logo("it is larger than \(Self.mostBytes / 1024) KB", file.whole)
    }
    if bytes.starts(with: pngSignature) {
      guard isWholePNG(bytes) else { throw .logo("it is no whole PNG", file.whole) }
      address = "data:image/png;base64," + base64(bytes)
    } else {
      try DrawingCheck(file).pass()
      address = "data:image/svg+xml;base64," + base64(bytes)
    }
  }

  /// The picture in a `data:` address of a PNG or an SVG, in Base64. What is wrong is thrown with the place of the address.
  public init(address: String, at place: SourceRange) throws(Diagnostic) {
    let parts = address.utf8.split(separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
    let kinds = ["data:image/png;base64", "data:image/svg+xml;base64"]
    guard parts.count == 2, let kind = kinds.first(where: { parts[0].elementsEqual($0.utf8) }) else {
      throw .logo("the address is neither '\(kinds[0]),…' nor '\(kinds[1]),…'", place)
    }
    guard parts[1].count <= Self.mostBytes * 4 / 3 + 4 else {
      throw .logo("it is larger than \(Self.mostBytes / 1024) KB", place)
    }
    guard let decoded = bytes(ofBase64: parts[1]) else {
      throw .logo("what stands behind the comma is no Base64", place)
    }
    do throws(Diagnostic) {
      let logo = try Logo(SourceFile(path: "logo", bytes: decoded))
      guard logo.address.utf8.starts(with: kind.utf8) else {
        throw Diagnostic.logo("it is another kind of picture", place)
      }
      self = logo
    } catch {
      var diagnostic = error
      diagnostic.place = place
      throw diagnostic
    }
  }
}

private let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

/// Whether a PNG begins with its header, consists of whole chunks and ends with its end.
private func isWholePNG(_ bytes: [UInt8]) -> Bool {
  var at = pngSignature.count
  var isFirst = true
  while at + 12 <= bytes.count {
    let length = bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
    let kind = bytes[(at + 4)..<(at + 8)]
    guard length <= bytes.count - at - 12, isFirst == kind.elementsEqual("IHDR".utf8) else { return false }
    at += 12 + length
    if kind.elementsEqual("IEND".utf8) { return at == bytes.count }
    isFirst = false
  }
  return false
}

/// Holds an SVG to what a drawing needs: shapes, text and gradients. No script, no style sheet, no link, no address of
/// anything that is not in the picture itself.
private struct DrawingCheck {
  private let file: SourceFile

  private static let namespace = "http://www.w3.org/2000/svg"
  private static let elements = [
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
  ]

  init(_ file: SourceFile) {
    self.file = file
  }

  func pass() throws(Diagnostic) {
    for markup in ["<!doctype", "<!entity", "<?xml-stylesheet"] where contains(file.bytes, markup: Array(markup.utf8)) {
      throw .logo("an SVG must not contain '\(markup)' here", file.whole)
    }
    var cursor = try XMLCursor(file, limits: XMLLimits(bytes: Logo.mostBytes, depth: 64))
    var isRoot = true
    while let event = try cursor.next() {
      guard event == .elementStart else { continue }
      let name = cursor.elementName
      guard cursor.namespace.map({ sameBytes($0, Self.namespace) }) ?? false, !isRoot || sameBytes(name, "svg") else {
        throw .logo("it is neither a PNG nor an SVG", cursor.place)
      }
      guard Self.elements.contains(where: { sameBytes($0, name) }) else {
        throw .logo("an SVG must not have the element '\(excerpt(name, 40))' here", cursor.place)
      }
      for attribute in cursor.attributes where !isHarmless(attribute.name, attribute.value) {
        throw .logo("the attribute '\(excerpt(attribute.name, 40))' must not say this here", cursor.place)
      }
      isRoot = false
    }
  }

  /// Attributes that draw: none that acts, and no address but of a part of the picture.
  private func isHarmless(_ name: String, _ value: String) -> Bool {
    let name = lowercased(name)
    let value = lowercased(value)
    if name.starts(with: "on".utf8) || name.elementsEqual("xml:base".utf8) { return false }
    let isAddress = name.elementsEqual("href".utf8) || name.suffix(5).elementsEqual(":href".utf8)
    if isAddress { return value.first == UInt8(ascii: "#") }
    // With an escape or a comment, a style can name an address in letters that do not look like one.
    if name.elementsEqual("style".utf8), value.contains(where: { #"\/@"#.utf8.contains($0) }) { return false }
    return addresses(in: value).allSatisfy { $0 == UInt8(ascii: "#") }
  }

  /// What stands first in each `url(…)`.
  private func addresses(in value: [UInt8]) -> [UInt8] {
    let opening = Array("url(".utf8)
    return value.indices.filter { value[$0...].starts(with: opening) }.map { start in
      value[(start + opening.count)...].first { ![0x09, 0x0A, 0x0D, 0x20, 0x22, 0x27].contains($0) } ?? 0
    }
  }

  private func lowercased(_ text: String) -> [UInt8] { text.utf8.map(asciiLowercased) }
}

extension Diagnostic {
  fileprivate static func logo(_ reason: String, _ place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "theme.logo", "the logo cannot be used: \(reason)", at: place)
  }
}
