/// Counts latencies so that percentiles can be taken of any number of them in bounded memory.
///
/// Values are counted in units (a millisecond, or a part of one): exactly below 16,384 units, above in steps of less than
/// an eight-thousandth of the value, of which the upper end counts, as HdrHistogram has it. A percentile is the smallest
/// value that at least so many percent of all values do not exceed (nearest rank); nothing is interpolated.
struct LatencyHistogram {
  private let unitsPerMillisecond: Double
  /// How many there are of each value, or step of values.
  private var counts: [Int: Int] = [:]
  private(set) var count = 0
  private var sum = 0.0
  private var least = Double.infinity
  private var greatest = -Double.infinity

  private static let exact = 1 << 14
  private static let half = exact / 2
  private static let most = 1 << 40

  init(unitsPerMillisecond: Double = 1) {
    self.unitsPerMillisecond = unitsPerMillisecond
  }

  /// Counts a latency; one that is negative or no number is refused.
  mutating func add(_ milliseconds: Double, times: Int = 1) -> Bool {
    guard milliseconds.isFinite, milliseconds >= 0, times > 0, times <= 1 << 40 else { return false }
    let units = min(milliseconds * unitsPerMillisecond, Double(LatencyHistogram.most)).rounded()
    counts[LatencyHistogram.index(Int(units)), default: 0] += times
    count += times
    sum += milliseconds * Double(times)
    least = min(least, milliseconds)
    greatest = max(greatest, milliseconds)
    return true
  }

  var average: Double? { count > 0 ? sum / Double(count) : nil }
  var minimum: Double? { count > 0 ? least : nil }
  var maximum: Double? { count > 0 ? greatest : nil }

  /// A percentile in milliseconds; nil where nothing was counted.
  func percentile(_ percent: Double) -> Double? { percentiles([percent]).first }

  /// Several percentiles in milliseconds, in ascending order; none where nothing was counted.
  func percentiles(_ percents: [Double]) -> [Double] {
    guard count > 0 else { return [] }
    var found: [Double] = []
    var passed = 0
    for index in counts.keys.sorted() {
      passed += counts[index] ?? 0
      while found.count < percents.count {
        let rank = max(1, Int((percents[found.count] / 100 * Double(count)).rounded(.up)))
        guard passed >= rank else { break }
        found.append(min(Double(LatencyHistogram.upperEnd(index)) / unitsPerMillisecond, greatest))
      }
    }
    return found
  }

  private static func index(_ units: Int) -> Int {
    guard units >= exact else { return units }
    let shift = Int.bitWidth - units.leadingZeroBitCount - 14
    return exact + (shift - 1) * half + (units >> shift) - half
  }

  private static func upperEnd(_ index: Int) -> Int {
    guard index >= exact else { return index }
    let (steps, rest) = (index - exact).quotientAndRemainder(dividingBy: half)
    return ((rest + half + 1) << (steps + 1)) - 1
  }
}
