import Diagnostics

/// The hashes by which GitHub's code scanning knows a line again when others move it (`primaryLocationLineHash`): of the
/// hundred characters from the line's beginning on that are neither space nor tab, and which of the lines with this hash it
/// is. As github/codeql-action computes it, in `src/fingerprints.ts`.
final class LineFingerprints {
  private var files: [ObjectIdentifier: [String]] = [:]
  /// Files are held so that none gives its identity to another.
  private var held: [SourceFile] = []
  private static let sizeLimit = 1 << 20

  /// The hash of a line, from 1; nil where the file's bytes are gone or too many. GitHub's uploader adds what is not there.
  func hash(of line: Int, in file: SourceFile) -> String? {
    guard file.isKept, file.byteCount <= Self.sizeLimit else { return nil }
    let hashes = files[ObjectIdentifier(file)] ?? kept(file)
    return hashes.indices.contains(line - 1) ? hashes[line - 1] : nil
  }

  private func kept(_ file: SourceFile) -> [String] {
    let hashes = Self.hashes(of: file.text)
    files[ObjectIdentifier(file)] = hashes
    held.append(file)
    return hashes
  }

  /// The hashes of all lines of a text.
  static func hashes(of text: String) -> [String] {
    var rolling = RollingHash()
    var isAfterReturn = false
    for unit in text.utf16 {
      if unit == 0x20 || unit == 0x09 || isAfterReturn && unit == 0x0A {
        isAfterReturn = false
        continue
      }
      isAfterReturn = unit == 0x0D
      rolling.take(isAfterReturn ? 0x0A : unit)
    }
    rolling.take(0xFFFF)
    return rolling.finish()
  }
}

/// A hash over the last hundred characters, moved along a text; the hash of a line is known a hundred characters later.
private struct RollingHash {
  private static let length = 100
  private static let factor: UInt64 = 37
  /// The factor to the power of the length: what the oldest character weighs.
  private static let oldest = (0..<length).reduce(1) { power, _ in power &* factor }

  private var window = [UInt64](repeating: 0, count: length)
  /// Whether a line begins with the character at this position of the window.
  private var begins = [Bool](repeating: false, count: length)
  private var index = 0
  private var value: UInt64 = 0
  private var isLineStart = true
  private var counts: [UInt64: Int] = [:]
  private var hashes: [String] = []

  mutating func take(_ unit: UInt16) {
    put()
    if isLineStart { begins[index] = true }
    isLineStart = unit == 0x0A
    move(UInt64(unit))
  }

  mutating func finish() -> [String] {
    for _ in 0..<Self.length {
      put()
      move(0)
    }
    return hashes
  }

  private mutating func put() {
    guard begins[index] else { return }
    begins[index] = false
    counts[value, default: 0] += 1
    hashes.append("\(String(value, radix: 16)):\(counts[value] ?? 1)")
  }

  private mutating func move(_ unit: UInt64) {
    value = value &* Self.factor &+ unit &- Self.oldest &* window[index]
    window[index] = unit
    index = (index + 1) % Self.length
  }
}
