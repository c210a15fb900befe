import Diagnostics
import Documents

/// LCOV's tracefiles (geninfo(1)): a record for each source file and test, from `SF:` to `end_of_record`. Several
/// records of one file are its lines as several tests ran them.
struct CoverageLCOV {
  let kind: String
  /// Whether the name alone says what it is: then a file that cannot be read is a broken report.
  let isNamed: Bool

  func read(_ streamed: borrowing StreamedFile) -> ArtifactReading {
    var reader = LCOVRecords(CoverageTally(streamed.source))
    do throws(ReadFailure) {
      var lines = streamed.lines()
      while let line = try lines.next() {
        do throws(LCOVRecords.Problem) {
          try reader.take(line)
        } catch {
          guard isNamed || reader.hasRecords else { return .notThisKind }
          return .unreadable(streamed.source, [.brokenLCOV(error, at: lines.place)])
        }
      }
      if reader.isOpen { return .unreadable(streamed.source, [.brokenLCOV(.truncated, at: lines.place)]) }
      guard reader.hasRecords else {
        return isNamed ? .unreadable(streamed.source, [.brokenLCOV(.empty, at: streamed.source.whole)]) : .notThisKind
      }
    } catch {
      return .unreadable(streamed.source, [.artifactUnreadable(error, at: streamed.source.whole)])
    }
    return reader.finish().reading(kind)
  }
}

/// The records of a tracefile as they go by.
private struct LCOVRecords {
  enum Problem: Error {
    case unknownLine, badLine, outsideRecord, truncated, empty
  }

  private var tally: CoverageTally
  private(set) var isOpen = false
  private(set) var hasRecords = false
  private var stated = (found: 0, hit: 0, isThere: false)
  /// The branches of the record's file, by line, and those that were taken; several tests may take several of them.
  private var branches: [[UInt8]: (line: UInt32, isTaken: Bool)] = [:]
  private var file = ""
  private var branchCount = 0

  /// What else stands in tracefiles: test names, versions, functions, and totals of what is counted here.
  private static let others = [
    "TN:", "VER:", "FN:", "FNDA:", "FNF:", "FNH:", "FNL:", "FNA:", "BRF:", "BRH:", "MCDC:", "MCF:", "MCH:", "#", "KF:",
    "KH:",
  ]

  init(_ tally: CoverageTally) {
    self.tally = tally
    self.tally.format = "lcov"
    self.tally.hasPackages = false
  }

  mutating func take(_ line: ArraySlice<UInt8>) throws(Problem) {
    if line.isEmpty { return }
    if line.starts(with: "SF:") {
      // A record that never ended: the run was killed, and another one appended to the file.
      if isOpen { throw .truncated }
      isOpen = true
      hasRecords = true
      tally.startFile(String(decoding: line.dropFirst(3), as: UTF8.self))
    } else if line.starts(with: "DA:") {
      try addLine(line.dropFirst(3))
    } else if line.starts(with: "BRDA:") {
      try addBranch(line.dropFirst(5))
    } else if line.starts(with: "LF:") {
      stated.found += try count(line.dropFirst(3))
      stated.isThere = true
    } else if line.starts(with: "LH:") {
      stated.hit += try count(line.dropFirst(3))
    } else if line.starts(with: "end_of_record") {
      if !isOpen { throw .outsideRecord }
      endRecord()
    } else if !LCOVRecords.others.contains(where: { line.starts(with: $0) }) {
      throw .unknownLine
    }
  }

  func finish() -> CoverageTally {
    var tally = tally
    if stated.isThere, stated.found > 0 { tally.stated.lineRate = Double(stated.hit) / Double(stated.found) }
    if stated.isThere {
      tally.stated.linesValid = stated.found
      tally.stated.linesCovered = stated.hit
    }
    return tally
  }

  private mutating func addLine(_ text: ArraySlice<UInt8>) throws(Problem) {
    let parts = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard isOpen else { throw .outsideRecord }
    // A checksum may follow. Counts can be negative where a counter has run over: gcov's own advice is to take them as 0.
    guard parts.count >= 2, let number = UInt32(String(decoding: parts[0], as: UTF8.self)),
      let hits = plainNumber(String(decoding: parts[1], as: UTF8.self))
    else { throw .badLine }
    tally.add(line: number, isCovered: hits > 0)
  }

  /// `line,block,branch,taken`, where `-` says that the line was never reached.
  private mutating func addBranch(_ text: ArraySlice<UInt8>) throws(Problem) {
    guard isOpen else { throw .outsideRecord }
    let comma = UInt8(ascii: ",")
    guard let last = text.lastIndex(of: comma), let first = text.firstIndex(of: comma), first < last,
      let number = UInt32(String(decoding: text[..<first], as: UTF8.self))
    else { throw .badLine }
    let taken = String(decoding: text[(last + 1)...], as: UTF8.self)
    guard taken.hasBytes("-") || plainNumber(taken) != nil else { throw .badLine }
    let isTaken = (plainNumber(taken) ?? 0) > 0
    let key = Array(text[..<last])
    branches[key] = (number, isTaken || branches[key]?.isTaken == true)
  }

  private mutating func endRecord() {
    isOpen = false
    var byLine: [UInt32: (all: Int, taken: Int)] = [:]
    for branch in branches.values {
      byLine[branch.line, default: (0, 0)].all += 1
      if branch.isTaken { byLine[branch.line, default: (0, 0)].taken += 1 }
    }
    branches = [:]
    for (line, counts) in byLine {
      // A branch stands on a line that was listed; one that was not is there all the same.
      tally.add(line: line, isCovered: counts.taken > 0, branches: counts.all, taken: counts.taken)
    }
  }

  private func count(_ text: ArraySlice<UInt8>) throws(Problem) -> Int {
    guard let number = Int(String(decoding: text, as: UTF8.self)), (0...1_000_000_000).contains(number) else {
      throw .badLine
    }
    return number
  }
}

extension Diagnostic {
  fileprivate static func brokenLCOV(_ problem: LCOVRecords.Problem, at place: SourceRange) -> Diagnostic {
    switch problem {
    case .unknownLine: Diagnostic(.error, id: "lcov.syntax", "this is no line of an LCOV tracefile", at: place)
    case .badLine: Diagnostic(.error, id: "lcov.syntax", "the numbers of this line cannot be read", at: place)
    case .outsideRecord: Diagnostic(.error, id: "lcov.syntax", "no 'SF:' stands before this line", at: place)
    case .truncated: Diagnostic(.error, id: "lcov.truncated", "a record has no 'end_of_record'", at: place)
    case .empty: Diagnostic(.error, id: "lcov.empty", "the file has no record", at: place)
    }
  }
}
