/// An operator that is a function. `&&`, `||` and `?:` are none, since they do not evaluate all their operands.
enum Operator: UInt8, Sendable, CaseIterable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, membership
  case add, subtract, multiply, divide, modulo
  case not, negate

  /// The function that it calls, under cel-go's name.
  var function: String {
    switch self {
    case .equal: "_==_"
    case .notEqual: "_!=_"
    case .less: "_<_"
    case .lessOrEqual: "_<=_"
    case .greater: "_>_"
    case .greaterOrEqual: "_>=_"
    case .membership: "@in"
    case .add: "_+_"
    case .subtract: "_-_"
    case .multiply: "_*_"
    case .divide: "_/_"
    case .modulo: "_%_"
    case .not: "!_"
    case .negate: "-_"
    }
  }

  /// How expressions write it.
  var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .membership: "in"
    case .add: "+"
    case .subtract, .negate: "-"
    case .multiply: "*"
    case .divide: "/"
    case .modulo: "%"
    case .not: "!"
    }
  }

  /// How tightly it binds, on the scale of `Token.Kind.precedence`; 6 for a prefix.
  var precedence: Int {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .membership: 3
    case .add, .subtract: 4
    case .multiply, .divide, .modulo: 5
    case .not, .negate: 6
    }
  }
}
