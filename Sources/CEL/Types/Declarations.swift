/// What an environment declares, in the form in which the checker looks it up: made once for each environment.
final class Declarations: Sendable {
  typealias TypeID = TypeStore.TypeID

  /// An overload with its types as terms.
  struct Signature: Sendable {
    let function: String
    let overload: Overload
    let parameters: [TypeID]
    let result: TypeID
    /// How many type parameters it has.
    let variableCount: Int
    /// For each parameter, which kinds of values it takes: how overloads are told apart when a program runs.
    let kinds: [ValueKinds]
  }

  /// Terms of the signatures; a checker starts from a copy.
  let store: TypeStore
  let signatures: [Signature]
  /// From a function's name to its signatures.
  let functions: [String: [Int32]]
  let variables: [Variable]
  let variableIndices: [String: Int]
  /// Names that stand for types, such as `int`.
  let typeNames: [String: CELType]
  /// What the container puts before a name, the longest first, the empty one last.
  let prefixes: [String]
  /// The first parts of dotted variables and types: only a name that starts so can be a qualified one.
  let qualifiedRoots: Set<String>
  /// The first parts of dotted functions, such as `optional` of `optional.of`.
  let functionRoots: Set<String>

  init(variables: [Variable], libraries: [Library], container: String) {
    var store = TypeStore()
    var signatures: [Signature] = []
    var functions: [String: [Int32]] = [:]
    var functionRoots: Set<String> = []
    for library in libraries {
      for function in library.functions {
        if let root = Self.root(of: function.name) { functionRoots.insert(root) }
        for overload in function.overloads {
          var names: [String] = []
          let parameters = overload.parameters.map { store.term($0, parameters: &names) }
          let result = store.term(overload.result, parameters: &names)
          functions[function.name, default: []].append(Int32(signatures.count))
          signatures.append(
            Signature(
              function: function.name, overload: overload, parameters: parameters, result: result,
              variableCount: names.count, kinds: overload.parameters.map { ValueKinds(taking: $0) }))
        }
      }
    }
    self.store = store
    self.signatures = signatures
    self.functions = functions
    self.functionRoots = functionRoots
    self.variables = variables
    variableIndices = Dictionary(
      variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var typeNames = Self.typeNames
    for signature in signatures {
      // A type that a library's functions give is a name, too: `type(ip('::1')) == net.IP`.
      if case .opaque(let name, let inner) = signature.overload.result, typeNames[name] == nil {
        typeNames[name] = .opaque(name, inner)
      }
    }
    self.typeNames = typeNames
    var roots: Set<String> = []
    for name in variables.map(\.name) + typeNames.keys { if let root = Self.root(of: name) { roots.insert(root) } }
    qualifiedRoots = roots
    var prefixes: [String] = []
    var parts = container.utf8.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
    while !parts.isEmpty {
      prefixes.append(parts.joined(separator: ".") + ".")
      parts.removeLast()
    }
    self.prefixes = prefixes + [""]
  }

  private static func root(of name: String) -> String? {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(name[..<dot])
  }

  private static let typeNames: [String: CELType] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
    "list": .list(.dyn), "map": .map(.dyn, .dyn), "null_type": .null, "type": .type(.dyn),
    "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration, "optional_type": .optional(.dyn),
  ]
}
