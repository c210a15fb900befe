import Diagnostics

/// Which way the score of a drift method points: a p-value means drift where it is low, a distance where it is high.
///
/// From the code of Evidently 0.7.23 (`legacy/calculations/stattests`), which calls a method by its display name where the
/// method was chosen for the user, and by its short name where the user chose it. A method that stands in neither list,
/// such as a function of the user's own or the classifier for text, has a direction that is not known.
enum DriftMethod {
  case below, belowOrEqual, above, aboveOrEqual

  init?(_ name: String) {
    let plain = DriftMethod.plain(name)
    guard let method = DriftMethod.methods.first(where: { plain.hasBytes($0.short) || plain.startsWithBytes($0.long) })
    else { return nil }
    self = method.direction
  }

  /// The word of the schema.
  var direction: String {
    switch self {
    case .below, .belowOrEqual: "below"
    case .above, .aboveOrEqual: "above"
    }
  }

  /// Whether a score means drift. Neither number may be NaN.
  func isDrift(_ score: Double, threshold: Double) -> Bool {
    switch self {
    case .below: score < threshold
    case .belowOrEqual: score <= threshold
    case .above: score > threshold
    case .aboveOrEqual: score >= threshold
    }
  }

  /// Short names, and how display names begin, in small letters and digits alone.
  private static let methods: [(short: String, long: String, direction: DriftMethod)] = [
    ("ks", "kspvalue", .belowOrEqual), ("chisquare", "chisquare", .below), ("z", "ztest", .below),
    ("anderson", "anderson", .below), ("cramervonmises", "cramervonmises", .belowOrEqual),
    ("es", "eppssingleton", .below), ("fisherexact", "fishersexact", .below), ("gtest", "gtest", .below),
    ("mannw", "mannwhitney", .below), ("empiricalmmd", "empiricalmmd", .below), ("ttest", "ttest", .below),
    // A p-value in spite of its name.
    ("tvd", "totalvariation", .below),
    ("psi", "populationstability", .aboveOrEqual), ("jensenshannon", "jensenshannon", .aboveOrEqual),
    ("kldiv", "kullbackleibler", .aboveOrEqual), ("wasserstein", "wasserstein", .aboveOrEqual),
    ("hellinger", "hellinger", .aboveOrEqual), ("ed", "energydistance", .above),
  ]

  private static func plain(_ name: String) -> String {
    String(decoding: asciiLowercased(name).utf8.filter { isLetterOrDigit($0) || $0 >= 0x80 }, as: UTF8.self)
  }
}
