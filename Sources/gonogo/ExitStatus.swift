import Diagnostics

/// How the process ends: passed, not passed, or one of `sysexits.h`. Of several that apply, the first in this order.
enum ExitStatus: Int32, Sendable, CaseIterable, Comparable {
  /// A fault of ours.
  case software = 70
  /// An output could not be created.
  case cannotCreate = 73
  /// An output could not be written.
  case inputOutput = 74
  /// The command line is wrong.
  case usage = 64
  /// An input is not there.
  case noInput = 66
  /// An input cannot be read as what it should be.
  case badInput = 65
  /// The gate is not passed.
  case notPassed = 1
  /// It is.
  case passed = 0

  /// Later in the order is milder.
  static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rank > b.rank }

  private var rank: Int {
    switch self {
    case .software: 0
    case .cannotCreate: 1
    case .inputOutput: 2
    case .usage: 3
    case .noInput: 4
    case .badInput: 5
    case .notPassed: 6
    case .passed: 7
    }
  }

  /// The worse of two.
  func or(_ other: ExitStatus) -> ExitStatus { max(self, other) }
}

extension ExitStatus {
  /// Of an input with which something is wrong: it is not there, or it is not what it should be.
  static func input(_ diagnostics: [Diagnostic]) -> ExitStatus {
    diagnostics.contains { $0.id == "file.missing" } ? .noInput : .badInput
  }
}
