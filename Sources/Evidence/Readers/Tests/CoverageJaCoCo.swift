import Diagnostics
import XML

/// JaCoCo's dialect: `report` with `group`, `package`, `sourcefile` and `line`, where instructions are counted as missed
/// (`mi`) and covered (`ci`), branches as `mb` and `cb`. Classes repeat in counters what the lines say.
enum CoverageJaCoCo {
  private struct Names {
    let group, package, sourcefile, line, counter, sessioninfo, classElement: XMLName
    let name, number, covered, missedBranches, coveredBranches, type, missed, coveredCount, dump: XMLName

    init(_ cursor: inout XMLCursor) {
      group = cursor.name("group")
      package = cursor.name("package")
      sourcefile = cursor.name("sourcefile")
      line = cursor.name("line")
      counter = cursor.name("counter")
      sessioninfo = cursor.name("sessioninfo")
      classElement = cursor.name("class")
      name = cursor.name("name")
      number = cursor.name("nr")
      covered = cursor.name("ci")
      missedBranches = cursor.name("mb")
      coveredBranches = cursor.name("cb")
      type = cursor.name("type")
      missed = cursor.name("missed")
      coveredCount = cursor.name("covered")
      dump = cursor.name("dump")
    }

    func areOfJaCoCo(_ element: XMLName) -> Bool {
      element == group || element == package || element == counter || element == sessioninfo
    }
  }

  /// Reads on from the root element's start; false where it is another tool's report.
  ///
  /// - Parameter isNamed: whether the file's name says that it is JaCoCo's.
  static func read(
    _ cursor: inout XMLCursor, into tally: inout CoverageTally, isNamed: Bool
  ) throws(Diagnostic) -> Bool {
    let names = Names(&cursor)
    tally.format = "jacoco"
    tally.tool = EvidenceItem.Tool(name: "JaCoCo")
    tally.place = cursor.place
    var isJaCoCo = isNamed
    /// The groups that are open: a package of the same name in another module is another one.
    var groups: [String] = []
    var package = ""
    while let event = try cursor.next() {
      if event == .elementEnd, cursor.element == names.group { groups.removeLast() }
      guard event == .elementStart else { continue }
      if !isJaCoCo {
        guard names.areOfJaCoCo(cursor.element) else { return false }
        isJaCoCo = true
      }
      if cursor.element == names.line {
        addLine(cursor, names, &tally)
      } else if cursor.element == names.sourcefile {
        tally.startFile((groups + [package, cursor.attribute(names.name) ?? ""]).joined(separator: "/"))
      } else if cursor.element == names.classElement {
        try cursor.skipElement()
      } else if cursor.element == names.package {
        package = cursor.attribute(names.name) ?? ""
        tally.startPackage(package, at: cursor.place)
      } else if cursor.element == names.group {
        groups.append(cursor.attribute(names.name) ?? "")
      } else if cursor.element == names.counter, cursor.depth == 2 {
        addTotal(cursor, names, &tally)
      } else if cursor.element == names.sessioninfo {
        // The latest of several runs; the session's id names the machine.
        let ended = cursor.attribute(names.dump).flatMap { Int64($0.trimmed) }.flatMap(StatedTime.init(milliseconds:))
        if let ended, ended.seconds > 0, tally.time.map({ $0 < ended }) ?? true { tally.time = ended }
      }
    }
    return isJaCoCo
  }

  private static func addLine(_ cursor: borrowing XMLCursor, _ names: Names, _ tally: inout CoverageTally) {
    guard let number = cursor.attribute(names.number).flatMap({ UInt32($0.trimmed) }),
      let covered = cursor.attribute(names.covered).flatMap(count)
    else { return }
    let taken = cursor.attribute(names.coveredBranches).flatMap(count) ?? 0
    let missed = cursor.attribute(names.missedBranches).flatMap(count) ?? 0
    tally.add(line: number, isCovered: covered > 0, branches: taken + missed, taken: taken)
  }

  private static func addTotal(_ cursor: borrowing XMLCursor, _ names: Names, _ tally: inout CoverageTally) {
    guard let missed = cursor.attribute(names.missed).flatMap(count),
      let covered = cursor.attribute(names.coveredCount).flatMap(count), missed + covered > 0
    else { return }
    let rate = Double(covered) / Double(missed + covered)
    switch cursor.attribute(names.type) {
    case "LINE":
      tally.stated.lineRate = rate
      tally.stated.linesValid = missed + covered
      tally.stated.linesCovered = covered
    case "BRANCH":
      tally.stated.branchRate = rate
      tally.stated.branchesValid = missed + covered
      tally.stated.branchesCovered = covered
    default: break
    }
  }

  private static func count(_ text: String) -> Int? {
    // No report counts more; two of them cannot overflow.
    guard let number = Int(text.trimmed), (0...1_000_000_000_000).contains(number) else { return nil }
    return number
  }
}
