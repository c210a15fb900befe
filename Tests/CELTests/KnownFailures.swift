/// The cases of the conformance suite that do not pass yet, by what they wait for. The list is exact: a case that
/// passes has to be struck.
enum KnownFailures {
  static let ids = block

  /// `cel.block`, `cel.index` and `cel.iterVar` are how an optimiser writes an expression down, not how people do.
  private static let block: Set<String> = [
    "block_ext/basic/int_add",
    "block_ext/basic/size_1",
    "block_ext/basic/size_2",
    "block_ext/basic/timestamp",
    "block_ext/basic/multiple_macros_1",
    "block_ext/basic/multiple_macros_3",
    "block_ext/basic/nested_macros_1",
    "block_ext/basic/nested_macros_2",
    "block_ext/basic/adjacent_macros",
    "block_ext/basic/macro_shadowed_variable_1",
    "block_ext/basic/macro_shadowed_variable_2",
    "block_ext/basic/inclusion_map",
    "block_ext/basic/presence_test",
    "block_ext/basic/presence_test_2",
    "block_ext/basic/optional_list",
    "block_ext/basic/optional_map",
    "block_ext/basic/optional_map_chained",
  ]
}
