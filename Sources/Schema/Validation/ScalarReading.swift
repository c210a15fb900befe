import CEL
import Diagnostics
import Documents

/// What a scalar comes to under a type: the value that rules see, or the reason why it is none.
///
/// Validation and values both read through here, so that whatever is complained of is absent for rules, and nothing else.
enum ScalarReading {
  case value(Value)
  case refused(Refusal)
}

/// Why a value is not what its schema asks for.
enum Refusal {
  case wrongType
  case notAllowed
  case tooLow(Node, isExclusive: Bool)
  case tooHigh(Node, isExclusive: Bool)
  case badFormat(TextFormat)
  case pattern(String)
  case tooShort(Int)
  case tooLong(Int)
}

extension SchemaType {
  /// Reads a scalar. Containers are `wrongType` here: they have shapes of their own.
  func read(_ node: Node) -> ScalarReading {
    let reading: ScalarReading
    switch shape {
    case .boolean:
      reading = node.bool.map { .value(.bool($0)) } ?? .refused(.wrongType)
    case .integer(let bounds):
      guard let integer = node.wholeNumber else { return .refused(.wrongType) }
      reading = bounds.refusal(of: node).map { .refused($0) } ?? .value(.int(integer))
    case .number(let bounds):
      guard let number = node.number, number.isFinite else { return .refused(.wrongType) }
      reading = bounds.refusal(of: node).map { .refused($0) } ?? .value(.double(number))
    case .text(let rules):
      // Plain YAML scalars are the text that they were written as: a version 1.10 is no number.
      guard let text = node.scalarText else { return .refused(.wrongType) }
      reading = rules.read(text)
    case .list, .object, .map, .free:
      return .refused(.wrongType)
    }
    guard !allowed.isEmpty, case .value = reading else { return reading }
    return isAllowed(node) ? reading : .refused(.notAllowed)
  }

  private func isAllowed(_ node: Node) -> Bool {
    if case .text = shape {
      guard let text = node.scalarText else { return false }
      for index in allowed.indices {
        if case .text(let other) = allowed[index].content, sameBytes(other, text) { return true }
      }
      return false
    }
    return allowed.contains { $0.identity(asText: false) == node.identity(asText: false) }
  }
}

extension NumberBounds {
  /// The bound that a number does not keep; nil for one within them all.
  func refusal(of node: Node) -> Refusal? {
    if let minimum, node.precedes(minimum) { return .tooLow(minimum, isExclusive: false) }
    if let exclusiveMinimum, !exclusiveMinimum.precedes(node) { return .tooLow(exclusiveMinimum, isExclusive: true) }
    if let maximum, maximum.precedes(node) { return .tooHigh(maximum, isExclusive: false) }
    if let exclusiveMaximum, !node.precedes(exclusiveMaximum) { return .tooHigh(exclusiveMaximum, isExclusive: true) }
    return nil
  }
}

extension TextRules {
  fileprivate func read(_ text: String) -> ScalarReading {
    // A code point has one byte at least and four at most, so that most texts need no counting.
    if let maxLength, text.utf8.count > maxLength, text.unicodeScalars.count > maxLength {
      return .refused(.tooLong(maxLength))
    }
    if let minLength, text.utf8.count < minLength * 4, text.unicodeScalars.count < minLength {
      return .refused(.tooShort(minLength))
    }
    if let expression, let pattern, !expression.matches(text) { return .refused(.pattern(pattern)) }
    guard let format else { return .value(.string(text)) }
    return format.value(of: text).map { .value($0) } ?? .refused(.badFormat(format))
  }
}

extension Node {
  /// An integer, also one written as `5.0`: for JSON Schema a number without a fraction is an integer.
  var wholeNumber: Int64? {
    switch content {
    case .integer(let integer): integer
    case .number(let number): Int64(exactly: number)
    default: nil
    }
  }

  /// Whether a number is less than another. Integers are compared as such, not by way of doubles.
  fileprivate func precedes(_ other: Node) -> Bool {
    if let a = integer, let b = other.integer { return a < b }
    guard let a = number, let b = other.number else { return false }
    return a < b
  }
}
