import Glibc

/// Repeated measurements of one thing, in nanoseconds. The median says what is usual, the smallest what is possible.
struct Sample {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  /// Calls a function so many times, which tells how long it has taken.
  init?(runs: Int, _ measure: () -> Double?) {
    var values: [Double] = []
    for _ in 0..<max(1, runs) {
      guard let value = measure() else { return nil }
      values.append(value)
    }
    self.init(values)
  }

  var smallest: Double { sorted.first ?? 0 }
  var median: Double { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }

  /// Nanoseconds of a clock that nobody sets.
  static var now: Double { time(of: CLOCK_MONOTONIC) }

  /// Nanoseconds that processors have spent on this process, whatever else the machine has to do.
  static var spent: Double { time(of: CLOCK_PROCESS_CPUTIME_ID) }

  private static func time(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}

/// Prints a line of the result: what, the figure, and a remark such as a ratio.
func report(_ what: String, _ figure: String, _ remark: String = "") {
  let pad = String(repeating: " ", count: max(1, 50 - what.utf8.count - figure.utf8.count))
  print("  " + what + pad + figure + (remark.isEmpty ? "" : "   " + remark))
}

/// A figure with so many decimals.
func text(_ value: Double, decimals: Int = 2) -> String {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let whole = (value * scale).rounded() / scale
  guard decimals > 0 else { return String(Int64(whole)) }
  let digits = String(Int64((abs(whole) * scale).rounded()))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
  return (whole < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

func milliseconds(_ nanoseconds: Double) -> String { text(nanoseconds / 1e6) + " ms" }
