/// How the calls of a function are priced: by its name and the number of its arguments, since what its overloads do is
/// of one kind. The prices are cel-go's (`interpreter/runtimecost.go`, and `ext/` for the libraries).
///
/// A price has two parts. What follows from the arguments is charged before the call, so that work beyond the budget is
/// not begun; what follows from the result's size is charged after it.
enum CallPrice: Sendable {
  /// One, whatever it is given: nothing of it is gone through.
  case unit
  /// One, and more for what is huge: a function that goes through what it is given, as any may.
  case linear
  /// One, for a function that makes text or bytes as long as what it is given.
  case encoding
  /// A tenth of the first text.
  case scan
  /// `string` and `bytes`: a tenth of what is decoded or encoded, one for all else.
  case transcoding
  /// A tenth of both texts; lists are joined for one.
  case concatenation
  /// The product of a tenth of both.
  case containment
  /// A tenth of the text times a quarter of the pattern.
  case match
  /// A tenth of the smaller one.
  case comparison
  /// As many as there are elements on the right; one for the keys of a map.
  case membership
  /// A tenth of the text, and the character.
  case character
  /// A tenth of the text, and as much as the result is long; of a list, a new one.
  case transform
  /// A tenth of the product of both.
  case search
  case replacement
  case split
  case join
  /// A list, and as many as the result has elements.
  case newList
  /// A list, and as many as the argument has elements for each level.
  case flattening
  /// A list, and twice the square of the argument that is sorted or made distinct, by its position.
  case selfComparison(argument: Int)
  /// The product of both lists, so many times.
  case sets(times: Int)
  case extraction
  case extractionOfAll
  case regexReplacement
  /// The greatest of three and more numbers: cel-go makes a list of them.
  case listed

  /// - Parameter overload: the id of one of the overloads that are called: those of a function are priced alike.
  init(overload: String, arguments count: Int) {
    switch overload {
    case "starts_with_string", "ends_with_string", "string_format", "strings_quote": self = .scan
    case "string_to_string", "bytes_to_string", "bytes_to_bytes", "string_to_bytes": self = .transcoding
    case "contains_string": self = .containment
    case "matches", "matches_string": self = .match
    case "string_char_at_int": self = .character
    case "string_substring_int", "string_substring_int_int", "string_trim", "string_lower_ascii",
      "string_upper_ascii", "string_reverse", "list_reverse":
      self = .transform
    case "string_index_of_string", "string_index_of_string_int", "string_last_index_of_string",
      "string_last_index_of_string_int":
      self = .search
    case "string_replace_string_string", "string_replace_string_string_int": self = .replacement
    case "string_split_string", "string_split_string_int": self = .split
    case "list_join", "list_join_string": self = .join
    case "list_slice", "lists_range": self = .newList
    case "list_flatten", "list_flatten_int": self = .flattening
    case "list_distinct": self = .selfComparison(argument: 0)
    case "list_sets_contains_list", "list_sets_intersects_list": self = .sets(times: 1)
    case "list_sets_equivalent_list": self = .sets(times: 2)
    case "regex_extract_string_string": self = .extraction
    case "regex_extractAll_string_string": self = .extractionOfAll
    case "regex_replace_string_string_string", "regex_replace_string_string_string_int": self = .regexReplacement
    case "base64_encode_bytes", "base64_decode_string": self = .encoding
    case "size_string", "string_size", "size_bytes", "bytes_size", "size_list", "list_size", "size_map", "map_size",
      "to_dyn", "type", "optional_of", "optional_none", "optional_hasValue", "optional_value":
      self = .unit
    default: self = Self.ofFamily(overload, arguments: count)
    }
  }

  /// The price of overloads that are there for several types each.
  private static func ofFamily(_ overload: String, arguments count: Int) -> CallPrice {
    let id = overload.utf8
    if id.starts(with: "list_".utf8) {
      if id.suffix(5).elementsEqual("_sort".utf8) { return .selfComparison(argument: 0) }
      if id.suffix(21).elementsEqual("_sortByAssociatedKeys".utf8) { return .selfComparison(argument: 1) }
    }
    return count > 2 && id.starts(with: "math_@".utf8) ? .listed : .linear
  }

  /// Whether calls may make something large, which then counts as memory that is taken.
  var allocates: Bool {
    switch self {
    case .unit, .linear, .containment, .match, .comparison, .membership, .search, .sets, .listed: false
    default: true
    }
  }

