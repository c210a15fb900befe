internal import Diagnostics

/// `a.b`, `has(a.b)`, `a.?b`. On an object an absent field is unknown, whatever is asked about it: `has` is true or
/// unknown there, never false. On a map it is the usual true or false.
final class SelectNode: PlannedNode, @unchecked Sendable {
  let operand: PlannedNode
  private let key: KnownText
  private let selection: SyntaxTree.Selection
  /// Whether an attribute begins here, the operand being none: that has its price.
  private let startsAttribute: Bool
  /// The object type that the checker expects, and the field's index in it.
  private let expected: (type: ObjectType, index: Int)?

  init(
    _ operand: PlannedNode, _ field: String, _ selection: SyntaxTree.Selection,
    expected: (type: ObjectType, index: Int)?, startsAttribute: Bool, _ offsets: Range<Int>
  ) {
    self.startsAttribute = startsAttribute
    self.operand = operand
    key = KnownText(field)
    self.selection = selection
    self.expected = expected
    super.init(offsets)
  }

  private var field: String { key.string }

  override func evaluate(_ state: inout EvaluationState) -> Evaluated {
    select(operand.evaluate(&state), &state)
  }

  /// What is selected of what the operand has come to.
  func select(_ evaluated: Evaluated, _ state: inout EvaluationState) -> Evaluated {
    if startsAttribute { state.budget -= Cost.attribute }
    guard case .value(let value) = evaluated else { return evaluated }
    return select(value, &state)
  }

  private func select(_ value: Value, _ state: inout EvaluationState) -> Evaluated {
    switch value {
    case .object(let object):
      state.budget -= Cost.attribute
      guard let index = index(in: object.type) else {
        return fail(.noSuchField, "'\(field)' is not a field of '\(object.type.name)'")
      }
      switch object.field(at: index) {
      case .present(let value, _):
        switch selection {
        case .value: return .value(value)
        case .presence: return .value(.bool(true))
        case .optional: return .value(.optional(OptionalValue(value)))
        }
      case .absent(let place):
        let parent = object.path ?? operand.path(&state)
        return .unknown(UnknownSet(path: AttributePath(.field(field), in: parent), place: place))
      }
    case .map(let map):
      let position = map.position(of: key)
      // What is optional and not there is free, in cel-go as here.
      if selection != .optional || position != nil { state.budget -= Cost.attribute }
      if position == nil, map.isPartial {
        let parent = map.path ?? operand.path(&state)
        return .unknown(UnknownSet(path: AttributePath(.field(field), in: parent), place: nil))
      }
      switch selection {
      case .value:
        guard let position else { return fail(.noSuchKey, "there is no key '\(field)'") }
        return .value(map.values[position])
      case .presence: return .value(.bool(position != nil))
      case .optional: return .value(.optional(OptionalValue(position.map { map.values[$0] })))
      }
    case .optional(let optional):
      guard let inner = optional.value else {
        return selection == .presence ? .value(.bool(false)) : .value(value)
      }
      return chained(inner, &state)
    default:
      if selection != .optional { state.budget -= Cost.attribute }
      return fail(.noSuchField, "\(value.kindName) has no field '\(field)'")
    }
  }

  private func index(in type: ObjectType) -> Int? {
    if let expected, expected.type === type { return expected.index }
    return type.index(of: field)
  }

  /// Selects inside an optional: what is there stays optional, what is not becomes `none`.
  private func chained(_ inner: Value, _ state: inout EvaluationState) -> Evaluated {
    if selection == .presence { return select(inner, &state) }
    switch inner {
    case .map(let map):
      let found = map.position(of: key).map { map.values[$0] }
      if found != nil { state.budget -= Cost.attribute }
      return .value(.optional(OptionalValue(found)))
    case .object, .optional: break
    default: return fail(.noSuchField, "\(inner.kindName) has no field '\(field)'")
    }
    let result = select(inner, &state)
    guard selection == .value, case .value(let value) = result else { return result }
    if case .optional = inner { return result }
    return .value(.optional(OptionalValue(value)))
  }

  override func path(_ state: inout EvaluationState) -> AttributePath? {
    if let parent = operand.path(&state) { return AttributePath(.field(field), in: parent) }
    guard case .value(let value) = operand.quietly(&state), let parent = value.ownPath else { return nil }
    return AttributePath(.field(field), in: parent)
  }

  /// The way to the field, of what the operand has come to: most of it is known there already.
  func path(in evaluated: Evaluated, _ state: inout EvaluationState) -> AttributePath? {
    guard case .value(.object(let object)) = evaluated, let parent = object.path else { return path(&state) }
    return AttributePath(.field(field), in: parent)
  }

  override func origin(_ state: inout EvaluationState) -> SourceRange? { place(in: operand.quietly(&state)) }

  /// Where the field stands, of what the operand has come to.
  func place(in evaluated: Evaluated) -> SourceRange? {
    guard case .value(let value) = evaluated else { return nil }
    switch value {
    case .object(let object):
      guard let index = self.index(in: object.type), case .present(_, let origin) = object.field(at: index) else {
        return nil
      }
      return origin
    case .map(let map): return map.position(of: key).flatMap { map.origins?[$0] }
    default: return nil
    }
  }
}
