// Which type may stand where which is expected, and what several types have in common. Follows cel-go's checker
// (`checker/types.go`), so that deduced types agree with it.
extension TypeStore {
  /// Whether a value of type `a` may stand where `b` is expected; variables are bound on the way, unless it is not so.
  mutating func unify(_ a: TypeID, _ b: TypeID) -> Bool {
    if a == b { return true }
    if Self.areScalars(a, b) { return false }
    let saved = bindings
    if assignable(a, b) { return true }
    bindings = saved
    return false
  }

  /// Whether both are simple types that nothing but themselves may stand for.
  private static func areScalars(_ a: TypeID, _ b: TypeID) -> Bool {
    bool...duration ~= a && bool...duration ~= b
  }

  private mutating func assignable(_ a: TypeID, _ b: TypeID) -> Bool {
    if a == b { return true }
    if case .variable(let index) = self[b] {
      let (isValid, isBound) = substitute(a, for: b, index)
      if isValid { return true }
      if isBound { return false }
    }
    if case .variable(let index) = self[a] { return substitute(b, for: a, index).isValid }
    switch (self[a], self[b]) {
    case (.dyn, _), (_, .dyn): return true
    case (.null, let other), (let other, .null):
      switch other {
      case .null, .wrapper, .object, .timestamp, .duration, .opaque, .optional: return true
      default: return false
      }
    case (.wrapper(let x), .wrapper(let y)): return assignable(x, y)
    case (.wrapper(let x), _): return assignable(x, b)
    case (_, .wrapper(let y)): return assignable(a, y)
    case (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .string), (.bytes, .bytes),
      (.timestamp, .timestamp), (.duration, .duration), (.type, .type):
      return true
    case (.enumeration, .string), (.string, .enumeration), (.enumeration, .enumeration): return true
    case (.object(let x), .object(let y)): return objects[Int(x)] === objects[Int(y)]
    case (.list(let x), .list(let y)), (.optional(let x), .optional(let y)): return assignable(x, y)
    case (.map(let k, let v), .map(let l, let w)): return assignable(k, l) && assignable(v, w)
    case (.opaque(let m, let s, let c), .opaque(let n, let t, let d)):
      guard m == n, c == d else { return false }
      for offset in 0..<Int(c) {
        guard assignable(opaqueParameters[Int(s) + offset], opaqueParameters[Int(t) + offset]) else { return false }
      }
      return true
    default: return false
    }
  }

  /// Binds a variable to a type, or widens what it is bound to already.
  private mutating func substitute(_ type: TypeID, for variable: TypeID, _ index: Int32) -> (
    isValid: Bool, isBound: Bool
  ) {
    if case .variable(let other) = self[type], other == index { return (true, true) }
    let bound = bindings[Int(index)]
    if bound >= 0 {
      if isSame(type, bound) { return (true, true) }
      guard assignable(type, bound) else { return (false, true) }
      let wider = mostGeneral(type, bound)
      if !refers(wider, to: index) { bindings[Int(index)] = wider }
      return (true, true)
    }
    if refers(type, to: index) { return (false, false) }
    bindings[Int(index)] = type
    return (true, false)
  }

  /// What two types have in common: the more general one where one may stand for the other, else nil.
  mutating func join(_ a: TypeID, _ b: TypeID) -> TypeID? {
    if a == b { return a }
    return unify(a, b) ? mostGeneral(a, b) : nil
  }

  func mostGeneral(_ a: TypeID, _ b: TypeID) -> TypeID {
    if case .enumeration(let x) = self[a], case .enumeration(let y) = self[b] {
      return enumerations[Int(x)] == enumerations[Int(y)] ? a : Self.string
    }
    return isEqualOrLessSpecific(a, b) ? a : b
  }

  private func isEqualOrLessSpecific(_ a: TypeID, _ b: TypeID) -> Bool {
    switch (self[a], self[b]) {
    case (.dyn, _), (.variable, _): return true
    case (_, .dyn), (_, .variable): return false
    case (.null, .null): return true
    case (.null, _): return false
    case (_, .null): return true
    case (.wrapper, _): return true
    case (_, .wrapper): return false
    case (.string, .enumeration): return true
    case (.enumeration, .string): return false
    case (.list(let x), .list(let y)), (.optional(let x), .optional(let y)): return isEqualOrLessSpecific(x, y)
    case (.map(let k, let v), .map(let l, let w)): return isEqualOrLessSpecific(k, l) && isEqualOrLessSpecific(v, w)
    case (.opaque(let m, let s, let c), .opaque(let n, let t, let d)):
      guard m == n, c == d else { return false }
      return (0..<Int(c)).allSatisfy {
        isEqualOrLessSpecific(opaqueParameters[Int(s) + $0], opaqueParameters[Int(t) + $0])
      }
    case (.type, .type): return true
    default: return isSame(a, b)
    }
  }

  /// Whether two terms are the same type, variables by their numbers.
  func isSame(_ a: TypeID, _ b: TypeID) -> Bool {
    if a == b { return true }
    switch (self[a], self[b]) {
    case (.variable(let x), .variable(let y)), (.parameter(let x), .parameter(let y)): return x == y
    case (.list(let x), .list(let y)), (.optional(let x), .optional(let y)), (.wrapper(let x), .wrapper(let y)),
      (.type(let x), .type(let y)):
      return isSame(x, y)
    case (.map(let k, let v), .map(let l, let w)): return isSame(k, l) && isSame(v, w)
    case (.object(let x), .object(let y)): return objects[Int(x)] === objects[Int(y)]
    case (.enumeration(let x), .enumeration(let y)): return enumerations[Int(x)] == enumerations[Int(y)]
    case (.opaque(let m, let s, let c), .opaque(let n, let t, let d)):
      guard m == n, c == d else { return false }
      return (0..<Int(c)).allSatisfy { isSame(opaqueParameters[Int(s) + $0], opaqueParameters[Int(t) + $0]) }
    default: return false  // The simple types have one identity each.
    }
  }

  /// Whether a variable occurs in a type, what is bound put in: binding it to that type would never end.
  private func refers(_ type: TypeID, to variable: Int32) -> Bool {
    switch self[type] {
    case .variable(let index):
      if index == variable { return true }
      let bound = bindings[Int(index)]
      return bound >= 0 && refers(bound, to: variable)
    case .list(let inner), .optional(let inner), .type(let inner), .wrapper(let inner):
      return refers(inner, to: variable)
    case .map(let key, let value): return refers(key, to: variable) || refers(value, to: variable)
    case .opaque(_, let start, let count):
      return parameters(start: start, count: count).contains { refers($0, to: variable) }
    default: return false
    }
  }

  /// A type with everything that is bound put in, as far down as it goes.
  mutating func settled(_ id: TypeID) -> TypeID {
    let id = resolve(id)
    switch self[id] {
    case .list(let element):
      let new = settled(element)
      return new == element ? id : add(.list(new))
    case .optional(let inner):
      let new = settled(inner)
      return new == inner ? id : add(.optional(new))
    case .type(let inner):
      let new = settled(inner)
      return new == inner ? id : add(.type(new))
    case .map(let key, let value):
      let newKey = settled(key)
      let newValue = settled(value)
      return newKey == key && newValue == value ? id : add(.map(newKey, newValue))
    case .opaque(let name, let start, let count):
      let old = Array(parameters(start: start, count: count))
      var new: [TypeID] = []
      for parameter in old { new.append(settled(parameter)) }
      return new == old ? id : addOpaque(name, new)
    default: return id
    }
  }
}
