import Testing

@testable import Evidence

@Suite("Numbers in artifacts")
struct PlainNumberTests {
  @Test(
    "are the nearest doubles",
    arguments: [
      "0", "7", "0.1", "0.3", "1.005", "2.675", "12.5", "0.0199", "123456789012345", "1234567.89012345",
      "0.00000000000001", "999999999999.999", "12345678901234567", "0.1234567890123456", "1.", ".5", "-0.25", "+3",
      "1e5", "2.5E-3", "00012.50",
    ])
  func nearest(text: String) {
    #expect(plainNumber(text) != nil)
    #expect(plainNumber(text) == Double(text))
  }

  @Test("are nothing else", arguments: ["", ".", "1.2.3", "nan", "inf", "0x10", "1 ", "1,5", "--1"])
  func none(text: String) {
    #expect(plainNumber(text) == nil)
  }
}
