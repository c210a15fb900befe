import Diagnostics

/// A style or a script that stands in the page itself. The page's policy allows exactly these bytes, by their digest.
struct InlineAsset: Sendable {
  enum Kind: String, Sendable {
    case style
    case script
  }

  let kind: Kind
  /// What stands between the tags, byte for byte what a browser hashes.
  let text: String
  /// `'sha256-…'`, as a content-security policy names it.
  let policySource: String

  /// A style or a script; an error where it could end its own element.
  init(_ kind: Kind, _ text: String) throws(DiagnosticsError) {
    var bytes = Array(text.utf8)
    for end in ["</\(kind.rawValue)", "<!--"] where contains(bytes, markup: Array(end.utf8)) {
      throw DiagnosticsError([.themeEndsItsElement(kind, end)])
    }
    self.kind = kind
    if bytes.contains(0x0D) || bytes.contains(0) {
      bytes = asBrowsersRead(bytes)
      self.text = String(decoding: bytes, as: UTF8.self)
    } else {
      self.text = text
    }
    policySource = "'sha256-\(base64(Digest.sha256(of: bytes).bytes))'"
  }
}

extension Diagnostic {
  static func themeEndsItsElement(_ kind: InlineAsset.Kind, _ found: String) -> Diagnostic {
    Diagnostic(.error, id: "theme.unsafe-\(kind.rawValue)", "the theme's \(kind.rawValue) must not contain '\(found)'")
  }
}

/// Whether some markup, which begins with `<` and is written in small letters, is there in letters of any size.
func contains(_ bytes: [UInt8], markup: [UInt8]) -> Bool {
  bytes.indices.contains { start in
    bytes[start] == UInt8(ascii: "<")
      && bytes[start...].prefix(markup.count).map(asciiLowercased) == markup
  }
}

/// A browser turns CR LF and CR into LF and NUL into U+FFFD before it hashes.
private func asBrowsersRead(_ text: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var previous: UInt8 = 0
  for byte in text {
    if byte == 0x0D {
      bytes.append(0x0A)
    } else if byte == 0 {
      bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
    } else if !(byte == 0x0A && previous == 0x0D) {
      bytes.append(byte)
    }
    previous = byte
  }
  return bytes
}

private let base64Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// What Base64 stands for; nil where it is not exactly what `base64` writes.
func bytes(ofBase64 text: some Collection<UInt8>) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 4 * 3)
  var (group, bits): (UInt32, UInt32) = (0, 0)
  for byte in text where byte != UInt8(ascii: "=") {
    guard let digit = base64Digits.firstIndex(of: byte) else { return nil }
    group = (group << 6 | UInt32(digit)) & 0xFFFF
    bits += 6
    if bits >= 8 {
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: group >> bits))
    }
  }
  // Padding that is wrong, or bits behind the last byte, make another text of the same bytes.
  return text.elementsEqual(base64(bytes).utf8) ? bytes : nil
}

/// Base64 (RFC 4648 §4), as content-security policies write digests.
func base64(_ bytes: [UInt8]) -> String {
  let digits = base64Digits
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let rest = bytes[start..<Swift.min(start + 3, bytes.count)]
    var group: UInt32 = 0
    for index in start..<(start + 3) { group = group << 8 | UInt32(index < bytes.count ? bytes[index] : 0) }
    for place in 0..<4 {
      let isPadding = place > rest.count
      text.append(isPadding ? UInt8(ascii: "=") : digits[Int(group >> UInt32(18 - 6 * place)) & 63])
    }
  }
  return String(decoding: text, as: UTF8.self)
}
