/// A step into a container that has no coding key of its own: an index, or a key of a dictionary.
struct StepKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(index: Int) {
    stringValue = String(index)
    intValue = index
  }

  init(stringValue: String) { self.stringValue = stringValue }
  init(intValue: Int) { self.init(index: intValue) }
}

/// How far values may nest that are encoded or decoded: more is a value that holds itself, and would overflow the stack.
let deepestCoding = 500

extension ConversionError {
  /// An error of some value, seen from where encoding or decoding began.
  func below(_ codingPath: [any CodingKey]) -> ConversionError {
    var error = self
    for key in codingPath.reversed() {
      if key is StepKey, let index = key.intValue {
        error = error.below(index: index)
      } else {
        error = error.below(key: key.stringValue)
      }
    }
    return error
  }

  /// What a type's own way of encoding or decoding has thrown.
  ///
  /// - Parameter path: where that was, for errors that do not say so themselves.
  init(_ error: any Error, at path: [any CodingKey]) {
    switch error {
    // Already seen from the beginning.
    case let error as ConversionError: self = error
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
      self = ConversionError(context.debugDescription).below(context.codingPath)
    case EncodingError.invalidValue(_, let context):
      self = ConversionError(context.debugDescription).below(context.codingPath)
    default: self = ConversionError("\(error)").below(path)
    }
  }

  static var tooDeep: ConversionError { ConversionError("nests more than \(deepestCoding) levels deep") }
}
