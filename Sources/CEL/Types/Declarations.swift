/// What an environment declares, in the form in which the checker looks it up: its variables, and the functions that it
/// shares with other environments.
final class Declarations: Sendable {
  typealias TypeID = TypeStore.TypeID

  let functions: FunctionTable
  /// Terms of the signatures and of the variables' types; a checker goes on from them.
  let store: TypeStore
  let variables: [Variable]
  let variableNames: NameTable
  /// The terms of the variables' types; -1 for a type with parameters, which are different ones each time.
  let variableTypes: [TypeID]
  /// What the container puts before a name, the longest first, the empty one last.
  let prefixes: [String]
  /// The first parts of dotted variables and types: only a name that starts so can be a qualified one.
  let qualifiedRoots: NameTable

  init(variables: [Variable], functions: FunctionTable, container: String) {
    self.functions = functions
    self.variables = variables
    variableNames = NameTable(variables.map(\.name))
    var store = functions.store
    var types: [TypeID] = []
    types.reserveCapacity(variables.count)
    for variable in variables {
      var parameters: [String] = []
      let term = store.term(variable.type, parameters: &parameters)
      types.append(parameters.isEmpty ? term : -1)
    }
    variableTypes = types
    self.store = store.extended
    var roots = NameTable()
    for name in functions.typeNames.names { if let root = FunctionTable.root(of: name) { _ = roots.place(of: root) } }
    for variable in variables { if let root = FunctionTable.root(of: variable.name) { _ = roots.place(of: root) } }
    qualifiedRoots = roots
    var prefixes: [String] = []
    var parts = container.utf8.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
    while !parts.isEmpty {
      prefixes.append(parts.joined(separator: ".") + ".")
      parts.removeLast()
    }
    self.prefixes = prefixes + [""]
  }
}
