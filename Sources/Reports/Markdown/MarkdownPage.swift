import Diagnostics

/// Markdown in the making that never grows beyond a limit. A table takes as many rows as fit, and says how many it left
/// out: a service that is given too much shows nothing at all.
///
/// Lines begin with words of ours, never with a text from outside.
struct MarkdownPage {
  /// In bytes.
  let limit: Int
  private(set) var bytes: [UInt8] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// A block with an empty line before it.
  mutating func block(_ text: String) {
    if !bytes.isEmpty { bytes.append(0x0A) }
    line(text)
  }

  /// Whether a block fits that need not be there.
  func hasRoom(for text: String, reserve: Int) -> Bool { bytes.count + text.utf8.count + reserve <= limit }

  private mutating func line(_ text: String) {
    bytes.append(text: text)
    bytes.append(0x0A)
  }

  /// A heading with a table; nothing where there are no rows.
  ///
  /// - Parameters:
  ///   - reserve: the bytes that are kept free for what follows.
  ///   - unit: what a row is, for saying how many are left out.
  mutating func table(
    _ heading: String, _ columns: [String], count: Int, reserve: Int, unit: String, row: (Int) -> [String]
  ) {
    guard count > 0 else { return }
    block("### \(heading)")
    block(cells(columns))
    line(cells(columns.map { _ in "---" }))
    rows(count: count, reserve: reserve, unit: unit) { cells(row($0)) }
  }

  /// A heading with a numbered list; nothing where it has no items.
  mutating func list(_ heading: String, count: Int, reserve: Int, unit: String, item: (Int) -> String) {
    guard count > 0 else { return }
    block("### \(heading)")
    bytes.append(0x0A)
    rows(count: count, reserve: reserve, unit: unit) { "\($0 + 1). \(item($0))" }
  }

  private mutating func rows(count: Int, reserve: Int, unit: String, row: (Int) -> String) {
    for index in 0..<count {
      let text = row(index)
      guard hasRoom(for: text, reserve: reserve) else {
        let rest = counted(count - index, "more \(unit) is", "more \(unit)s are")
        return block("*\(rest) not shown here; the HTML and JSON reports have all of them.*")
      }
      line(text)
    }
  }
}

/// A row of a table.
private func cells(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
