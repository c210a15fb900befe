// What calls cost, by cel-go's names of the overloads: `checker/cost.go`, and `ext/` for the libraries.
extension CostEstimator {
  /// The price of a call without its arguments, and the size of what it gives.
  struct Price {
    var cost: CostEstimate
    var size: Size?

    init(_ cost: CostEstimate, size: Size? = nil) {
      self.cost = cost
      self.size = size
    }

    static let unit = Price(.one)
  }

  /// A tenth, for what goes through text once.
  private static let scan = 0.1
  /// A quarter, for a pattern.
  private static let pattern = 0.25

  mutating func operation(_ id: NodeID, _ operation: Operator, _ operands: [NodeID]) -> CostEstimate {
    let sum = operands.reduce(CostEstimate.zero) { $0 + cost($1) }
    switch operation {
    case .equal, .notEqual: return sum + priceOfAll(id, ["equals"], operands)
    case .membership: return sum + priceOfAll(id, membership(operands[1]), operands)
    default: return sum + priceOfAll(id, overloads(id), operands)
    }
  }

  mutating func call(_ id: NodeID, _ receiver: NodeID, _ arguments: SyntaxTree.Children) -> CostEstimate {
    var operands = Array(tree[arguments])
    if receiver >= 0 {
      if case .namespaced = checked.references[Int(id)] {} else { operands.insert(receiver, at: 0) }
    }
    let sum = operands.reduce(CostEstimate.zero) { $0 + cost($1) }
    let overloads = overloads(id)
    guard let first = overloads.first else { return .zero }
    if first == "to_dyn", let operand = operands.first {
      known[Int(id)] = Knowledge(size: size(operand), entry: entry(operand), bounds: known[Int(operand)].bounds)
    }
    return sum + priceOfAll(id, overloads, operands)
  }

  /// The ids of the overloads that a call may mean.
  private func overloads(_ id: NodeID) -> [String] {
    switch checked.references[Int(id)] {
    case .overloads(let start, let count), .namespaced(let start, let count):
      checked.candidates[Int(start)..<Int(start + count)].map { declarations.functions.overloads[Int($0)].id }
    default: []
    }
  }

  private func membership(_ range: NodeID) -> [String] {
    switch term(range) {
    case .list: ["in_list"]
    case .map: ["in_map"]
    default: ["in_list", "in_map"]
    }
  }

  /// The price that covers all overloads that may be meant.
  private mutating func priceOfAll(_ id: NodeID, _ overloads: [String], _ operands: [NodeID]) -> CostEstimate {
    var total: CostEstimate?
    var resultSize: Size?
    for overload in overloads {
      let price = price(id, overload, operands)
      total = total?.union(price.cost) ?? price.cost
      if let size = price.size { resultSize = resultSize?.union(size) ?? size }
    }
    if let resultSize { known[Int(id)].size = resultSize }
    return total ?? .zero
  }

  private mutating func price(_ id: NodeID, _ overload: String, _ operands: [NodeID]) -> Price {
    guard let first = operands.first else { return .unit }
    let a = sizeOrUnknown(first)
    let b = operands.count > 1 ? sizeOrUnknown(operands[1]) : .zero
    switch overload {
    case "equals", "less_string", "less_equals_string", "greater_string", "greater_equals_string", "less_bytes",
      "less_equals_bytes", "greater_bytes", "greater_equals_bytes":
      let most = min(a.max, b.max)
      return Price(CostEstimate(min: most > 0 ? 1 : 0, max: most) * Self.scan)
    case "in_list": return Price(b * 1.0)
    case "add_string", "add_bytes":
      let size = a + b
      return Price(size * Self.scan, size: size)
    case "add_list":
      known[Int(id)].entry = entry(first).flatMap { $0.union(entry(operands[1])) }
      return Price(.one, size: a + b)
    case "starts_with_string", "ends_with_string": return Price(b * Self.scan)
    case "contains_string": return Price((a * Self.scan) * (b * Self.scan))
    case "matches", "matches_string": return Price(((a + .one) * Self.scan) * (b * Self.pattern))
    case "string_format": return Price(a * Self.scan)
    case "string_to_bytes": return Price(a * Self.scan, size: Size(min: a.min, max: a.max.timesSaturating(4)))
    case "bytes_to_string": return Price(a * Self.scan, size: Size(min: a.min / 4, max: a.max))
    case "strings_quote": return Price(a * Self.scan, size: Size(min: a.min + 2, max: (a + a + CostEstimate(2)).max))
    case _ where operands.count > 2 && overload.utf8.starts(with: "math_@".utf8):
      // cel-go makes a list of three numbers and more.
      return Price(.one + CostEstimate(UInt64(Cost.list)))
    default: return textPrice(overload, operands, a, b) ?? listPrice(overload, operands, a, b) ?? .unit
    }
  }

  // MARK: - The strings and regex libraries

