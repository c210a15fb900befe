/// How large a value may become that a function builds: an expression of a few characters could otherwise ask for more
/// memory than there is (`x.replace('', x)`). Beyond it is an error, never a shortened value.
public enum ResultLimit {
  /// The longest text and the most bytes.
  public static let bytes = 10_000_000
  /// The longest list.
  public static let elements = 1_000_000

  static func check(bytes count: Int) throws(EvaluationError) {
    guard count <= bytes else {
      throw EvaluationError(.overflow, "the result is longer than \(bytes) bytes")
    }
  }

  static func check(elements count: Int) throws(EvaluationError) {
    guard count <= elements else {
      throw EvaluationError(.overflow, "the result has more than \(elements) elements")
    }
  }
}
