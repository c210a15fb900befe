import ArgumentParser
import Diagnostics
import Documents
import Evidence

/// `--limit NAME=VALUE`: what a project's files may cost. The one place at which limits meet the command line; what holds
/// where nothing is said is declared by `Limits` and `DiscoveryBounds`.
struct LimitOptions: ParsableArguments {
  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Change a limit, such as file-bytes=64M; may be repeated, the last counts.", discussion: LimitOptions.table,
      valueName: "name=value"), transform: LimitSetting.argument)
  var settings: [LimitSetting] = []

  /// The settings that count, in the order of their names' declaration.
  private var effective: [LimitSetting] {
    LimitName.allCases.compactMap { name in settings.last { $0.name == name } }
  }

  /// The loader of a project under these limits.
  func loader(_ path: String) -> ProjectLoader {
    var loader = ProjectLoader(path: path)
    for setting in effective {
      loader.limits[setting.name] = setting.value
      loader.bounds[setting.name] = setting.value
    }
    return loader
  }

  /// The words that say the same on a command line.
  var words: [String] { effective.flatMap { ["--limit", "\($0.name.rawValue)=\($0.value)"] } }

  /// The names with what they mean and what holds by default, for `--help`.
  static let table: String = LimitName.allCases.map { name in
    let value = Limits.standard[name] ?? DiscoveryBounds.standard[name] ?? 0
    return "\(name.rawValue): \(name.meaning) (\(LimitSetting.shown(value, of: name)))"
  }.joined(separator: "\n")
}

/// A limit and its value.
struct LimitSetting: Sendable, Hashable {
  var name: LimitName
  var value: Int

  private static let units: [(suffix: String, factor: Int)] = [("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)]

  /// Parses `NAME=VALUE`; bytes may be counted in K, M and G, of 1024 each.
  static func argument(_ text: String) throws -> LimitSetting {
    let words = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = LimitName.allCases.map(\.rawValue)
    guard let name = LimitName(rawValue: words[0]) else {
      let guess = didYouMean(words[0], among: names).map { "\($0) " } ?? ""
      throw ValidationError("\(guess)the limits are \(names.joined(separator: ", "))")
    }
    guard words.count == 2, let value = value(words[1], of: name), name.range.contains(value) else {
      let last = shown(name.range.upperBound, of: name)
      throw ValidationError("\(name.rawValue) is a whole number from 1 to \(last)")
    }
    return LimitSetting(name: name, value: value)
  }

  /// A value as people write it.
  static func shown(_ value: Int, of name: LimitName) -> String {
    guard name.isInBytes, let unit = units.first(where: { value % $0.factor == 0 }) else { return String(value) }
    return "\(value / unit.factor)\(unit.suffix)"
  }

  private static func value(_ text: String, of name: LimitName) -> Int? {
    let unit = name.isInBytes ? units.first { text.hasSuffix($0.suffix) } : nil
    let digits = text.utf8.dropLast(unit == nil ? 0 : 1)
    guard (1...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(String(decoding: Array(digits), as: UTF8.self))
    else { return nil }
    let product = number.multipliedReportingOverflow(by: unit?.factor ?? 1)
    return product.overflow ? nil : product.partialValue
  }
}

extension LimitName {
  /// What is limited.
  fileprivate var meaning: String {
    switch self {
    case .fileBytes: "bytes of a file that is read as a whole"
    case .streamedBytes: "bytes of a file that is streamed"
    case .textBytes: "bytes that are kept of one text in XML"
    case .depth: "lists, maps and elements inside each other"
    case .nodes: "keys and values in one file"
    case .aliases: "values that YAML's aliases may add"
    case .files: "files that are listed"
    case .folderDepth: "folders inside each other"
    case .totalBytes: "bytes that are read in all, streamed files not counted"
    case .filesPerKind: "files that are read for one kind"
    }
  }

  fileprivate var isInBytes: Bool {
    switch self {
    case .fileBytes, .streamedBytes, .textBytes, .totalBytes: true
    case .depth, .nodes, .aliases, .files, .folderDepth, .filesPerKind: false
    }
  }

  /// What may be asked for: trees and folders are walked by recursion, so that depth has an end whatever is asked.
  fileprivate var range: ClosedRange<Int> {
    switch self {
    case .depth, .folderDepth: 1...Limits.deepest
    case .fileBytes, .streamedBytes, .textBytes, .totalBytes: 1...(1 << 40)
    case .nodes, .aliases, .files, .filesPerKind: 1...1_000_000_000
    }
  }
}
