import Diagnostics

extension Library {
  /// IP addresses and networks: `ip('10.0.0.1').isLoopback()`, `cidr('10.0.0.0/8').containsIP('10.1.2.3')`, as cel-go's
  /// `ext/network.go` has them. Their types are called `net.IP` and `net.CIDR`.
  ///
  /// ```cel
  /// cidr('10.0.0.0/8').containsIP('10.1.2.3')   // true
  /// ```
  public static var network: Library {
    let ip = CELType.opaque("net.IP", [])
    let cidr = CELType.opaque("net.CIDR", [])
    func test(_ name: String, _ id: String, _ holds: @escaping @Sendable (IPAddress) -> Bool) -> Function {
      let implementation: @Sendable (Value) throws(EvaluationError) -> Value = { value throws(EvaluationError) in
        guard let address = value.address else { throw .noSuchOverload(name, value) }
        return .bool(holds(address))
      }
      return Function(name, [Overload(id, [ip], .bool, isMember: true, .unary(implementation))])
    }
    return Library(
      name: "network",
      functions: [
        Function(
          "ip",
          [
            Overload("string_to_ip", [.string], ip, .unary(toIP)),
            Overload("cidr_ip", [cidr], ip, isMember: true, .unary(toIP)),
          ]),
        Function("cidr", [Overload("string_to_cidr", [.string], cidr, .unary(toNetwork))]),
        Function(
          "string",
          [
            Overload("ip_to_string", [ip], .string, .unary(networkText)),
            Overload("cidr_to_string", [cidr], .string, .unary(networkText)),
          ]),
        Function("isIP", [Overload("is_ip", [.string], .bool, .unary(isIP))]),
        Function("isCIDR", [Overload("is_cidr", [.string], .bool, .unary(isNetwork))]),
        Function("ip.isCanonical", [Overload("ip_is_canonical", [.string], .bool, .unary(isCanonical))]),
        Function("family", [Overload("ip_family", [ip], .int, isMember: true, .unary(family))]),
        test("isUnspecified", "ip_is_unspecified", \.isUnspecified),
        test("isLoopback", "ip_is_loopback", \.isLoopback),
        test("isGlobalUnicast", "ip_is_global_unicast", \.isGlobalUnicast),
        test("isLinkLocalMulticast", "ip_is_link_local_multicast", \.isLinkLocalMulticast),
        test("isLinkLocalUnicast", "ip_is_link_local_unicast", \.isLinkLocalUnicast),
        Function(
          "containsIP",
          [
            Overload("cidr_contains_ip_ip", [cidr, ip], .bool, isMember: true, .binary(containsIP)),
            Overload("cidr_contains_ip_string", [cidr, .string], .bool, isMember: true, .binary(containsIP)),
          ]),
        Function(
          "containsCIDR",
          [
            Overload("cidr_contains_cidr", [cidr, cidr], .bool, isMember: true, .binary(containsNetwork)),
            Overload("cidr_contains_cidr_string", [cidr, .string], .bool, isMember: true, .binary(containsNetwork)),
          ]),
        Function("masked", [Overload("cidr_masked", [cidr], cidr, isMember: true, .unary(masked))]),
        Function("isMask", [Overload("cidr_is_mask", [cidr], .bool, isMember: true, .unary(isMask))]),
        Function("prefixLength", [Overload("cidr_prefix_length", [cidr], .int, isMember: true, .unary(prefixLength))]),
      ])
  }

  private static func toIP(_ value: Value) throws(EvaluationError) -> Value {
    if case .string(let text) = value { return .opaque(AddressValue(try IPAddress.parse(text))) }
    guard let network = value.network else { throw .noSuchOverload("ip", value) }
    return .opaque(AddressValue(network.address))
  }

  private static func toNetwork(_ value: Value) throws(EvaluationError) -> Value {
    guard case .string(let text) = value else { throw .noSuchOverload("cidr", value) }
    return .opaque(NetworkValue(try IPNetwork.parse(text)))
  }

  private static func networkText(_ value: Value) throws(EvaluationError) -> Value {
    guard let text = value.address?.text ?? value.network?.text else { return try string(value) }
    return .string(text)
  }

  private static func isIP(_ value: Value) throws(EvaluationError) -> Value {
    guard case .string(let text) = value else { throw .noSuchOverload("isIP", value) }
    return .bool((try? IPAddress.parse(text)) != nil)
  }

  private static func isNetwork(_ value: Value) throws(EvaluationError) -> Value {
    guard case .string(let text) = value else { throw .noSuchOverload("isCIDR", value) }
    return .bool((try? IPNetwork.parse(text)) != nil)
  }

  private static func isCanonical(_ value: Value) throws(EvaluationError) -> Value {
    guard case .string(let text) = value else { throw .noSuchOverload("ip.isCanonical", value) }
    return .bool(sameBytes(try IPAddress.parse(text).text, text))
  }

  private static func family(_ value: Value) throws(EvaluationError) -> Value {
    guard let address = value.address else { throw .noSuchOverload("family", value) }
    return .int(address.isV4 ? 4 : 6)
  }

  private static func containsIP(_ network: Value, _ value: Value) throws(EvaluationError) -> Value {
    guard let whole = network.network else { throw .noSuchOverload("containsIP", network, value) }
    if case .string(let text) = value { return .bool(whole.contains(try IPAddress.parse(text))) }
    guard let address = value.address else { throw .noSuchOverload("containsIP", network, value) }
    return .bool(whole.contains(address))
  }

  private static func containsNetwork(_ network: Value, _ value: Value) throws(EvaluationError) -> Value {
    guard let whole = network.network else { throw .noSuchOverload("containsCIDR", network, value) }
    if case .string(let text) = value { return .bool(whole.contains(try IPNetwork.parse(text))) }
    guard let part = value.network else { throw .noSuchOverload("containsCIDR", network, value) }
    return .bool(whole.contains(part))
  }

  private static func masked(_ value: Value) throws(EvaluationError) -> Value {
    guard let network = value.network else { throw .noSuchOverload("masked", value) }
    return .opaque(NetworkValue(network.masked))
  }

  private static func isMask(_ value: Value) throws(EvaluationError) -> Value {
    guard let network = value.network else { throw .noSuchOverload("isMask", value) }
    return .bool(network.masked == network)
  }

  private static func prefixLength(_ value: Value) throws(EvaluationError) -> Value {
    guard let network = value.network else { throw .noSuchOverload("prefixLength", value) }
    return .int(Int64(network.prefixLength))
  }
}

/// An address as a value of the language.
private final class AddressValue: OpaqueValue, @unchecked Sendable {
  let address: IPAddress

  init(_ address: IPAddress) {
    self.address = address
    super.init(typeName: "net.IP")
  }

  override func isEqual(to other: OpaqueValue) -> Bool { (other as? AddressValue)?.address == address }
}

/// A network as a value of the language.
private final class NetworkValue: OpaqueValue, @unchecked Sendable {
  let network: IPNetwork

  init(_ network: IPNetwork) {
    self.network = network
    super.init(typeName: "net.CIDR")
  }

  override func isEqual(to other: OpaqueValue) -> Bool { (other as? NetworkValue)?.network == network }
}

extension Value {
  fileprivate var address: IPAddress? {
    guard case .opaque(let opaque) = self else { return nil }
    return (opaque as? AddressValue)?.address
  }

  fileprivate var network: IPNetwork? {
    guard case .opaque(let opaque) = self else { return nil }
    return (opaque as? NetworkValue)?.network
  }
}
