import Diagnostics
import Documents

/// Counts the distinct lines of a coverage report, whatever its dialect: Cobertura lists a line under its method and
/// under its class, LCOV lists a file once for each test that ran it.
struct CoverageTally {
  private struct Line {
    var isCovered: Bool
    var branches: Int32 = 0
    var branchesTaken: Int32 = 0
  }

  private struct Package {
    var name: String
    var place: SourceRange
    var valid = 0
    var covered = 0
  }

  /// What a report says of itself.
  struct Stated {
    var lineRate: Double?
    var linesValid: Int?
    var linesCovered: Int?
    var branchRate: Double?
    var branchesValid: Int?
    var branchesCovered: Int?
  }

  /// The dialect.
  var format = ""
  var tool: EvidenceItem.Tool?
  var stated = Stated()
  var time: StatedTime?
  /// Where facts stand that have no better place.
  var place: SourceRange
  /// What was odd about it.
  var complaints: [Diagnostic] = []
  /// Whether the dialect knows packages; one that does not says nothing about them.
  var hasPackages = true

  private let file: SourceFile
  private var lines: [[UInt32: Line]] = []
  /// From a file's name to the indices of those that are called so; the dictionary takes some different names for the same.
  private var filesByName: [String: [(name: String, index: Int)]] = [:]
  private var packageOfFile: [Int] = []
  private var packages: [Package] = []
  private var currentFile: Int?
  private var sources: [String] = []
  private var lineCount = 0
  private var isTooLarge = false

  private static let mostLines = 5_000_000
  private static let mostFiles = 500_000

  init(_ file: SourceFile) {
    self.file = file
    place = file.whole
  }

  // MARK: - Counting

  /// From here on files belong to this package.
  mutating func startPackage(_ name: String, at place: SourceRange) {
    guard packages.count < CoverageTally.mostFiles else {
      isTooLarge = true
      return
    }
    packages.append(Package(name: name, place: place))
  }

  /// From here on lines are of this file. A name that was there before is the same file.
  mutating func startFile(_ name: String) {
    if let known = filesByName[name]?.first(where: { $0.name.hasBytes(name) }) {
      currentFile = known.index
      return
    }
    guard lines.count < CoverageTally.mostFiles else {
      isTooLarge = true
      currentFile = nil
      return
    }
    filesByName[name, default: []].append((name, lines.count))
    currentFile = lines.count
    lines.append([:])
    packageOfFile.append(packages.count - 1)
  }

  /// A line of the current file. One that was there before counts once, as covered where it was covered once.
  mutating func add(line number: UInt32, isCovered: Bool, branches: Int = 0, taken: Int = 0) {
    guard let currentFile, !isTooLarge else { return }
    let branches = Int32(clamping: branches)
    let taken = Int32(clamping: taken)
    let package = packageOfFile[currentFile]
    if var line = lines[currentFile][number] {
      if isCovered, !line.isCovered {
        line.isCovered = true
        if package >= 0 { packages[package].covered += 1 }
      }
      line.branches = max(line.branches, branches)
      line.branchesTaken = max(line.branchesTaken, taken)
      lines[currentFile][number] = line
      return
    }
    guard lineCount < CoverageTally.mostLines else {
      isTooLarge = true
      return
    }
    lineCount += 1
    lines[currentFile][number] = Line(isCovered: isCovered, branches: branches, branchesTaken: taken)
    if package >= 0 {
      packages[package].valid += 1
      packages[package].covered += isCovered ? 1 : 0
    }
  }

  /// A folder that file names start from: only its last part, as the rest names the machine.
  mutating func addSource(_ folder: String) {
    let name = folder.lastPathPart.trimmed
    if !name.isEmpty, !name.hasBytes("."), sources.count < 100 { sources.append(name) }
  }

  // MARK: - What it comes to

  func reading(_ kind: String) -> ArtifactReading {
    isTooLarge ? .unreadable(file, [.tooManyLines(at: file.whole)]) : .items([item(kind)])
  }

  private func item(_ kind: String) -> EvidenceItem {
    var complaints = complaints
    var facts = Facts(at: place)
    setLines(&facts, &complaints)
    setBranches(&facts)
    facts.set("files", count: lines.count)
    if hasPackages { facts.set("packages", list: packages.prefix(1000).map(packageFacts)) }
    if !sources.isEmpty { facts.set("sources", texts: sources, most: 100) }
    var item = EvidenceItem(kind: kind, format: format, range: file.whole, facts: facts.node)
    item.tool = tool
    item.producedAt = time.map { Node(.text($0.text), at: place) }
    item.diagnostics = complaints
    return item
  }

  private func setLines(_ facts: inout Facts, _ complaints: inout [Diagnostic]) {
    guard lineCount > 0 else {
      // A rate of no lines at all says nothing, whatever it is.
      if stated.linesValid != 0 { facts.set("line_rate", number: stated.lineRate) }
      facts.set("lines_valid", count: stated.linesValid)
      facts.set("lines_covered", count: stated.linesCovered)
      return
    }
    let covered = lines.reduce(0) { sum, file in sum + file.values.reduce(0) { $0 + ($1.isCovered ? 1 : 0) } }
    let counted = Double(covered) / Double(lineCount)
    facts.set("line_rate", number: counted)
    facts.set("lines_valid", count: lineCount)
    facts.set("lines_covered", count: covered)
    guard let statedRate = stated.lineRate else { return }
    let agree = abs(statedRate - counted) <= 0.01
    facts.set("rates_consistent", flag: agree)
    if !agree { complaints.append(.ratesDiffer(at: place)) }
  }

  private func setBranches(_ facts: inout Facts) {
    var branches = 0
    var taken = 0
    for file in lines {
      for line in file.values {
        branches += Int(line.branches)
        taken += Int(line.branchesTaken)
      }
    }
    if branches > 0 {
      facts.set("branch_rate", number: Double(taken) / Double(branches))
      facts.set("branches_valid", count: branches)
      facts.set("branches_covered", count: taken)
    } else if let valid = stated.branchesValid, valid > 0 {
      // No branches at all: nothing was measured, whatever rate is stated.
      facts.set("branch_rate", number: stated.branchRate)
      facts.set("branches_valid", count: valid)
      facts.set("branches_covered", count: stated.branchesCovered)
    }
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

  static func tooManyLines(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.too-large", "the report has more than five million lines or half a million files", at: place
    )
  }
}
