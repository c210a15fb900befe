import Diagnostics
import Testing

@Suite struct ByteSearchTests {
  private func offset(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    bytes.span.offset(of: byte, from: start)
  }

  private func ends(_ bytes: [UInt8], from start: Int) -> [Int] {
    [bytes.span.endOfASCII(from: start), bytes.span.endOfPrintable(from: start)]
  }

  @Test("a byte is found wherever it stands, and only behind the start")
  func offset() {
    for count in 0..<40 {
      var bytes = [UInt8](repeating: 0x61, count: count)
      #expect(offset(of: 0x0A, in: bytes, from: 0) == nil)
      for place in bytes.indices {
        bytes[place] = 0x0A
        for start in 0...count {
          #expect(offset(of: 0x0A, in: bytes, from: start) == (start <= place ? place : nil))
        }
        // The byte above must not make one of the bytes around it.
        bytes[place] = 0x0B
      }
    }
  }

  @Test("printable and ASCII bytes end where the first other one stands", arguments: UInt8.min...UInt8.max)
  func ends(byte: UInt8) {
    for place in 0..<20 {
      var bytes = [UInt8](repeating: 0x7E, count: 20)
      bytes[place] = byte
      #expect(ends(bytes, from: 0) == [byte < 0x80 ? 20 : place, byte >= 0x20 && byte < 0x7F ? 20 : place])
      #expect(ends(bytes, from: place + 1) == [20, 20])
    }
  }

  private func stands(_ other: [UInt8], in bytes: [UInt8], at offset: Int) -> Bool {
    bytes.span.has(other.span, at: offset)
  }

  @Test("bytes stand at an offset only where all of them do, however many there are")
  func has() {
    for count in 0..<40 {
      let bytes = (0..<UInt8(count)).map { $0 &* 7 }
      for start in 0...count {
        let rest = Array(bytes[start...])
        #expect(stands(rest, in: bytes, at: start))
        #expect(!stands(rest + [0], in: bytes, at: start))
        for place in rest.indices {
          var other = rest
          other[place] ^= 0x80
          #expect(!stands(other, in: bytes, at: start))
        }
      }
      #expect(!stands([], in: bytes, at: -1) && !stands([], in: bytes, at: count + 1))
    }
  }

  @Test("bytes are found among others wherever they stand, and only as a whole")
  func contains() {
    func isIn(_ bytes: [UInt8], _ other: [UInt8]) -> Bool { bytes.span.contains(other.span) }
    for count in 0..<30 {
      let rest = [UInt8](repeating: UInt8(ascii: "a"), count: count)
      for length in 1...12 {
        let other = [UInt8](repeating: UInt8(ascii: "a"), count: length - 1) + [UInt8(ascii: "b")]
        #expect(!isIn(rest, other))
        for place in 0...count {
          #expect(isIn(Array(rest[..<place]) + other + Array(rest[place...]), other))
          #expect(!isIn(Array(rest[..<place]) + other.dropLast() + [UInt8(ascii: "c")] + Array(rest[place...]), other))
        }
      }
      #expect(isIn(rest, []))
    }
  }
}
