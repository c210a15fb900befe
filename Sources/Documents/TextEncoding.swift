import Diagnostics

/// The first look at a text file: that it is UTF-8, and where it is not. Everything behind this door may rely on it.
struct TextEncoding {
  /// Whether the text is ASCII throughout, so that bytes and characters are the same count.
  var isASCII = true
  /// The length of the byte order mark.
  var markLength = 0

  /// Looks at a file's bytes.
  /// - Parameter format: `yaml` or `json`, the first part of the diagnostics' ids.
  /// - Parameter refusingControls: whether control characters are refused too, as YAML demands.
  init(of file: SourceFile, format: String, refusingControls: Bool) throws(Diagnostic) {
    let bytes = file.bytes
    if let name = Self.foreignEncoding(bytes) {
      throw Diagnostic(
        .error, id: "\(format).encoding", "the file is \(name), not UTF-8", at: file.range(0..<min(bytes.count, 2)),
        fix: "save it as UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { markLength = 3 }
    let fault = check(bytes.span, from: markLength, refusingControls: refusingControls)
    guard let fault else { return }
    let place = file.range(fault.at..<min(bytes.count, fault.at + fault.length))
    switch fault.kind {
    case .notUTF8:
      let hex = String(bytes[fault.at], radix: 16, uppercase: true)
      throw Diagnostic(
        .error, id: "\(format).encoding", "the byte 0x\(hex) is not part of valid UTF-8", at: place,
        fix: "save the file as UTF-8")
    case .control(let scalar):
      let digits = String(scalar, radix: 16, uppercase: true)
      let hex = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      throw Diagnostic(
        .error, id: "\(format).encoding", "the control character U+\(hex) may not stand in a file", at: place,
        fix: "remove it, or write it as an escape in double quotes")
    }
  }

  private struct Fault {
    enum Kind {
      case notUTF8
      case control(UInt32)
    }
    var kind: Kind
    var at: Int
    var length: Int
  }

  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    // Without a mark: every second byte of the first four is NUL.
    guard bytes.count >= 4 else { return nil }
    let first = bytes[0..<4].map { $0 == 0 }
    return first == [true, false, true, false] || first == [false, true, false, true] ? "UTF-16" : nil
  }

  private mutating func check(_ bytes: Span<UInt8>, from start: Int, refusingControls: Bool) -> Fault? {
    var at = start
    let count = bytes.count
    while at < count {
      let byte = bytes[at]
      if byte < 0x80 {
        if refusingControls, byte < 0x20 || byte == 0x7F, byte != 0x0A, byte != 0x09, byte != 0x0D {
          return Fault(kind: .control(UInt32(byte)), at: at, length: 1)
        }
        at += 1
        at = refusingControls ? bytes.endOfPrintable(from: at) : bytes.endOfASCII(from: at)
        continue
      }
      isASCII = false
      guard let (scalar, length) = decodedScalar(bytes, at: at) else {
        return Fault(kind: .notUTF8, at: at, length: 1)
      }
      if refusingControls {
        switch scalar {
        case 0x80...0x84, 0x86...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
          return Fault(kind: .control(scalar), at: at, length: length)
        default: break
        }
      }
      at += length
    }
    return nil
  }
}

/// The scalar of the UTF-8 sequence of two to four bytes at an offset; nil where it is malformed, overlong, a surrogate
/// or beyond Unicode.
private func decodedScalar(_ bytes: Span<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int)? {
  let lead = bytes[offset]
  let length: Int
  var scalar: UInt32
  switch lead {
  case 0xC2...0xDF: (length, scalar) = (2, UInt32(lead & 0x1F))
  case 0xE0...0xEF: (length, scalar) = (3, UInt32(lead & 0x0F))
  case 0xF0...0xF4: (length, scalar) = (4, UInt32(lead & 0x07))
  default: return nil
  }
  guard offset + length <= bytes.count else { return nil }
  for index in 1..<length {
    let byte = bytes[offset + index]
    guard byte & 0xC0 == 0x80 else { return nil }
    scalar = scalar << 6 | UInt32(byte & 0x3F)
  }
  switch length {
  case 3 where scalar < 0x800 || (0xD800...0xDFFF).contains(scalar): return nil
  case 4 where scalar < 0x10000 || scalar > 0x10FFFF: return nil
  default: return (scalar, length)
  }
}
