import Diagnostics

/// An address that may stand in `href`: a place in the page, http, https, mailto or relative. Whatever else a manifest
/// calls an address is shown as text.
struct Link: Sendable, Hashable {
  /// The address, as it is written.
  let address: String

  /// An empty picture, so that nothing is fetched for the tab.
  static let noIcon = Link(fixed: "data:,")

  private init(fixed address: StaticString) {
    self.address = address.description
  }

  /// A place in this page.
  init(anchor: String) {
    address = "#" + anchor
  }

  /// An address from outside; nil where a browser could take it for anything but a plain address.
  init?(untrusted text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= 2_000, bytes.allSatisfy(isAddressByte) else { return nil }
    let end = bytes.firstIndex { $0 == 0x3A || $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    if end < bytes.count, bytes[end] == UInt8(ascii: ":") {
      let rest = bytes[(end + 1)...]
      switch String(decoding: bytes[..<end].map(asciiLowercased), as: UTF8.self) {
      case "http", "https": guard rest.starts(with: "//".utf8), hasPlainHost(rest.dropFirst(2)) else { return nil }
      case "mailto": guard isMailbox(rest) else { return nil }
      default: return nil
      }
    } else if bytes.starts(with: "//".utf8) {
      // Relative in form only: it leads to another host.
      return nil
    }
    address = text
  }
}

/// Letters, digits and the marks that stand in addresses as they are. Percent signs are left out: an address with one is
/// shown as text, which is safe, rather than decoded, which is not.
private func isAddressByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: "-._~:/?#@!$&'()*+,;=".utf8.contains(byte)
  }
}

/// A host of letters, digits, dots and hyphens, perhaps with a port; no `user@`, which makes addresses lie.
private func hasPlainHost(_ bytes: ArraySlice<UInt8>) -> Bool {
  let authority = bytes.prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
  guard !bytes.dropFirst(authority.count).drop(while: { $0 != 0x23 }).dropFirst().contains(0x23) else { return false }
  let parts = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  guard let host = parts.first, !host.isEmpty, parts.count <= 2, let first = host.first, isLetterOrDigit(first),
    host.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") })
  else { return false }
  guard parts.count == 2 else { return true }
  return (1...5).contains(parts[1].count) && parts[1].allSatisfy { (0x30...0x39).contains($0) }
}

private func isMailbox(_ bytes: ArraySlice<UInt8>) -> Bool {
  let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
  return parts.count == 2
    && parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { isLetterOrDigit($0) || "._+-".utf8.contains($0) }
    }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: false
  }
}
