import Testing

@testable import Evidence

@Suite("Percentiles of latencies")
struct LatencyHistogramTests {
  @Test(
    "are the smallest values that so many do not exceed",
    arguments: [(0.0, 1.0), (50, 50), (95, 95), (99, 99), (99.9, 100), (100, 100)])
  func ranks(percent: Double, expected: Double) {
    var histogram = LatencyHistogram()
    for value in 1...100 { _ = histogram.add(Double(value)) }
    #expect(histogram.percentile(percent) == expected)
  }

  @Test(
    "are within an eight-thousandth of large values, and never beyond the greatest",
    arguments: [16_384.0, 20_001, 3_600_000, 1e9])
  func large(value: Double) throws {
    var histogram = LatencyHistogram()
    _ = histogram.add(value)
    _ = histogram.add(value * 2)
    let median = try #require(histogram.percentile(50))
    #expect(median >= value && median <= value * (1 + 1.0 / 8192))
    #expect(histogram.percentile(100) == value * 2)
  }

  @Test("are of nothing where nothing was counted")
  func none() {
    var histogram = LatencyHistogram()
    for value in [Double.nan, -1, .infinity] {
      let isCounted = histogram.add(value)
      #expect(!isCounted)
    }
    #expect(histogram.percentile(50) == nil && histogram.average == nil)
  }
}
