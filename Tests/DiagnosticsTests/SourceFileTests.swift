import Diagnostics
import TestSupport
import Synchronization
import Testing

@Suite struct SourceFileTests {
  @Test("positions count lines and Unicode scalars from 1")
  func positions() {
    let marked = MarkedText("1️⃣a\né2️⃣x\r\n😀e\u{301}3️⃣z\n4️⃣")
    #expect(marked.position("1️⃣") == SourcePosition(line: 1, column: 1))
    #expect(marked.position("2️⃣") == SourcePosition(line: 2, column: 2))
    #expect(marked.position("3️⃣") == SourcePosition(line: 3, column: 4))
    #expect(marked.position("4️⃣") == SourcePosition(line: 4, column: 1))
    #expect(marked.file.position(of: 10_000) == marked.position("4️⃣"))
    #expect(marked.file.position(of: -1) == SourcePosition(line: 1, column: 1))
  }

  @Test("positions in long lines are the same as in short ones")
  func longLines() {
    let file = SourceFile(
      path: "x", text: String(repeating: "é", count: 10_000) + "\n" + String(repeating: "ab", count: 5000))
    for offset in [0, 2, 4095, 4096, 4098, 8192, 19_998] where offset % 2 == 0 {
      #expect(file.position(of: offset) == SourcePosition(line: 1, column: offset / 2 + 1))
    }
    #expect(file.position(of: 20_001 + 4096) == SourcePosition(line: 2, column: 4097))
    #expect(file.position(of: 30_001) == SourcePosition(line: 2, column: 10_001))
    let full = SourceFile(path: "x", bytes: [UInt8](repeating: 0x61, count: 8192))
    #expect(full.position(of: 8192) == SourcePosition(line: 1, column: 8193))
    #expect(SourceFile(path: "x", bytes: []).position(of: 5) == SourcePosition(line: 1, column: 1))
  }

  @Test("a file that is being streamed is identified once it was read, and has no digest before")
  func streaming() {
    let file = SourceFile(streaming: "x")
    #expect(!file.isIdentified && !file.isKept)
    #expect(file.digest == .unknown)
    #expect(file.digest.hex == "" && file.digest != .sha256(of: []))
    let digest = Digest.sha256(of: [1])
    file.identify(by: digest)
    file.identify(by: .sha256(of: [2]))
    #expect(file.isIdentified && file.digest == digest)
    // What is kept can be looked at, and is believed more than what anybody says.
    let kept = SourceFile(path: "x", bytes: [1])
    kept.identify(by: .sha256(of: [2]))
    #expect(kept.isIdentified && kept.digest == digest)
  }

  @Test("a file that the executable brings along reads like any other")
  func embedded() {
    let read = SourceFile(path: "x", text: "é\nab")
    let file = SourceFile(
      path: "x", embedded: EmbeddedText(text: "é\nab", digest: "not a digest", prepared: "anything"))
    #expect(file.isKept && file.byteCount == 5)
    #expect(file.position(of: 4) == SourcePosition(line: 2, column: 2))
    #expect(file.line(1) == "é" && file.range(3..<5).text == "ab")
    // A digest that is none is not believed.
    #expect(file.digest == read.digest)
    #expect(file.bytes == read.bytes && file.text == read.text)
  }

  @Test("lines are given without their ends")
  func lines() {
    let file = SourceFile(path: "x", text: "a\r\n\nb")
    #expect(file.line(1) == "a")
    #expect(file.line(2) == "")
    #expect(file.line(3) == "b")
    #expect(file.line(4) == nil)
    #expect(file.line(0) == nil)
  }

  @Test("a range knows its text and how it is written")
  func ranges() {
    let file = SourceFile(path: "a/b.yaml", text: "one\ntwo")
    #expect(file.range(4..<7).text == "two")
    #expect(file.range(5..<7).description == "a/b.yaml:2:2")
    #expect(SourceRange(file: file, line: 7).description == "a/b.yaml:7")
    #expect(file.whole.description == "a/b.yaml")
    #expect(SourceRange(file: file, offsets: 0..<Int(UInt32.max)).offsets == nil)
  }
}

@Suite struct SourceFragmentTests {
  @Test("a place in a fragment is found through its pieces")
  func places() {
    let file = SourceFile(path: "x", text: "0123456789")
    let fragment = SourceFragment(
      text: "abcdef", range: file.range(0..<10),
      pieces: [
        .init(textOffset: 0, fileOffset: 1), .init(textOffset: 2, fileOffset: 5), .init(textOffset: 4, fileOffset: 8),
      ])
    #expect(fragment.place(of: 0..<1).offsets == 1..<2)
    #expect(fragment.place(of: 1..<3).offsets == 2..<6)
    #expect(fragment.place(of: 2..<4).offsets == 5..<7)
    #expect(fragment.place(of: 5..<6).offsets == 9..<10)
    #expect(fragment.place(of: 3..<3).offsets == 6..<6)
    #expect(SourceFragment(text: "a", range: file.range(2..<3), pieces: []).place(of: 0..<1).offsets == 2..<3)
  }

  @Test("a slice, and a slice of one, has its places where the whole has them")
  func slices() {
    let file = SourceFile(path: "x", text: "0123456789")
    let fragment = SourceFragment(
      text: "abcdef", range: file.range(0..<10),
      pieces: [.init(textOffset: 0, fileOffset: 1), .init(textOffset: 2, fileOffset: 5)])
    let slice = fragment.slice(1..<5)
    #expect(slice.text == "bcde")
    #expect(slice.range.offsets == 2..<8)
    #expect(slice.place(of: 1..<3).offsets == 5..<7)
    let inner = slice.slice(1..<3)
    #expect(inner.text == "cd")
    #expect(inner.range.offsets == 5..<7)
    #expect(inner.place(of: 1..<1).offsets == 6..<6)
    let unplaced = SourceFragment(text: "abc", range: file.range(2..<5), pieces: []).slice(1..<2)
    #expect(unplaced.range.offsets == 2..<5)
  }

  @Test("pieces that are looked for are looked for by the fragment's text and range, and only when asked")
  func lookedUp() {
    let file = SourceFile(path: "x", text: "0123456789")
    let asked = Mutex(0)
    let fragment = SourceFragment(text: "abc", range: file.range(2..<6)) { text, range in
      asked.withLock { $0 += 1 }
      return text == "abc" && range.offsets == 2..<6 ? [.init(textOffset: 0, fileOffset: 3)] : []
    }
    let slice = fragment.slice(1..<3)
    #expect(asked.withLock { $0 } == 0)
    #expect(slice.range.offsets == 4..<6)
    #expect(fragment.place(of: 0..<1).offsets == 3..<4)
    #expect(fragment.range.offsets == 2..<6)
    #expect(asked.withLock { $0 } == 2)
  }
}
