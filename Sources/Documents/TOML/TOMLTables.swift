import Diagnostics

/// The tables of a TOML file while it is read: headers reach back into what was defined before, so that a tree can be
/// made only at the end. Holds the format's rules of who may define what.
struct TOMLTables {
  struct Key {
    var text: String
    var range: SourceRange
  }

  indirect enum Value {
    case scalar(Node)
    case list([Value], SourceRange)
    case table(Int)
    /// An array of tables, as `[[a]]` makes it.
    case tables([Int], SourceRange)
  }

  private enum Kind {
    /// It came about as part of a longer header; its own header may still come.
    case implicit
    case header
    /// By a dotted key: only further dotted keys add to it.
    case dotted
    /// In braces: closed for good.
    case inline
  }

  private struct Table {
    var kind: Kind
    var depth: Int
    var range: SourceRange
    var entries: [(key: Key, value: Value)] = []
    var indices: [KeyBytes: Int] = [:]

    func index(of key: Key) -> Int? { indices[KeyBytes(text: key.text)] }
  }

  static let root = 0
  private var tables: [Table]
  private let deepest: Int

  init(deepest: Int) {
    self.deepest = deepest
    tables = [Table(kind: .header, depth: 0, range: SourceFile(path: "", bytes: []).whole)]
  }

  func depth(of table: Int) -> Int { tables[table].depth }

  // MARK: - Headers

  /// `[a.b]`.
  mutating func define(_ path: [Key], at place: SourceRange) throws(Diagnostic) -> Int {
    let owner = try walk(path.dropLast(), at: place)
    guard let last = path.last else { return owner }
    guard let index = tables[owner].index(of: last) else { return try add(last, .header, to: owner, at: place) }
    let entry = tables[owner].entries[index]
    guard case .table(let table) = entry.value, tables[table].kind == .implicit else {
      throw .repeatedKey(last.text, format: "toml", at: last.range, first: entry.key.range)
    }
    tables[table].kind = .header
    tables[table].range = place
    return table
  }

  /// `[[a.b]]`.
  mutating func addElement(_ path: [Key], at place: SourceRange) throws(Diagnostic) -> Int {
    let owner = try walk(path.dropLast(), at: place)
    guard let last = path.last else { return owner }
    let depth = tables[owner].depth + 2
    guard depth <= deepest else { throw .tomlTooDeep(deepest, at: place) }
    let element = tables.count
    guard let index = tables[owner].index(of: last) else {
      tables.append(Table(kind: .header, depth: depth, range: place))
      set(last, .tables([element], place), in: owner)
      return element
    }
    let key = tables[owner].entries[index].key
    guard case .tables(var elements, let range) = tables[owner].entries[index].value else {
      throw .repeatedKey(last.text, format: "toml", at: last.range, first: key.range)
    }
    // Taken out while it grows, so that it is not copied.
    tables[owner].entries[index].value = .tables([], range)
    elements.append(element)
    tables[owner].entries[index].value = .tables(elements, range)
    tables.append(Table(kind: .header, depth: depth, range: place))
    return element
  }

  private mutating func walk(_ path: ArraySlice<Key>, at place: SourceRange) throws(Diagnostic) -> Int {
    var table = TOMLTables.root
    for key in path {
      guard let index = tables[table].index(of: key) else {
        table = try add(key, .implicit, to: table, at: place)
        continue
      }
      let entry = tables[table].entries[index]
      switch entry.value {
      case .table(let next) where tables[next].kind != .inline: table = next
      case .tables(let elements, _):
        guard let last = elements.last else { throw .notATable(key.text, at: key.range, first: entry.key.range) }
        table = last
      default: throw .notATable(key.text, at: key.range, first: entry.key.range)
      }
    }
    return table
  }

  // MARK: - Keys

  /// The table that the leading parts of a dotted key lead to.
  mutating func descend(_ path: ArraySlice<Key>, from table: Int) throws(Diagnostic) -> Int {
    var table = table
    for key in path {
      guard let index = tables[table].index(of: key) else {
        table = try add(key, .dotted, to: table, at: key.range)
        continue
      }
      let entry = tables[table].entries[index]
      guard case .table(let next) = entry.value, tables[next].kind == .dotted else {
        throw .notATable(key.text, at: key.range, first: entry.key.range)
      }
      table = next
    }
    return table
  }

  func checkIsFree(_ key: Key, in table: Int) throws(Diagnostic) {
    guard let index = tables[table].index(of: key) else { return }
    throw .repeatedKey(key.text, format: "toml", at: key.range, first: tables[table].entries[index].key.range)
  }

  mutating func set(_ key: Key, _ value: Value, in table: Int) {
    tables[table].indices[KeyBytes(text: key.text)] = tables[table].entries.count
    tables[table].entries.append((key, value))
  }

  mutating func inlineTable(depth: Int, at place: SourceRange) -> Int {
    // Open until its brace closes: dotted keys in it may add to one another.
    tables.append(Table(kind: .dotted, depth: depth, range: place))
    return tables.count - 1
  }

  mutating func close(_ table: Int, at place: SourceRange) {
    tables[table].kind = .inline
    tables[table].range = place
  }

  private mutating func add(
    _ key: Key, _ kind: Kind, to owner: Int, at place: SourceRange
  ) throws(Diagnostic) -> Int {
    let depth = tables[owner].depth + 1
    guard depth <= deepest else { throw .tomlTooDeep(deepest, at: place) }
    tables.append(Table(kind: kind, depth: depth, range: place))
    set(key, .table(tables.count - 1), in: owner)
    return tables.count - 1
  }

  // MARK: - The tree

  /// Everything as one map. Its depth is bounded by `deepest`.
  func node(at place: SourceRange) -> Node { Node(map(TOMLTables.root), at: place) }

  private func map(_ table: Int) -> Node.Content {
    .map(
      tables[table].entries.map { entry in
        Node.Entry(key: entry.key.text, keyRange: entry.key.range, value: node(entry.value))
      })
  }

  private func node(_ value: Value) -> Node {
    switch value {
    case .scalar(let node): node
    case .list(let elements, let range): Node(.list(elements.map(node)), at: range)
    case .table(let table): Node(map(table), at: tables[table].range)
    case .tables(let elements, let range):
      Node(.list(elements.map { Node(map($0), at: tables[$0].range) }), at: range)
    }
  }
}

extension Diagnostic {
  static func notATable(_ key: String, at place: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "toml.repeated-key", "nothing can be added to '\(shortened(key))' here", at: place,
      notes: [Note("it is defined here", place: first)])
  }
}
