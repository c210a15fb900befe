public import CEL
public import Diagnostics
public import Documents

extension SchemaType {
  /// A value as rules see it, or nil where the node is not what the schema asks for.
  ///
  /// Objects read their fields when a rule first asks for them. A field that is not there is absent, and so is one that
  /// validation complains of: no mistake ever becomes a default. Of a list or a map one wrong element makes the whole
  /// absent, because a statement about 'all' of the others would be about something else.
  ///
  /// - Parameters:
  ///   - node: the value, after `Presence`.
  ///   - path: where it stands (`release`); nil for a document as a whole.
  ///   - place: where an absent field of it would belong; by default where the value stands.
  ///   - absences: the places of what `Presence` took out; an absent field points there.
  public func value(
    of node: Node, at path: AttributePath? = nil, place: SourceRange? = nil,
    absences: AbsencePlaces = AbsencePlaces()
  ) -> Value? {
    FactBuilder(absences: absences).value(of: node, self, path, place ?? node.range)
  }
}

/// Turns nodes into values. Where values come from and where they stand goes with them, in lists, maps and objects.
private struct FactBuilder: Sendable {
  let absences: AbsencePlaces

  func value(of node: Node, _ type: SchemaType, _ path: AttributePath?, _ place: SourceRange) -> Value? {
    switch type.shape {
    case .boolean, .integer, .number, .text:
      if case .value(let value) = type.read(node) { return value }
    case .object(let rules):
      if case .map(let entries) = node.content { return .object(object(entries, rules, path, place)) }
    case .list(let rules):
      if case .list(let elements) = node.content { return list(elements, rules, path).map { .list($0) } }
    case .map(let values):
      if case .map(let entries) = node.content { return map(entries, values, path).map { .map($0) } }
    case .free(isMap: false): return freeValue(of: node, path)
    case .free(isMap: true):
      if case .map = node.content { return freeValue(of: node, path) }
    }
    return nil
  }

  private func object(
    _ entries: [Node.Entry], _ rules: ObjectRules, _ path: AttributePath?, _ place: SourceRange
  ) -> ObjectValue {
    ObjectValue(type: rules.objectType, path: path) { index in
      let property = rules.properties[index]
      let path = AttributePath(.field(property.name), in: path)
      guard let entry = entries.firstIndex(where: { sameBytes($0.key, property.name) }) else {
        return .absent(place: absences.place(of: path) ?? place)
      }
      let node = entries[entry].value
      // An absent field inside it is pointed out at its key, which is one line.
      guard let value = self.value(of: node, property.type, path, entries[entry].keyRange) else {
        return .absent(place: node.range)
      }
      return .present(value, origin: node.range)
    }
  }

  private func list(_ elements: [Node], _ rules: ListRules, _ path: AttributePath?) -> ListValue? {
    if rules.sizeProblem(elements.count) != nil { return nil }
    if !rules.repetitions(in: elements).isEmpty { return nil }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      let path = AttributePath(.index(index), in: path)
      let read =
        if let type = rules.elements { value(of: element, type, path, element.range) } else {
          freeValue(of: element, path)
        }
      guard let read else { return nil }
      values.append(read)
    }
    return ListValue(values, origins: elements.map(\.range), path: path)
  }

  private func map(_ entries: [Node.Entry], _ type: SchemaType, _ path: AttributePath?) -> MapValue? {
    map(entries, path) { entry, path in value(of: entry.value, type, path, entry.keyRange) }
  }

  private func map(
    _ entries: [Node.Entry], _ path: AttributePath?, _ read: (Node.Entry, AttributePath) -> Value?
  ) -> MapValue? {
    var values: [Value] = []
    values.reserveCapacity(entries.count)
    for entry in entries {
      guard let value = read(entry, AttributePath(.key(entry.key), in: path)) else { return nil }
      values.append(value)
    }
    return MapValue(
      keys: entries.map { .string($0.key) }, values: values, origins: entries.map(\.value.range), path: path,
      isPartial: true)
  }

  /// Free-form parts as they were written: integers stay integers, dates are text.
  private func freeValue(of node: Node, _ path: AttributePath?) -> Value? {
    switch node.content {
    case .null: return .null
    case .bool(let bool): return .bool(bool)
    case .integer(let integer): return .int(integer)
    case .number(let number): return number.isFinite ? .double(number) : nil
    case .unrepresentable: return nil
    case .text(let text): return .string(text)
    case .list(let elements):
      return list(elements, .any, path).map { .list($0) }
    case .map(let entries):
      return map(entries, path) { entry, path in freeValue(of: entry.value, path) }.map { .map($0) }
    }
  }
}
