/// The functions of a set of libraries, in the form in which the checker looks them up: made once, and shared by all
/// environments that have these libraries.
final class FunctionTable: Sendable {
  typealias TypeID = TypeStore.TypeID

  /// The types of an overload, as terms.
  struct Signature: Sendable {
    /// A run of `parameters`.
    let parameterStart: Int32
    let parameterCount: Int32
    let result: TypeID
    /// How many type parameters it has.
    let variableCount: Int32
    /// Whether it is called as a method.
    let isMember: Bool
  }

  /// Terms of the signatures.
  let store: TypeStore
  let signatures: [Signature]
  let parameters: [TypeID]
  /// What the signatures are signatures of, in the same order.
  let overloads: [Overload]
  /// For each overload and parameter, which kinds of values it takes: how overloads are told apart when a program runs.
  let kinds: [[ValueKinds]]
  let names: NameTable
  /// For each name, its signatures.
  let indices: [[Int32]]
  /// The first parts of dotted functions, such as `optional` of `optional.of`.
  let roots: NameTable
  /// Names that stand for types, such as `int`.
  let typeNames: NameTable
  /// The types that they stand for.
  let types: [CELType]
  /// The patterns that their calls are given.
  let patterns = PatternTable()
  /// For each operator, the place of its function in `names`.
  private let operators: [Int?]

  init(_ libraries: [Library]) {
    var store = TypeStore()
    var signatures: [Signature] = []
    var parameters: [TypeID] = []
    var overloads: [Overload] = []
    var names = NameTable()
    var indices: [[Int32]] = []
    var roots = NameTable()
    var typeNames = Self.standardTypes.names
    var types = Self.standardTypes.types
    for library in libraries {
      for function in library.functions {
        let place = names.place(of: function.name)
        if place == indices.count { indices.append([]) }
        if let root = Self.root(of: function.name) { _ = roots.place(of: root) }
        for overload in function.overloads {
          var variables: [String] = []
          let start = Int32(parameters.count)
          for parameter in overload.parameters { parameters.append(store.term(parameter, parameters: &variables)) }
          let result = store.term(overload.result, parameters: &variables)
          indices[place].append(Int32(signatures.count))
          signatures.append(
            Signature(
              parameterStart: start, parameterCount: Int32(overload.parameters.count), result: result,
              variableCount: Int32(variables.count), isMember: overload.isMember))
          overloads.append(overload)
          // A type that a library's functions give is a name, too: `type(ip('::1')) == net.IP`.
          if case .opaque(let name, _) = overload.result, typeNames.place(of: name) == types.count {
            types.append(overload.result)
          }
        }
      }
    }
    self.store = store.extended
    self.signatures = signatures
    self.parameters = parameters
    self.overloads = overloads
    kinds = overloads.map { overload in overload.parameters.map { ValueKinds(taking: $0) } }
    self.names = names
    self.indices = indices
    self.roots = roots
    self.typeNames = typeNames
    self.types = types
    operators = Operator.allCases.map { names.index(of: $0.function) }
  }

  /// The place of an operator's function, if a library declares it.
  func place(of operation: Operator) -> Int? { operators[Int(operation.rawValue)] }

  /// What stands before the first dot of a name that has one.
  static func root(of name: String) -> String? {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(name[..<dot])
  }

  private static var standardTypes: (names: NameTable, types: [CELType]) {
    let types: [(name: String, type: CELType)] = [
      ("bool", .bool), ("int", .int), ("uint", .uint), ("double", .double), ("string", .string), ("bytes", .bytes),
      ("list", .list(.dyn)), ("map", .map(.dyn, .dyn)), ("null_type", .null), ("type", .type(.dyn)),
      ("google.protobuf.Timestamp", .timestamp), ("google.protobuf.Duration", .duration),
      ("optional_type", .optional(.dyn)),
    ]
    return (NameTable(types.map(\.name)), types.map(\.type))
  }
}
