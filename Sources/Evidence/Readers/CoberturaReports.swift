import Diagnostics
import Documents
import XML

/// `coverage_reports`: reports in Cobertura's format, as coverage.py, Cobertura, coverlet and others write it. Streamed.
struct CoberturaReports: ArtifactReader {
  let kind = "coverage_reports"
  let fileEndings = [".xml"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      file.name.endsWithBytes(".xml")
        && (file.name.containsBytes("coverage") || file.name.containsBytes("cobertura"))
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    do throws(ReadFailure) {
      return read(try StreamedFile(candidate.path, in: tree, limits: limits))
    } catch {
      return .unreadable(candidate.path, error)
    }
  }

  private func read(_ streamed: borrowing StreamedFile) -> ArtifactReading {
    var tally = CoverageTally(streamed.source)
    do {
      var cursor = try streamed.xml()
      let names = CoverageNames(&cursor)
      while let event = try cursor.next() {
        if event == .elementStart {
          if cursor.depth == 1 {
            // Clover's root has the same name and none of these.
            guard cursor.element == names.coverage, cursor.attribute(names.lineRate) != nil else { return .notThisKind }
          }
          try tally.start(&cursor, names)
        }
      }
    } catch {
      return .unreadable(streamed.source, [error])
    }
    if tally.isTooLarge { return .unreadable(streamed.source, [.tooManyLines(at: streamed.source.whole)]) }
    return .items([tally.item(kind)])
  }
}

struct CoverageNames {
  let coverage, source, package, classElement, line: XMLName
  let name, filename, number, hits, conditions, lineRate, branchRate, timestamp, version: XMLName
  let linesValid, linesCovered, branchesValid, branchesCovered: XMLName

  init(_ cursor: inout XMLCursor) {
    coverage = cursor.name("coverage")
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
    version = cursor.name("version")
    linesValid = cursor.name("lines-valid")
    linesCovered = cursor.name("lines-covered")
    branchesValid = cursor.name("branches-valid")
    branchesCovered = cursor.name("branches-covered")
  }
}

/// Counts the distinct lines of a report: Cobertura lists a line under its method and under its class.
struct CoverageTally {
  private struct Line {
    var isCovered: Bool
    var branches = 0
    var branchesTaken = 0
  }

  private struct Package {
    var name: String
    var place: SourceRange
    var valid = 0
    var covered = 0
  }

  private let file: SourceFile
  private var lines: [[Int: Line]] = []
  /// From a file's name to the indices of those that are called so; the dictionary takes some different names for the same.
  private var filesByName: [String: [(name: String, index: Int)]] = [:]
  private var packageOfFile: [Int] = []
  private var packages: [Package] = []
  private var currentFile: Int?
  private var sources: [String] = []
  private var lineCount = 0
  private var stated: [String: String] = [:]
  private var time: StatedTime?
  private var rootPlace: SourceRange?
  private var version: String?
  private(set) var isTooLarge = false

  private static let mostLines = 5_000_000

  init(_ file: SourceFile) {
    self.file = file
  }

  mutating func start(_ cursor: inout XMLCursor, _ names: CoverageNames) throws(Diagnostic) {
    let element = cursor.element
    if cursor.depth == 1 {
      for (key, name) in [
        ("line-rate", names.lineRate), ("branch-rate", names.branchRate), ("lines-valid", names.linesValid),
        ("lines-covered", names.linesCovered), ("branches-valid", names.branchesValid),
        ("branches-covered", names.branchesCovered),
      ] { stated[key] = cursor.attribute(name)?.trimmed }
      time = cursor.attribute(names.timestamp).flatMap(producedAt)
      version = cursor.attribute(names.version)
      rootPlace = cursor.place
    } else if element == names.line {
      add(cursor, names)
    } else if element == names.classElement {
      currentFile = index(of: cursor.attribute(names.filename) ?? cursor.attribute(names.name) ?? "")
    } else if element == names.package {
      packages.append(Package(name: cursor.attribute(names.name) ?? "", place: cursor.place))
    } else if element == names.source {
      let folder = try cursor.readText().lastPathPart.trimmed
      if !folder.isEmpty, !folder.hasBytes("."), sources.count < 100 { sources.append(folder) }
    }
  }

  private mutating func index(of name: String) -> Int {
    if let known = filesByName[name]?.first(where: { $0.name.hasBytes(name) }) { return known.index }
    filesByName[name, default: []].append((name, lines.count))
    lines.append([:])
    packageOfFile.append(packages.count - 1)
    return lines.count - 1
  }

