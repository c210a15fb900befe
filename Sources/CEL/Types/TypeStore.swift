/// Types as the checker works with them: small terms in an arena, compared and unified without allocation.
/// `CELType` is what comes in (declarations) and goes out (the deduced type).
struct TypeStore: Sendable {
  /// Where a term stands. The first few are the simple types.
  typealias TypeID = Int32

  enum Term: Sendable {
    case null, bool, int, uint, double, string, bytes, timestamp, duration, dyn
    case list(TypeID)
    case map(TypeID, TypeID)
    case type(TypeID)
    case optional(TypeID)
    case wrapper(TypeID)
    /// A type parameter of an overload, by its number in that overload.
    case parameter(Int32)
    /// An unknown of unification.
    case variable(Int32)
    case opaque(name: Int32, start: Int32, count: Int32)
    case object(Int32)
    case enumeration(Int32)
  }

  static let null: TypeID = 0
  static let bool: TypeID = 1
  static let int: TypeID = 2
  static let uint: TypeID = 3
  static let double: TypeID = 4
  static let string: TypeID = 5
  static let bytes: TypeID = 6
  static let timestamp: TypeID = 7
  static let duration: TypeID = 8
  static let dyn: TypeID = 9

  private var terms = Overlay<Term>([
    .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .dyn,
  ])
  private(set) var opaqueNames: [String] = []
  private(set) var opaqueParameters: [TypeID] = []
  private(set) var objects = Overlay<ObjectType>()
  private(set) var enumerations = Overlay<Enumeration>()
  /// What each variable stands for; -1 where that is not known yet.
  var bindings: [TypeID] = []

  subscript(id: TypeID) -> Term { terms[Int(id)] }

  /// A store that starts with what this one has, and shares it.
  var extended: TypeStore {
    var store = self
    store.terms = terms.extended
    store.objects = objects.extended
    store.enumerations = enumerations.extended
    return store
  }

  mutating func add(_ term: Term) -> TypeID {
    terms.append(term)
    return TypeID(terms.count - 1)
  }

  mutating func freshVariable() -> TypeID {
    bindings.append(-1)
    return add(.variable(Int32(bindings.count - 1)))
  }

  func parameters(start: Int32, count: Int32) -> ArraySlice<TypeID> {
    opaqueParameters[Int(start)..<Int(start + count)]
  }

  mutating func addOpaque(_ name: Int32, _ parameters: [TypeID]) -> TypeID {
    let start = Int32(opaqueParameters.count)
    opaqueParameters.append(contentsOf: parameters)
    return add(.opaque(name: name, start: start, count: Int32(parameters.count)))
  }

  // MARK: - In and out

  /// The term of a declared type. The names of type parameters are numbered in `parameters` as they appear.
  mutating func term(_ type: CELType, parameters: inout [String]) -> TypeID {
    switch type {
    case .null: return Self.null
    case .bool: return Self.bool
    case .int: return Self.int
    case .uint: return Self.uint
    case .double: return Self.double
    case .string: return Self.string
    case .bytes: return Self.bytes
    case .timestamp: return Self.timestamp
    case .duration: return Self.duration
    case .dyn: return Self.dyn
    case .list(let element): return add(.list(term(element, parameters: &parameters)))
    case .map(let key, let value):
      let key = term(key, parameters: &parameters)
      return add(.map(key, term(value, parameters: &parameters)))
    case .type(let inner): return add(.type(term(inner, parameters: &parameters)))
    case .optional(let inner): return add(.optional(term(inner, parameters: &parameters)))
    case .wrapper(let inner): return add(.wrapper(term(inner, parameters: &parameters)))
    case .parameter(let name):
      if let index = parameters.firstIndex(of: name) { return add(.parameter(Int32(index))) }
      parameters.append(name)
      return add(.parameter(Int32(parameters.count - 1)))
    case .opaque(let name, let inner):
      var ids: [TypeID] = []
      for type in inner { ids.append(term(type, parameters: &parameters)) }
      var index = opaqueNames.firstIndex(of: name)
      if index == nil {
        opaqueNames.append(name)
        index = opaqueNames.count - 1
      }
      return addOpaque(Int32(index ?? 0), ids)
    case .object(let object):
      objects.append(object)
      return add(.object(Int32(objects.count - 1)))
    case .enumeration(let enumeration):
      enumerations.append(enumeration)
      return add(.enumeration(Int32(enumerations.count - 1)))
    }
  }

