import CEL

/// Writes the few kinds of values as JSON that the benchmarks' facts are made of.
enum JSONText {
  static func text(of value: Value) -> String {
    switch value {
    case .bool(let bool): "\(bool)"
    case .int(let int): "\(int)"
    case .double(let double): "\(double)"
    case .string(let string): quoted(string)
    case .list(let list): "[" + list.elements.map(text).joined(separator: ", ") + "]"
    case .map(let map):
      "{" + zip(map.keys, map.values).map { text(of: $0) + ": " + text(of: $1) }.joined(separator: ", ") + "}"
    default: "null"
    }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
