internal import Diagnostics

/// A text that stands in the expression, and that many texts are compared with: a field's name, a literal.
struct KnownText: Sendable {
  let string: String
  private let isASCII: Bool

  init(_ string: String) {
    self.string = string
    isASCII = string.utf8.allSatisfy { $0 < 0x80 }
  }

  /// The text of a literal, or nil for what is none.
  init?(_ node: PlannedNode) {
    guard let constant = node as? ConstantNode, case .string(let text) = constant.value, constant.cost == 0 else {
      return nil
    }
    self.init(text)
  }

  /// Whether another text is the same bytes.
  ///
  /// Swift's `==` is quickest where both are short, as names are, but it takes canonically equivalent texts for equal.
  /// None of the same number of bytes is equivalent to one that is all ASCII: what is not ASCII takes more than one byte,
  /// and becomes at most one character that is.
  func isSame(as other: String) -> Bool {
    guard isASCII else { return sameBytes(string, other) }
    return string.utf8.count == other.utf8.count && string == other
  }
}
