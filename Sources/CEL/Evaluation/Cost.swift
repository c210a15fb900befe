/// What operations cost, in cel-go's units (`interpreter/runtimecost.go`; one unit is about 50 ns): an attribute 1, a
/// list 10, a map 30, work on text by its length. A budget in these units bounds time.
///
/// The figures are cel-go's for everything of a usual size. What is huge or deep costs more here wherever cel-go takes
/// for free what is not: comparing what is inside of containers, looking long keys up, going through a long list.
enum Cost {
  static let attribute = 1
  static let call = 1
  static let list = 10
  static let map = 30

  /// The size that a value counts with: code points of text, bytes, elements, entries, or 1.
  static func size(_ value: Value) -> Int {
    switch value {
    case .string(let text): text.scalarCount
    case .bytes(let bytes): bytes.bytes.count
    case .list(let list): list.elements.count
    case .map(let map): map.keys.count
    case .optional(let optional): optional.value.map { size($0) } ?? 1
    default: 1
    }
  }

  /// A tenth of the smaller one.
  static func comparison(_ first: Value, _ second: Value) -> Int {
    guard case .string(let a) = first, case .string(let b) = second else {
      return tenth(min(size(first), size(second)))
    }
    return comparison(a, b)
  }

  static func comparison(_ a: String, _ b: String) -> Int {
    // Code points are counted only where they matter: in few bytes there are few, and a code point has at most four.
    let (shorter, longer) = a.utf8.count < b.utf8.count ? (a, b) : (b, a)
    if shorter.utf8.count <= 10 { return shorter.utf8.isEmpty ? 0 : 1 }
    if shorter.utf8.count <= longer.utf8.count / 4 { return tenth(shorter.scalarCount) }
    return tenth(min(shorter.scalarCount, longer.scalarCount))
  }

  static func isContainer(_ value: Value) -> Bool {
    switch value {
    case .list, .map, .object, .optional: true
    default: false
    }
  }

  static func tenth(_ size: Int) -> Int { size / 10 + (size % 10 == 0 ? 0 : 1) }

  // MARK: - What cel-go takes for free

  /// The bytes that are gone through in the time of one unit.
  private static let bytesOfUnit = 640
  /// The elements that are gone through in the time of one unit.
  private static let elementsOfUnit = 100

  /// What it costs on top to go through a value once: nothing for what is of a usual size.
  static func length(_ value: Value) -> Int {
    switch value {
    case .string(let text): text.utf8.count / bytesOfUnit
    case .bytes(let bytes): bytes.bytes.count / bytesOfUnit
    case .list(let list): list.elements.count / elementsOfUnit
    case .map(let map): map.keys.count / elementsOfUnit
    default: 0
    }
  }

  /// What comparing two values costs on top of cel-go's price, which looks at the outermost only: containers inside
  /// containers, and long texts inside them. A value may hold another many times over, so that its unfolded size is
  /// exponential: this walk is what a comparison would do, and ends where the budget does.
  static func nested(_ a: Value, _ b: Value, budget: Int) -> Int {
    switch (a, b) {
    case (.list, .list), (.map, .map), (.optional, .optional):
      let limit = min(max(budget, 0), 1_000_000)
      let one = depth(a, limit: limit)
      return one == 0 ? 0 : min(one, depth(b, limit: limit))
    case (.string(let a), .string(let b)): return nested(a, b)
    default: return 0
    }
  }

  static func nested(_ a: String, _ b: String) -> Int { min(a.utf8.count, b.utf8.count) / bytesOfUnit }

  /// What going through everything inside a value costs, beyond the elements of the outermost: nothing where that is
  /// flat and its texts are short. More than the limit is as good as endless.
  static func depth(_ value: Value, limit: Int) -> Int {
    guard isNested(value) else { return 0 }
    let most = limit.timesSaturating(bytesOfUnit)
    var left = most
    unfold(value, &left)
    return left <= 0 ? Int.max / 4 : (most - left) / bytesOfUnit
  }

  private static func isNested(_ value: Value) -> Bool {
    switch value {
    case .list(let list): list.elements.contains { isContainer($0) || length($0) > 0 }
    case .map(let map): map.values.contains { isContainer($0) || length($0) > 0 }
    case .optional(let optional): optional.value.map { isContainer($0) || length($0) > 0 } ?? false
    default: false
    }
  }

  private static func unfold(_ value: Value, _ left: inout Int) {
    guard left > 0 else { return }
    switch value {
    case .list(let list):
      left -= list.elements.count * (bytesOfUnit / 10)
      for element in list.elements where left > 0 { unfold(element, &left) }
    case .map(let map):
      left -= map.values.count * (bytesOfUnit / 10)
      for element in map.values where left > 0 { unfold(element, &left) }
    case .optional(let optional):
      left -= bytesOfUnit / 10
      if let value = optional.value { unfold(value, &left) }
    case .string(let text): left -= text.utf8.count
    case .bytes(let bytes): left -= bytes.bytes.count
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
