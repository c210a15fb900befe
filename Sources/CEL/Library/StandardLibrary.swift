extension Library {
  /// The functions and operators that every expression can use, as cel-spec's `doc/langdef.md` has them.
  ///
  /// All overloads of a function that are called alike (as a method or not, with so many arguments) share one
  /// implementation, which looks at the values it is given and refuses those that it does not know. The checker decides
  /// by the declared types; at run time a `dyn` may hold another type of number, and then `dyn(1) < 1.5` is well-defined
  /// although no overload is declared for it. So a planner may call the implementation of any overload of the right form.
  ///
  /// ```cel
  /// size('ab') + [1, 2, 3].filter(n, n > 1).size()   // 4
  /// ```
  public static var standard: Library {
    let zones = TimeZones()
    return Library(
      name: "standard",
      functions: logicFunctions + comparisonFunctions + arithmeticFunctions + containerFunctions + textFunctions
        + conversionFunctions + timeFunctions(zones))
  }
}
