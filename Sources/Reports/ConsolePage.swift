import Readiness

/// What text at a terminal is distinguished by, as the code for it.
enum Style: String {
  case bold = "1"
  case dim = "2"
  case good = "1;32"
  case careful = "1;33"
  case bad = "1;31"

  init(_ decision: Decision) {
    self =
      switch decision {
      case .go: .good
      case .conditionalGo: .careful
      case .noGo: .bad
      case .nothingToDecide: .bold
      }
  }
}

/// Lines for a terminal in the making.
struct ConsolePage {
  let color: Bool
  let width: Int
  private(set) var bytes: [UInt8] = []

  init(color: Bool, width: Int) {
    self.color = color
    self.width = width
  }

  mutating func line(_ text: String = "") {
    bytes.append(contentsOf: text.utf8)
    bytes.append(0x0A)
  }

  /// A paragraph, broken between words. What is outside must be inert already; breaking it must not make it act again.
  mutating func text(_ text: String, indent: Int = 0, hanging: Int = 0) {
    var current = String(repeating: " ", count: indent)
    var length = indent
    var isFirst = true
    for word in text.utf8.split(separator: 0x20).map({ String(decoding: $0, as: UTF8.self) }) {
      let size = visibleLength(word)
      if !isFirst, length + 1 + size > width {
        line(current)
        current = String(repeating: " ", count: indent + hanging)
        length = indent + hanging
        // `::` at the start of a line is a command to a CI runner.
        if word.utf8.starts(with: "::".utf8) { current += "\\" }
      } else if !isFirst {
        current += " "
        length += 1
      }
      current += word
      length += size
      isFirst = false
    }
    line(current)
  }

  func styled(_ text: String, _ style: Style) -> String {
    color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Our own colour codes take no room.
  private func visibleLength(_ word: String) -> Int {
    var length = 0
    var isCode = false
    for scalar in word.unicodeScalars {
      if scalar == "\u{1B}" { isCode = true }
      if !isCode { length += 1 }
      if isCode, scalar == "m" { isCode = false }
    }
    return length
  }
}