  private func textPrice(_ overload: String, _ operands: [NodeID], _ a: Size, _ b: Size) -> Price? {
    switch overload {
    case "string_char_at_int": return Price(a * Self.scan + CostEstimate(2), size: Size(min: 0, max: 1))
    case "string_lower_ascii", "string_upper_ascii", "string_reverse":
      return Price(a * Self.scan + .one + a * 1.0, size: a)
    case "string_trim":
      let size = Size(min: 0, max: a.max)
      return Price(a * Self.scan + .one + size * 1.0, size: size)
    case "string_substring_int", "string_substring_int_int":
      let start = constant(operands[1]) ?? 0
      let end = operands.count > 2 ? constant(operands[2]) ?? a.max : a.max
      // An end before the start is an error when it runs; like cel-go's, the difference wraps around and bounds nothing.
      let size = Size(end &- start)
      return Price(a * Self.scan + .one + size * 1.0, size: size)
    case "string_index_of_string", "string_index_of_string_int", "string_last_index_of_string",
      "string_last_index_of_string_int":
      return Price((a * b) * Self.scan + .one)
    case "string_replace_string_string", "string_replace_string_string_int":
      let search = (a.atLeastOne * b.atLeastOne) * Self.scan
      let new = sizeOrUnknown(operands[2]) + .one
      let size = Size(min: min(a.min, new.min), max: a.max.plusSaturating(1).timesSaturating(new.max))
      return Price(search + size * 1.0 + .one, size: size)
    case "string_split_string", "string_split_string_int":
      let size = Size(min: 0, max: a.max)
      return Price((a + .one) * Self.scan + size * 1.0 + CostEstimate(UInt64(Cost.list)) + .one, size: size)
    case "list_join", "list_join_string":
      let size = Size(min: 0, max: a.max.timesSaturating(b.max.plusSaturating(1)).plusSaturating(b.max))
      return Price((a + .one) * Self.scan + size * 1.0 + .one, size: size)
    case "regex_extract_string_string", "regex_extractAll_string_string":
      let size = Size(min: 0, max: a.max)
      let list = overload == "regex_extractAll_string_string" ? CostEstimate(UInt64(Cost.list)) : .zero
      return Price(matching(a, b) + size + list, size: size)
    case "regex_replace_string_string_string", "regex_replace_string_string_string_int":
      let new = sizeOrUnknown(operands[2])
      // An empty match stands before each code point and at the end; cel-go's own bound is too low there.
      let size = Size(min: 0, max: a.max.plusSaturating(1).timesSaturating(new.max.plusSaturating(1)))
      return Price(matching(a, b) + size * 1.0 + .one, size: size)
    default: return nil
    }
  }

  private func matching(_ text: Size, _ pattern: Size) -> CostEstimate {
    ((text + .one) * Self.scan) * ((pattern + .one) * Self.pattern)
  }

  // MARK: - The lists and sets libraries

  private func listPrice(_ overload: String, _ operands: [NodeID], _ a: Size, _ b: Size) -> Price? {
    switch overload {
    case "list_slice":
      let start = constant(operands[1]) ?? 0
      let end = constant(operands[2]) ?? a.max
      return newList(Size(end >= start ? end - start : 0))
    case "lists_range": return newList(Size(constant(operands[0]) ?? .max))
    case "list_reverse": return newList(a)
    case "list_flatten": return newList(a)
    case "list_flatten_int": return newList(a, times: Double(constant(operands[1]) ?? .max))
    case "list_distinct": return newList(a * a, times: 2)
    case "list_sets_contains_list", "list_sets_intersects_list": return Price(a * b + .one)
    case "list_sets_equivalent_list": return Price((a * b) * 2.0 + .one)
    default: break
    }
    guard overload.utf8.starts(with: "list_".utf8) else { return nil }
    if sameSuffix(overload, "_sort") { return sorted(a, overload) }
    if sameSuffix(overload, "_sortByAssociatedKeys") { return sorted(b, overload) }
    return nil
  }

  private func sameSuffix(_ text: String, _ suffix: String) -> Bool {
    text.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private func sorted(_ size: Size, _ overload: String) -> Price {
    let isText = overload.utf8.starts(with: "list_string".utf8) || overload.utf8.starts(with: "list_bytes".utf8)
    return newList(size * size, times: isText ? 2.1 : 2)
  }

  /// What sorting so many elements costs.
  func sorting(_ count: Size, byText isText: Bool) -> CostEstimate {
    newList(count * count, times: isText ? 2.1 : 2).cost
  }

  private func newList(_ size: Size, times factor: Double = 1) -> Price {
    Price(size * factor + .one + CostEstimate(UInt64(Cost.list)), size: size)
  }

  /// A number that stands there as a literal; nothing for a negative one.
  private func constant(_ id: NodeID) -> UInt64? {
    guard case .constant(let index) = tree[id].form, case .int(let int) = tree.constant(index) else { return nil }
    return UInt64(max(0, int))
  }
}
