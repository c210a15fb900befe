import Diagnostics
import XML

/// Cobertura's dialect: `coverage` with `package`, `class` and `line`, as coverage.py, Cobertura and coverlet write it.
enum CoverageCobertura {
  private struct Names {
    let source, package, classElement, line: XMLName
    let name, filename, number, hits, conditions, lineRate, branchRate, timestamp: XMLName
    let linesValid, linesCovered, branchesValid, branchesCovered: XMLName

    init(_ cursor: inout XMLCursor) {
      source = cursor.name("source")
      package = cursor.name("package")
      classElement = cursor.name("class")
      line = cursor.name("line")
      name = cursor.name("name")
      filename = cursor.name("filename")
      number = cursor.name("number")
      hits = cursor.name("hits")
      conditions = cursor.name("condition-coverage")
      lineRate = cursor.name("line-rate")
      branchRate = cursor.name("branch-rate")
      timestamp = cursor.name("timestamp")
      linesValid = cursor.name("lines-valid")
      linesCovered = cursor.name("lines-covered")
      branchesValid = cursor.name("branches-valid")
      branchesCovered = cursor.name("branches-covered")
    }
  }

  /// Reads on from the root element's start; false where it is another format's.
  static func read(_ cursor: inout XMLCursor, into tally: inout CoverageTally) throws(Diagnostic) -> Bool {
    let names = Names(&cursor)
    // Clover's root has the same name and none of these.
    guard cursor.attribute(names.lineRate) != nil else { return false }
    tally.format = "cobertura"
    readRoot(cursor, names, &tally)
    while let event = try cursor.next() {
      guard event == .elementStart else { continue }
      if cursor.element == names.line {
        addLine(cursor, names, &tally)
      } else if cursor.element == names.classElement {
        tally.startFile(cursor.attribute(names.filename) ?? cursor.attribute(names.name) ?? "")
      } else if cursor.element == names.package {
        tally.startPackage(cursor.attribute(names.name) ?? "", at: cursor.place)
      } else if cursor.element == names.source {
        tally.addSource(try cursor.readText())
      }
    }
    return true
  }

  private static func readRoot(_ cursor: borrowing XMLCursor, _ names: Names, _ tally: inout CoverageTally) {
    tally.place = cursor.place
    tally.time = cursor.attribute(names.timestamp).flatMap(producedAt)
    tally.stated.linesValid = cursor.attribute(names.linesValid).flatMap(count)
    tally.stated.linesCovered = cursor.attribute(names.linesCovered).flatMap(count)
    tally.stated.branchesValid = cursor.attribute(names.branchesValid).flatMap(count)
    tally.stated.branchesCovered = cursor.attribute(names.branchesCovered).flatMap(count)
    tally.stated.lineRate = rate(cursor.attribute(names.lineRate), "line-rate", &tally)
    let hasBranches = (tally.stated.branchesValid ?? 0) > 0
    tally.stated.branchRate = hasBranches ? rate(cursor.attribute(names.branchRate), "branch-rate", &tally) : nil
  }

  private static func addLine(_ cursor: borrowing XMLCursor, _ names: Names, _ tally: inout CoverageTally) {
    guard let number = cursor.attribute(names.number).flatMap({ UInt32($0.trimmed) }),
      let hits = cursor.attribute(names.hits).flatMap({ plainNumber($0.trimmed) })
    else { return }
    let (taken, branches) = cursor.attribute(names.conditions).flatMap(conditions) ?? (0, 0)
    tally.add(line: number, isCovered: hits > 0, branches: branches, taken: taken)
  }

  /// `50% (1/2)`: one of two.
  private static func conditions(_ text: String) -> (taken: Int, of: Int)? {
    guard let open = text.utf8.firstIndex(of: UInt8(ascii: "(")),
      let close = text.utf8.firstIndex(of: UInt8(ascii: ")")),
      open < close
    else { return nil }
    let numbers = text.utf8[text.utf8.index(after: open)..<close].split(separator: UInt8(ascii: "/"))
      .compactMap { Int(String(Substring($0)).trimmed) }
    guard numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1], numbers[1] < 1_000_000 else { return nil }
    return (numbers[0], numbers[1])
  }

  /// Milliseconds from coverage.py and Cobertura, seconds from coverlet: no report is from before 1973 in the one or
  /// after 5138 in the other.
  private static func producedAt(_ text: String) -> StatedTime? {
    guard let number = Int64(text.trimmed) else { return StatedTime(text) }
    guard number > 0 else { return nil }
    return number > 100_000_000_000 ? StatedTime(milliseconds: number) : StatedTime(seconds: number)
  }

  private static func rate(_ text: String?, _ name: String, _ tally: inout CoverageTally) -> Double? {
    guard let number = text.flatMap({ plainNumber($0.trimmed) }) else { return nil }
    guard (0...1).contains(number) else {
      tally.complaints.append(.rateOutOfRange(name, at: tally.place))
      return nil
    }
    return number
  }

  private static func count(_ text: String) -> Int? {
    guard let number = Int(text.trimmed), number >= 0 else { return nil }
    return number
  }
}

extension Diagnostic {
  static func rateOutOfRange(_ name: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.out-of-range", "'\(name)' is a share and must be between 0 and 1; it is left out",
      at: place)
  }
}
