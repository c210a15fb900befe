/// An IPv4 or IPv6 address, as `ip('10.0.0.1')` gives it.
struct IPAddress: Hashable, Sendable {
  /// Four bytes or sixteen, the highest first.
  var bytes: [UInt8]

  var isV4: Bool { bytes.count == 4 }

  /// An address from its text; the failure says what is wrong with it. Zones (`%en0`) and IPv4 addresses dressed up as
  /// IPv6 (`::ffff:10.0.0.1`) are refused; in hexadecimal the latter are the IPv4 address that they are.
  static func parse(_ text: String) throws(EvaluationError) -> IPAddress {
    if text.utf8.contains(UInt8(ascii: "%")) {
      throw EvaluationError(.invalidConversion, "an IP address with a zone is not allowed: \(quotedExcerpt(text))")
    }
    let isV6 = text.utf8.contains(UInt8(ascii: ":"))
    guard let bytes = isV6 ? v6(text) : v4(text.utf8[...]) else {
      throw EvaluationError(.invalidConversion, "\(quotedExcerpt(text)) is not an IP address")
    }
    let isMapped = isV6 && bytes.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF])
    guard isMapped else { return IPAddress(bytes: bytes) }
    if text.utf8.contains(UInt8(ascii: ".")) {
      throw EvaluationError(
        .invalidConversion, "an IPv4-mapped IPv6 address is not allowed: \(quotedExcerpt(text))")
    }
    return IPAddress(bytes: Array(bytes[12...]))
  }

  private static func v4(_ text: Substring.UTF8View) -> [UInt8]? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      // No leading zeros: some programs would read them as octal.
      guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
        part.count == 1 || part.first != UInt8(ascii: "0"), let byte = UInt8(String(Substring(part)))
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func v6(_ text: String) -> [UInt8]? {
    var before: [UInt8] = []
    var after: [UInt8]?
    var rest = text.utf8[...]
    if rest.starts(with: "::".utf8) {
      after = []
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      var group: [UInt8]
      let part = rest.prefix { $0 != UInt8(ascii: ":") }
      rest = rest.dropFirst(part.count)
      if part.contains(UInt8(ascii: ".")) {
        // Only the end may be written as an IPv4 address.
        guard rest.isEmpty, let bytes = v4(part) else { return nil }
        group = bytes
      } else {
        guard (1...4).contains(part.count), part.first != UInt8(ascii: "+"), part.first != UInt8(ascii: "-"),
          let number = UInt16(String(Substring(part)), radix: 16)
        else { return nil }
        group = [UInt8(number >> 8), UInt8(number & 0xFF)]
      }
      if after == nil { before += group } else { after?.append(contentsOf: group) }
      guard before.count + (after?.count ?? 0) <= 16 else { return nil }
      guard !rest.isEmpty else { break }
      if rest.starts(with: "::".utf8) {
        guard after == nil else { return nil }
        after = []
        rest = rest.dropFirst(2)
      } else {
        rest = rest.dropFirst()
        guard !rest.isEmpty else { return nil }
      }
    }
    guard let after else { return before.count == 16 ? before : nil }
    let missing = 16 - before.count - after.count
    return missing >= 2 ? before + [UInt8](repeating: 0, count: missing) + after : nil
  }

  /// The address as RFC 5952 writes it: lower case, the longest run of zeros as `::`.
  var text: String {
    if isV4 { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      let end = groups[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > max(1, longest.count) { longest = start..<end }
      start = max(end, start + 1)
    }
    let words = groups.map { String($0, radix: 16) }
    guard !longest.isEmpty else { return words.joined(separator: ":") }
    return words[..<longest.lowerBound].joined(separator: ":") + "::"
      + words[longest.upperBound...].joined(separator: ":")
  }

  /// The address with all but its first bits cleared.
  func masked(to bits: Int) -> IPAddress {
    IPAddress(
      bytes: bytes.enumerated().map { index, byte in
        let kept = min(8, max(0, bits - index * 8))
        return kept == 0 ? 0 : byte & (0xFF << UInt8(8 - kept))
      })
  }

  // MARK: Kinds (RFC 1122, 4291, 5735)

  var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }
  var isLoopback: Bool { isV4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 }
  var isMulticast: Bool { isV4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF }
  var isLinkLocalMulticast: Bool {
    isV4 ? bytes.starts(with: [224, 0, 0]) : bytes[0] == 0xFF && bytes[1] & 0x0F == 2
  }
  var isLinkLocalUnicast: Bool {
    isV4 ? bytes.starts(with: [169, 254]) : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
  }
  /// Private addresses are: they are neither special nor for many.
  var isGlobalUnicast: Bool {
    !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && bytes != [255, 255, 255, 255]
  }
}

/// A network: an address and how many of its bits count, as `cidr('10.0.0.0/8')` gives it.
struct IPNetwork: Hashable, Sendable {
  var address: IPAddress
  var prefixLength: Int

  /// A network from its text.
  static func parse(_ text: String) throws(EvaluationError) -> IPNetwork {
    let fail = EvaluationError(.invalidConversion, "\(quotedExcerpt(text)) is not a network such as 10.0.0.0/8")
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw fail }
    let digits = parts[1]
    let address = try IPAddress.parse(String(Substring(parts[0])))
    // An IPv4 address in IPv6 clothes would count other bits than it says.
    guard address.isV4 != parts[0].contains(UInt8(ascii: ":")) else {
      throw EvaluationError(
        .invalidConversion, "an IPv4-mapped IPv6 address is not allowed: \(quotedExcerpt(text))")
    }
    guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.count == 1 || digits.first != UInt8(ascii: "0"), let length = Int(String(Substring(digits))),
      length <= address.bytes.count * 8
    else { throw fail }
    return IPNetwork(address: address, prefixLength: length)
  }

  var text: String { "\(address.text)/\(prefixLength)" }

  var masked: IPNetwork { IPNetwork(address: address.masked(to: prefixLength), prefixLength: prefixLength) }

  func contains(_ address: IPAddress) -> Bool {
    address.isV4 == self.address.isV4 && address.masked(to: prefixLength) == masked.address
  }

  func contains(_ network: IPNetwork) -> Bool {
    prefixLength <= network.prefixLength && contains(network.address)
  }
}
