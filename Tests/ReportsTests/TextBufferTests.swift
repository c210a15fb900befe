import Diagnostics
import Testing

@testable import Reports

@Suite("Text on its way into a report")
struct TextBufferTests {
  private func written(_ write: (TextBuffer) -> Void) -> String {
    var bytes: [UInt8] = []
    let text = TextBuffer(ReportOutput { bytes.append(contentsOf: $0) })
    write(text)
    text.flush()
    return String(decoding: bytes, as: UTF8.self)
  }

  private func agree<Format: TextEscaping>(_ format: Format.Type) -> Bool {
    (UInt8.min...UInt8.max).allSatisfy { byte in
      (0..<8).allSatisfy { place in
        var eight = [UInt8](repeating: UInt8(ascii: "a"), count: 8)
        eight[place] = byte
        let word = eight.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return !Format.arePlain(EightBytes(word)) || Format.isPlain(byte)
      }
    }
  }

  @Test("eight bytes are plain only where each of them is")
  func eightBytes() {
    #expect(agree(HTMLText.self))
    #expect(agree(HTMLAttributeText.self))
    #expect(agree(JSONText.self))
    #expect(HTMLText.arePlain(EightBytes(0x7E7D_3D41_2023_2821)))
  }

  @Test("what must be escaped is, wherever it stands in a text", arguments: 0..<40)
  func everywhere(place: Int) {
    let before = String(repeating: "x", count: place)
    let text = before + "<é\u{202E}" + before
    #expect(written { $0.append(text, escapedFor: HTMLText.self) } == before + "&lt;é\\u{202E}" + before)
  }

  @Test("text of any length comes out whole", arguments: [0, 1, 7, 8, 9, 32_767, 32_768, 32_769, 100_000])
  func lengths(count: Int) {
    let text = String(repeating: "a", count: count)
    let doubled = written {
      $0.append(verbatim: text)
      $0.append(text, escapedFor: JSONText.self)
    }
    #expect(doubled == text + text)
  }
}
