import CEL
import Diagnostics
import Glibc

/// All that a command touches of the world: time, environment, standard output and error. Tests hand in their own.
struct Surroundings: Sendable {
  /// The time, read once.
  var now: @Sendable () -> Timestamp?
  /// A variable of the environment.
  var variable: @Sendable (String) -> String?
  /// Whether standard output is a terminal.
  var isTerminal: Bool
  /// The width of the terminal in columns.
  var width: Int
  /// Writes to standard output; false where it could not.
  var write: @Sendable ([UInt8]) -> Bool
  /// Writes to standard error.
  var complain: @Sendable (String) -> Void
  /// Nanoseconds of a clock that only goes forward, for `--timings`.
  var ticks: @Sendable () -> UInt64
  /// When the process began, by that clock, where that is known.
  var launched: UInt64?
  /// Keeps values until the process ends. The system takes back at once what a run has built; to take it apart piece by
  /// piece before that would be a good part of the run.
  var keep: @Sendable ([any Sendable]) -> Void = { _ in }

  /// Writes a line to standard output; says so on standard error where that cannot be done.
  func print(_ text: String) -> ExitStatus { printed(Array((text + "\n").utf8)) }

  /// Writes bytes to standard output; says so on standard error where that cannot be done.
  func printed(_ bytes: [UInt8]) -> ExitStatus {
    if write(bytes) { return .passed }
    complain([Diagnostic(.error, id: "output.cannot-write", "standard output cannot be written")])
    return .inputOutput
  }

  /// Writes complaints to standard error, as a compiler does.
  func complain(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { complain(diagnostic.rendered()) }
  }

  /// Whether to colour what is printed: on a terminal, unless `NO_COLOR` is set (no-color.org).
  var usesColor: Bool {
    isTerminal && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
  }

  /// The process's own.
  static var real: Surroundings {
    Surroundings(
      now: {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return nil }
        return Timestamp(seconds: Int64(time.tv_sec))
      },
      variable: { name in unsafe getenv(name).map { unsafe String(cString: $0) } },
      isTerminal: isatty(STDOUT_FILENO) == 1, width: terminalWidth(),
      write: { writeAll($0, to: STDOUT_FILENO) },
      complain: { _ = writeAll(Array(($0 + "\n").utf8), to: STDERR_FILENO) },
      ticks: ticks, launched: launch,
      keep: { values in _ = unsafe Unmanaged.passRetained(Kept(values)) })
  }

  /// When this was first asked for, which `Gonogo.main` does before anything else.
  static let launch = ticks()

  private static let ticks: @Sendable () -> UInt64 = {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_MONOTONIC, &time) == 0 else { return 0 }
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private final class Kept: Sendable {
    let values: [any Sendable]
    init(_ values: [any Sendable]) { self.values = values }
  }

  private static func terminalWidth() -> Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 100 }
    return min(Int(size.ws_col), 120)
  }
}

/// Writes all bytes to a descriptor; false where it could not.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  writeAll(bytes.span, to: descriptor)
}

/// Writes all bytes to a descriptor; false where it could not.
func writeAll(_ bytes: Span<UInt8>, to descriptor: Int32) -> Bool {
  var offset = 0
  while offset < bytes.count {
    let written = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
    }
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { return false }
    offset += written
  }
  return true
}