  /// What a call costs before it is begun. An argument that came to no value counts as null.
  ///
  /// - Parameter budget: what may be spent: as far as it reaches, containers inside containers are looked at.
  func beforehand(_ first: Value, _ second: Value = .null, budget: Int) -> Int {
    switch self {
    case .unit:
      // Only text that is not ASCII has to be gone through to count its code points.
      if case .string = first { return Cost.call + Cost.length(first) }
      return Cost.call
    case .linear, .encoding: return Cost.call + Cost.length(first) + Cost.length(second)
    case .scan: return Cost.tenth(Cost.size(first))
    case .transcoding:
      switch first {
      case .bytes, .string: return Cost.tenth(Cost.size(first))
      default: return Cost.call
      }
    case .concatenation:
      switch (first, second) {
      case (.string, .string), (.bytes, .bytes): return Cost.tenth(Cost.size(first) + Cost.size(second))
      default: return Cost.call
      }
    case .containment: return Cost.tenth(Cost.size(first)).timesSaturating(Cost.tenth(Cost.size(second)))
    case .match: return Cost.tenth(Cost.size(first) + 1).timesSaturating((Cost.size(second) + 3) / 4)
    case .comparison: return Cost.comparison(first, second) + Cost.nested(first, second, budget: budget)
    case .membership:
      if case .list(let list) = second { return list.elements.count }
      return Cost.call + Cost.length(first)
    case .character: return Cost.call + Cost.tenth(Cost.size(first)) + 1
    case .transform:
      if case .list(let list) = first { return Cost.call + Cost.list + list.elements.count }
      return Cost.call + Cost.tenth(Cost.size(first))
    case .search: return Cost.call + Cost.tenth(Cost.size(first).timesSaturating(Cost.size(second)))
    case .replacement:
      return Cost.call + Cost.tenth(max(1, Cost.size(first)).timesSaturating(max(1, Cost.size(second))))
    case .split: return Cost.call + Cost.list + Cost.tenth(Cost.size(first) + 1)
    case .join: return Cost.call + Cost.tenth(Cost.size(first) + 1)
    case .newList: return Cost.call + Cost.list
    case .flattening:
      var depth = 1
      if case .int(let int) = second { depth = Int(max(1, int)) }
      return Cost.call + Cost.list + Cost.size(first).timesSaturating(depth)
    case .selfComparison(let argument): return Self.selfComparison(argument == 0 ? first : second, budget: budget)
    case .sets(let times):
      let (sizeOfFirst, sizeOfSecond) = (Cost.size(first), Cost.size(second))
      let deep = Cost.depth(first, limit: budget).timesSaturating(sizeOfSecond)
        .plusSaturating(Cost.depth(second, limit: budget).timesSaturating(sizeOfFirst))
      return Cost.call.plusSaturating(sizeOfFirst.timesSaturating(sizeOfSecond).timesSaturating(times))
        .plusSaturating(deep)
    case .extraction, .regexReplacement: return Self.matching(first, second)
    case .extractionOfAll: return Cost.list + Self.matching(first, second)
    case .listed: return Cost.call + Cost.list
    }
  }

  /// What a call costs on top, once its result is known; nil for one that failed.
  func afterwards(_ result: Value?) -> Int {
    switch self {
    case .transform:
      if case .list = result { return 0 }
      return result.map { Cost.size($0) } ?? 1
    case .replacement, .split, .join, .newList, .extractionOfAll, .regexReplacement:
      return result.map { Cost.size($0) } ?? 1
    case .extraction: return 1
    default: return 0
    }
  }

  private static func selfComparison(_ value: Value, budget: Int) -> Int {
    let size = Cost.size(value)
    var product = size.timesSaturating(size).timesSaturating(2)
      .plusSaturating(Cost.depth(value, limit: budget).timesSaturating(size))
    if case .list(let list) = value {
      switch list.elements.first {
      case .string, .bytes: product = product.plusSaturating(size.timesSaturating(size) / 10)
      default: break
      }
    }
    return (Cost.call + Cost.list).plusSaturating(product)
  }

  /// Looking for a pattern: a fortieth of the product of both, rounded up; the functions of the regex library.
  private static func matching(_ text: Value, _ pattern: Value) -> Int {
    let product = (Cost.size(text) + 1).timesSaturating(Cost.size(pattern) + 1)
    return Cost.call + (product / 40) + (product % 40 == 0 ? 0 : 1)
  }
}

extension Int {
  /// The product, or the greatest number where that is too small for it.
  func timesSaturating(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The sum, or the greatest number where that is too small for it.
  func plusSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