  /// The term of a type without parameters.
  mutating func term(_ type: CELType) -> TypeID {
    var parameters: [String] = []
    let id = term(type, parameters: &parameters)
    return parameters.isEmpty ? id : instantiate(id, firstVariable: freshVariables(parameters.count))
  }

  /// The type of a term, what is bound put in, and what is still unknown as `dyn`.
  func celType(_ id: TypeID) -> CELType {
    switch self[resolve(id)] {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .dyn, .variable: .dyn
    case .list(let element): .list(celType(element))
    case .map(let key, let value): .map(celType(key), celType(value))
    case .type(let inner): .type(celType(inner))
    case .optional(let inner): .optional(celType(inner))
    case .wrapper(let inner): .wrapper(celType(inner))
    case .parameter(let index): .parameter(String(UnicodeScalar(UInt8(0x41 + index % 26))))
    case .opaque(let name, let start, let count):
      .opaque(opaqueNames[Int(name)], parameters(start: start, count: count).map { celType($0) })
    case .object(let index): .object(objects[Int(index)])
    case .enumeration(let index): .enumeration(enumerations[Int(index)])
    }
  }

  // MARK: - Variables

  /// Makes so many variables, and says the number of the first.
  mutating func freshVariables(_ count: Int) -> Int32 {
    let first = Int32(bindings.count)
    for _ in 0..<count { bindings.append(-1) }
    return first
  }

  /// An overload's type with its parameters replaced by variables.
  mutating func instantiate(_ id: TypeID, firstVariable: Int32) -> TypeID {
    switch self[id] {
    case .parameter(let index): return add(.variable(firstVariable + index))
    case .list(let element):
      let inner = instantiate(element, firstVariable: firstVariable)
      return inner == element ? id : add(.list(inner))
    case .map(let key, let value):
      let newKey = instantiate(key, firstVariable: firstVariable)
      let newValue = instantiate(value, firstVariable: firstVariable)
      return newKey == key && newValue == value ? id : add(.map(newKey, newValue))
    case .type(let inner):
      let new = instantiate(inner, firstVariable: firstVariable)
      return new == inner ? id : add(.type(new))
    case .optional(let inner):
      let new = instantiate(inner, firstVariable: firstVariable)
      return new == inner ? id : add(.optional(new))
    case .opaque(let name, let start, let count):
      let old = Array(parameters(start: start, count: count))
      var new: [TypeID] = []
      for parameter in old { new.append(instantiate(parameter, firstVariable: firstVariable)) }
      return new == old ? id : addOpaque(name, new)
    default: return id
    }
  }

  /// Follows bound variables to what they stand for, at the top only.
  func resolve(_ id: TypeID) -> TypeID {
    var id = id
    while case .variable(let index) = self[id], bindings[Int(index)] >= 0 { id = bindings[Int(index)] }
    return id
  }
}

/// An array that begins with the elements of another one, which is shared and not copied.
struct Overlay<Element: Sendable>: Sendable {
  private let base: [Element]
  private var own: [Element] = []

  init(_ base: [Element] = []) { self.base = base }

  var count: Int { base.count + own.count }

  subscript(index: Int) -> Element { index < base.count ? base[index] : own[index - base.count] }

  mutating func append(_ element: Element) {
    if own.isEmpty { own.reserveCapacity(8) }
    own.append(element)
  }

  /// An array that begins with all elements of this one.
  var extended: Overlay { own.isEmpty ? self : Overlay(base + own) }
}
