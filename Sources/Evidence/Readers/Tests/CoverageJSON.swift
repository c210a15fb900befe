import Diagnostics
import Documents

/// coverage.py's JSON report: `meta`, `files` with the numbers of executed and missing lines, `totals`. Walked step by
/// step, because the lists of lines are nearly all of it.
struct CoverageJSON {
  let kind: String
  /// Whether the name alone says what it is: then a file that cannot be read is a broken report.
  let isNamed: Bool

  func read(_ file: SourceFile, limits: Limits) -> ArtifactReading {
    var tally = CoverageTally(file)
    var has = (meta: false, files: false, totals: false)
    do throws(Diagnostic) {
      var cursor = try JSONCursor(file, limits: limits)
      // A list, say: Istanbul's and others' are maps with other keys.
      guard case .mapStart? = try cursor.next() else { return .notThisKind }
      while case .key(let key)? = try cursor.next() {
        switch key {
        case "meta":
          has.meta = true
          if let meta = try cursor.readNode() { readMeta(meta, &tally) }
        case "files":
          has.files = true
          try readFiles(&cursor, &tally)
        case "totals":
          has.totals = true
          if let totals = try cursor.readNode() { readTotals(totals, &tally) }
        default: try cursor.skipValue()
        }
      }
      // Whatever follows the map is an error.
      _ = try cursor.next()
    } catch {
      return isNamed || (has.meta && has.files) ? .unreadable(file, [error]) : .notThisKind
    }
    guard has.meta, has.files, has.totals else { return .notThisKind }
    tally.format = "coverage.py-json"
    tally.hasPackages = false
    return tally.reading(kind)
  }

  private func readMeta(_ meta: Node, _ tally: inout CoverageTally) {
    tally.place = meta.range
    tally.time = meta["timestamp"]?.scalarText.flatMap(StatedTime.init)
    tally.tool = EvidenceItem.Tool(name: "coverage.py", version: meta["version"]?.scalarText?.shortened(to: 100))
  }

  /// `percent_covered` counts branches as lines: the rates are taken from the counts.
  private func readTotals(_ totals: Node, _ tally: inout CoverageTally) {
    func rate(_ covered: String, _ all: String) -> (covered: Int, all: Int)? {
      guard let covered = totals[covered]?.wholeNumber, let all = totals[all]?.wholeNumber, all >= 0,
        (0...all).contains(covered)
      else { return nil }
      return (Int(covered), Int(all))
    }
    if let lines = rate("covered_lines", "num_statements") {
      tally.stated.linesValid = lines.all
      tally.stated.linesCovered = lines.covered
      if lines.all > 0 { tally.stated.lineRate = Double(lines.covered) / Double(lines.all) }
    }
    if let branches = rate("covered_branches", "num_branches") {
      tally.stated.branchesValid = branches.all
      tally.stated.branchesCovered = branches.covered
      if branches.all > 0 { tally.stated.branchRate = Double(branches.covered) / Double(branches.all) }
    }
  }

  private func readFiles(_ cursor: inout JSONCursor, _ tally: inout CoverageTally) throws(Diagnostic) {
    guard case .mapStart? = try cursor.next() else { return }
    while case .key(let path)? = try cursor.next() {
      tally.startFile(path)
      guard case .mapStart? = try cursor.next() else { continue }
      while case .key(let key)? = try cursor.next() {
        switch key {
        case "executed_lines": try readLines(&cursor, isCovered: true, &tally)
        case "missing_lines": try readLines(&cursor, isCovered: false, &tally)
        // Functions, classes and contexts say the same again.
        default: try cursor.skipValue()
        }
      }
    }
  }

  private func readLines(
    _ cursor: inout JSONCursor, isCovered: Bool, _ tally: inout CoverageTally
  ) throws(Diagnostic) {
    let depth = cursor.depth
    guard case .listStart? = try cursor.next() else { return }
    while cursor.depth > depth, let event = try cursor.next() {
      guard case .scalar(.integer(let number)) = event, let number = UInt32(exactly: number) else { continue }
      tally.add(line: number, isCovered: isCovered)
    }
  }
}