  private mutating func add(_ cursor: borrowing XMLCursor, _ names: CoverageNames) {
    guard let currentFile, let number = cursor.attribute(names.number).flatMap({ UInt32($0.trimmed) }).map({ Int($0) }),
      let hits = cursor.attribute(names.hits).flatMap({ plainNumber($0.trimmed) })
    else { return }
    guard lineCount < CoverageTally.mostLines else {
      isTooLarge = true
      return
    }
    let (taken, branches) = cursor.attribute(names.conditions).flatMap(conditions) ?? (0, 0)
    let package = packageOfFile[currentFile]
    if var line = lines[currentFile][number] {
      if hits > 0, !line.isCovered {
        line.isCovered = true
        if package >= 0 { packages[package].covered += 1 }
      }
      line.branches = max(line.branches, branches)
      line.branchesTaken = max(line.branchesTaken, taken)
      lines[currentFile][number] = line
    } else {
      lineCount += 1
      lines[currentFile][number] = Line(isCovered: hits > 0, branches: branches, branchesTaken: taken)
      if package >= 0 {
        packages[package].valid += 1
        packages[package].covered += hits > 0 ? 1 : 0
      }
    }
  }

  /// `50% (1/2)`: one of two.
  private func conditions(_ text: String) -> (taken: Int, of: Int)? {
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
  private func producedAt(_ text: String) -> StatedTime? {
    guard let number = Int64(text.trimmed) else { return StatedTime(text) }
    guard number > 0 else { return nil }
    return number > 100_000_000_000 ? StatedTime(milliseconds: number) : StatedTime(seconds: number)
  }

  func item(_ kind: String) -> EvidenceItem {
    var complaints: [Diagnostic] = []
    let place = rootPlace ?? file.whole
    var facts = Facts(at: place)
    let statedRate = rate("line-rate", &complaints, at: place)
    if lineCount > 0 {
      let covered = lines.reduce(0) { sum, file in sum + file.values.reduce(0) { $0 + ($1.isCovered ? 1 : 0) } }
      let counted = Double(covered) / Double(lineCount)
      facts.set("line_rate", number: counted)
      facts.set("lines_valid", count: lineCount)
      facts.set("lines_covered", count: covered)
      if let statedRate {
        let agree = abs(statedRate - counted) <= 0.01
        facts.set("rates_consistent", flag: agree)
        if !agree { complaints.append(.ratesDiffer(at: place)) }
      }
    } else {
      let valid = count("lines-valid")
      // A rate of no lines at all says nothing, whatever it is.
      if valid != 0 { facts.set("line_rate", number: statedRate) }
      facts.set("lines_valid", count: valid)
      facts.set("lines_covered", count: count("lines-covered"))
    }
    setBranches(&facts, &complaints)
    facts.set("files", count: lines.count)
    facts.set("packages", list: packages.prefix(1000).map(packageFacts))
    if !sources.isEmpty { facts.set("sources", texts: sources, most: 100) }
    var item = EvidenceItem(kind: kind, format: "cobertura", range: file.whole, facts: facts.node)
    item.producedAt = time.map { Node(.text($0.text), at: place) }
    item.diagnostics = complaints
    return item
  }

  private func setBranches(_ facts: inout Facts, _ complaints: inout [Diagnostic]) {
    var branches = 0
    var taken = 0
    for file in lines {
      for line in file.values {
        branches += line.branches
        taken += line.branchesTaken
      }
    }
    if branches > 0 {
      facts.set("branch_rate", number: Double(taken) / Double(branches))
      facts.set("branches_valid", count: branches)
      facts.set("branches_covered", count: taken)
    } else if let valid = count("branches-valid"), valid > 0 {
      facts.set("branch_rate", number: rate("branch-rate", &complaints, at: facts.range))
      facts.set("branches_valid", count: valid)
      facts.set("branches_covered", count: count("branches-covered"))
    }
  }

  private func rate(_ key: String, _ complaints: inout [Diagnostic], at place: SourceRange) -> Double? {
    guard let text = stated[key], let number = plainNumber(text) else { return nil }
    guard (0...1).contains(number) else {
      complaints.append(.rateOutOfRange(key, at: place))
      return nil
    }
    return number
  }

  private func count(_ key: String) -> Int? {
    guard let number = stated[key].flatMap({ Int($0) }), number >= 0 else { return nil }
    return number
  }

  private func packageFacts(_ package: Package) -> Node {
    var facts = Facts(at: package.place)
    facts.set("name", text: package.name)
    if package.valid > 0 { facts.set("line_rate", number: Double(package.covered) / Double(package.valid)) }
    facts.set("lines_valid", count: package.valid)
    facts.set("lines_covered", count: package.covered)
    return facts.node
  }
}

extension Diagnostic {
  static func ratesDiffer(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.rates-differ", "the rate that the report states is not that of its lines", at: place)
  }

  static func rateOutOfRange(_ name: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.out-of-range", "'\(name)' is a share and must be between 0 and 1; it is left out",
      at: place)
  }

  static func tooManyLines(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.too-large", "the report has more than five million lines", at: place)
  }
}
