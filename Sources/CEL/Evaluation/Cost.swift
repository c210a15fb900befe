/// What operations cost, in cel-go's units (`interpreter/runtimecost.go`; one unit is about 50 ns): an attribute 1, a
/// list 10, a map 30, work on text by its length. A budget in these units bounds time, and memory with it.
enum Cost {
  static let attribute = 1
  static let call = 1
  static let list = 10
  static let map = 30

  /// How a function is priced: by its name, since one function's overloads do the same kind of work.
  enum Price: Sendable {
    case unit
    /// A tenth of the first argument's size.
    case firstSize
    /// A tenth of both arguments' sizes; of lists, one.
    case concatenation
    /// The product of both, as for a search.
    case search
    case match
    /// A tenth of the smaller argument.
    case comparison
    /// As many as there are elements on the right.
    case membership

    init(function name: String) {
      switch name {
      case "_+_": self = .concatenation
      case "startsWith", "endsWith", "string", "bytes": self = .firstSize
      case "contains", "indexOf", "lastIndexOf", "replace", "split": self = .search
      case "matches": self = .match
      case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_": self = .comparison
      case "@in": self = .membership
      default: self = .unit
      }
    }
  }

  /// - Parameter budget: what may be spent: as far as it reaches, containers inside containers are looked at.
  static func price(_ price: Price, _ first: Value, _ second: Value = .null, budget: Int) -> Int {
    switch price {
    case .unit: call
    case .firstSize: isSized(first) ? tenth(size(first)) : call
    case .concatenation:
      switch (first, second) {
      case (.string, .string), (.bytes, .bytes): tenth(size(first) + size(second))
      // cel-go takes joining lists for free; copying is not, and a list may double with every `+`.
      case (.list(let a), .list(let b)): call + (a.elements.count + b.elements.count) / 64
      default: call
      }
    case .search: tenth(size(first)).multipliedSaturating(by: tenth(size(second)))
    case .match: tenth(size(first) + 1).multipliedSaturating(by: (size(second) + 3) / 4)
    case .comparison: tenth(min(size(first), size(second))) + nested(first, second, budget: budget)
    case .membership:
      if case .list(let list) = second { list.elements.count } else { call }
    }
  }

  /// The size that a value counts with: bytes of text, elements, or 1.
  static func size(_ value: Value) -> Int {
    switch value {
    case .string(let text): text.utf8.count
    case .bytes(let bytes): bytes.bytes.count
    case .list(let list): list.elements.count
    case .map(let map): map.keys.count
    default: 1
    }
  }

  private static func isSized(_ value: Value) -> Bool {
    switch value {
    case .string, .bytes: true
    default: false
    }
  }

  static func isContainer(_ value: Value) -> Bool {
    switch value {
    case .list, .map, .object, .optional: true
    default: false
    }
  }

  static func tenth(_ size: Int) -> Int { (size + 9) / 10 }

  /// What comparing containers inside containers costs on top. A value may hold another many times over, so that its
  /// unfolded size is exponential: this walk is what a comparison would do, and ends at a limit.
  static func nested(_ a: Value, _ b: Value, budget: Int) -> Int {
    switch (a, b) {
    case (.list, .list), (.map, .map), (.optional, .optional):
      // Of flat containers the price is paid already.
      guard isNested(a), isNested(b) else { return 0 }
      let limit = min(max(budget, 0), 1_000_000) * 10
      var left = limit
      unfold(a, &left)
      if left <= 0 {
        left = limit
        unfold(b, &left)
      }
      // Beyond the limit on both sides nobody may compare them.
      return left <= 0 ? Int.max / 4 : (limit - left) / 10
    default: return 0
    }
  }

  private static func isNested(_ value: Value) -> Bool {
    switch value {
    case .list(let list): list.elements.contains { isContainer($0) }
    case .map(let map): map.values.contains { isContainer($0) }
    case .optional(let optional): optional.value.map { isContainer($0) } ?? false
    default: false
    }
  }

  private static func unfold(_ value: Value, _ left: inout Int) {
    guard left > 0 else { return }
    switch value {
    case .list(let list):
      left -= list.elements.count
      for element in list.elements where left > 0 { unfold(element, &left) }
    case .map(let map):
      left -= map.values.count
      for element in map.values where left > 0 { unfold(element, &left) }
    case .optional(let optional):
      left -= 1
      if let value = optional.value { unfold(value, &left) }
    default: break
    }
  }

  /// Whether a value is larger than an evaluation may make.
  static func isTooLarge(_ value: Value) -> Bool {
    switch value {
    case .string(let text): text.utf8.count > ResultLimit.bytes
    case .bytes(let bytes): bytes.bytes.count > ResultLimit.bytes
    case .list(let list): list.elements.count > ResultLimit.elements
    case .map(let map): map.keys.count > ResultLimit.elements
    default: false
    }
  }
}

extension Int {
  fileprivate func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
