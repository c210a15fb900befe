import Diagnostics
import Documents
import XML

/// Counts what goes by in a JUnit report: test cases by how they ended, never what the suites state, which is only
/// compared.
struct JUnitTally {
  private let file: SourceFile
  private var total = Counts()
  private var suites: [Suite] = []
  private var suiteCount = 0
  private var current = Case()
  private var duration: Double?
  private var statedDuration: Double?
  private var latest: (time: StatedTime, place: SourceRange)?
  private var rootName: String?
  private var onlySuiteName: String?
  private var isConsistent: Bool?
  private var isComplete: Bool?
  private var failed: [Node] = []
  private var cases: [Node] = []
  /// In the order of `TestCategory.allCases`.
  private var categories = [Counts](repeating: Counts(), count: TestCategory.allCases.count)
  private var properties = JUnitProperties()
  /// The case before, where it failed: pytest writes two when both call and teardown fail.
  private var failedBefore: (classname: String, name: [UInt8])?
  /// The index of the category of the case before, while class, file and suite stay the same.
  private var category: Int?

  private static let mostFailed = 200
  private static let mostCases = 5000

  enum Outcome: String {
    case passed, flaky, failure, error, skipped
  }

  struct Counts {
    var tests = 0
    var passed = 0
    var failures = 0
    var errors = 0
    var skipped = 0
    var flaky = 0
    /// Cases that speak of a test once more, as pytest does after a failure in tearing down.
    var repeatedCases = 0
    /// Attempts that some tools count as tests of their own.
    var repeatedAttempts = 0

    mutating func add(_ outcome: Outcome) {
      tests += 1
      switch outcome {
      case .passed: passed += 1
      case .flaky: flaky += 1
      case .failure: failures += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      }
    }

    mutating func add(_ other: Counts) {
      tests += other.tests
      passed += other.passed
      failures += other.failures
      errors += other.errors
      skipped += other.skipped
      flaky += other.flaky
      repeatedCases += other.repeatedCases
      repeatedAttempts += other.repeatedAttempts
    }
  }

  private struct Suite {
    var name: String?
    var stated = Stated()
    var counts = Counts()
    var hasCases = false
    var isRoot: Bool
  }

  /// What a suite says of itself.
  private struct Stated {
    var tests: Int?
    var failures: Int?
    var errors: Int?
    var skipped: Int?
  }

  /// The case that is open, or was last. It is filled anew with each, since there are millions: class and file are mostly
  /// the same texts, and of the others' names no texts are made unless they are listed.
  private struct Case {
    var isOpen = false
    var classname = ""
    var file = ""
    var name: [UInt8] = []
    var line = 0
    /// Its tag, where the file is kept.
    var tag: SourceRange?
    var hasFailure = false
    var hasError = false
    var isSkipped = false
    var isFlaky = false
    var attempts = 0
    var message: String?

    mutating func reopen() {
      isOpen = true
      name.removeAll(keepingCapacity: true)
      (hasFailure, hasError, isSkipped, isFlaky) = (false, false, false, false)
      attempts = 0
      if message != nil { message = nil }
    }

    var outcome: Outcome {
      hasError ? .error : hasFailure ? .failure : isSkipped ? .skipped : isFlaky ? .flaky : .passed
    }
  }

  init(_ file: SourceFile) {
    self.file = file
  }

  mutating func start(_ cursor: inout XMLCursor, _ names: JUnitNames) throws(Diagnostic) {
    let element = cursor.element
    if element == names.testsuite || element == names.testsuites {
      startSuite(cursor, names, isRoot: element == names.testsuites)
    } else if element == names.testcase {
      startCase(cursor, names)
    } else if element == names.property {
      let name = cursor.attribute(names.name) ?? ""
      let place = cursor.place
      var value = cursor.attribute(names.value)
      if value == nil { value = try cursor.readText().trimmed }
      properties.add(name, value ?? "", at: place)
    } else if current.isOpen, element != names.properties {
      try startResult(&cursor, names)
    }
  }

  private mutating func startCase(_ cursor: borrowing XMLCursor, _ names: JUnitNames) {
    current.reopen()
    if cursor.update(&current.classname, to: names.classname) { category = nil }
    if cursor.update(&current.file, to: names.file) { category = nil }
    cursor.append(names.name, to: &current.name)
    current.line = cursor.line
    current.tag = file.isKept ? cursor.place : nil
    // Google Test says so in an attribute.
    current.isSkipped = cursor.isSkipped(names.status) || cursor.isSkipped(names.result)
    if let time = cursor.seconds(names.time) { duration = (duration ?? 0) + time }
  }

  private mutating func startSuite(_ cursor: borrowing XMLCursor, _ names: JUnitNames, isRoot: Bool) {
    var suite = Suite(name: cursor.attribute(names.name), isRoot: isRoot)
    suite.stated.tests = cursor.attribute(names.tests).flatMap(JUnitValues.count)
    suite.stated.failures = cursor.attribute(names.failures).flatMap(JUnitValues.count)
    suite.stated.errors = cursor.attribute(names.errors).flatMap(JUnitValues.count)
    suite.stated.skipped = (cursor.attribute(names.skipped) ?? cursor.attribute(names.skip)).flatMap(JUnitValues.count)
    if suites.isEmpty { rootName = suite.name }
    if suites.count <= 1, !isRoot { onlySuiteName = onlySuiteName ?? suite.name }
    if suites.isEmpty { statedDuration = cursor.attribute(names.time).flatMap(JUnitValues.seconds) }
    if let time = cursor.attribute(names.timestamp).flatMap(StatedTime.init), latest.map({ $0.time < time }) ?? true {
      latest = (time, cursor.place)
    }
    suites.append(suite)
    category = nil
  }

  private mutating func startResult(_ cursor: inout XMLCursor, _ names: JUnitNames) throws(Diagnostic) {
    let element = cursor.element
    if element == names.failure {
      current.hasFailure = true
    } else if element == names.error {
      current.hasError = true
    } else if element == names.skipped {
      current.isSkipped = true
    } else if element == names.flakyFailure || element == names.flakyError {
      current.isFlaky = true
      current.attempts += 1
    } else if element == names.rerunFailure || element == names.rerunError {
      current.attempts += 1
    }
    if element == names.failure || element == names.error, current.message == nil {
      // Only what the tool calls the message: the text below it is captured output.
      current.message = cursor.attribute(names.message) ?? cursor.attribute(names.type)
    }
    try cursor.skipElement()
  }

  mutating func end(_ element: XMLName, _ names: JUnitNames) {
    if element == names.testcase {
      finishCase()
    } else if element == names.testsuite || element == names.testsuites, let suite = suites.popLast() {
      category = nil
      if suite.hasCases { suiteCount += 1 }
      compare(suite)
      if suites.isEmpty { total = suite.counts } else { suites[suites.count - 1].counts.add(suite.counts) }
    }
  }

  private mutating func finishCase() {
    guard current.isOpen else { return }
    current.isOpen = false
    guard !suites.isEmpty else { return }
    let outcome = current.outcome
    let last = suites.count - 1
    suites[last].hasCases = true
    suites[last].counts.add(outcome)
    suites[last].counts.repeatedAttempts += current.attempts
    if outcome == .error, let failedBefore, failedBefore.name == current.name,
      failedBefore.classname.hasBytes(current.classname)
    {
      suites[last].counts.repeatedCases += 1
    }
    if outcome == .failure {
      failedBefore = (current.classname, current.name)
    } else if failedBefore != nil {
      failedBefore = nil
    }
    categories[categoryIndex()].add(outcome)
    list(outcome)
  }

  /// Cases of one class follow one another, and their category is the same.
  private mutating func categoryIndex() -> Int {
    if let category { return category }
    let suite = suites.lastIndex { !$0.isRoot }.flatMap { suites[$0].name } ?? ""
    let found = TestCategory(classname: current.classname, file: current.file, suite: suite)
    let index = TestCategory.allCases.firstIndex(of: found) ?? TestCategory.allCases.count - 1
    category = index
    return index
  }

  private mutating func list(_ outcome: Outcome) {
    let isFailed = outcome == .failure || outcome == .error
    guard cases.count < JUnitTally.mostCases || (isFailed && failed.count < JUnitTally.mostFailed) else { return }
    var entry = Facts(at: current.tag ?? SourceRange(file: file, line: current.line))
    entry.set("name", text: String(decoding: current.name, as: UTF8.self))
    entry.set("classname", text: current.classname)
    entry.set("outcome", text: outcome.rawValue)
    if cases.count < JUnitTally.mostCases { cases.append(entry.node) }
    if isFailed, failed.count < JUnitTally.mostFailed {
      entry.set("message", text: current.message?.trimmed.firstLine, limit: 300)
      failed.append(entry.node)
    }
  }

  private mutating func compare(_ suite: Suite) {
    let counts = suite.counts
    let stated = suite.stated
    let tests = max(0, counts.tests - counts.repeatedCases)...(counts.tests + counts.repeatedAttempts)
    compare(stated.tests, tests)
    compare(stated.failures, counts.failures...(counts.failures + counts.repeatedAttempts))
    compare(stated.errors, counts.errors...(counts.errors + counts.repeatedAttempts))
    compare(stated.skipped, counts.skipped...counts.skipped)
    if let stated = stated.tests { isComplete = (isComplete ?? true) && stated <= tests.upperBound }
  }

  private mutating func compare(_ stated: Int?, _ counted: ClosedRange<Int>) {
    if let stated { isConsistent = (isConsistent ?? true) && counted.contains(stated) }
  }

  func item(_ kind: String) -> EvidenceItem {
    var facts = Facts(at: file.whole)
    facts.set("name", text: rootName ?? (suiteCount <= 1 ? onlySuiteName : nil))
    facts.set("tests", count: total.tests)
    facts.set("passed", count: total.passed)
    facts.set("failures", count: total.failures)
    facts.set("errors", count: total.errors)
    facts.set("skipped", count: total.skipped)
    facts.set("flaky", count: total.flaky)
    let ran = total.tests - total.skipped
    if ran > 0 {
      facts.set("pass_percent", number: Double((total.passed + total.flaky) * 100) / Double(ran))
    }
    // Sums of decimal fractions are not exact in binary: microseconds are more than tools measure.
    facts.set("duration_seconds", number: (duration ?? statedDuration).map { ($0 * 1e6).rounded() / 1e6 })
    facts.set("suites", count: suiteCount)
    facts.set("counts_consistent", flag: isConsistent)
    facts.set("complete", flag: isComplete)
    facts.set("failed", list: failed)
    facts.set("failed_left_out", count: total.failures + total.errors - failed.count)
    facts.set("cases", list: cases)
    facts.set("cases_left_out", count: total.tests - cases.count)
    facts.set("categories", categoryFacts())
    facts.set("properties", properties.node(at: file.whole))
    var item = EvidenceItem(kind: kind, format: "junit", range: file.whole, facts: facts.node)
    item.producedAt = latest.map { Node(.text($0.time.text), at: $0.place) }
    item.commit = properties.value("commit") ?? properties.value("git.commit")
    item.modelVersion = properties.value("model_version") ?? properties.value("model.version")
    item.datasetDigest = properties.value("dataset_digest") ?? properties.value("dataset.digest")
    if isConsistent == false { item.diagnostics.append(.countsDiffer(at: file.whole)) }
    return item
  }

  private func categoryFacts() -> Node {
    var all = Facts(at: file.whole)
    for (category, counts) in zip(TestCategory.allCases, categories) {
      var facts = Facts(at: file.whole)
      facts.set("tests", count: counts.tests)
      facts.set("passed", count: counts.passed + counts.flaky)
      facts.set("not_passed", count: counts.failures + counts.errors)
      facts.set("skipped", count: counts.skipped)
      all.set(category.rawValue, facts.node)
    }
    return all.node
  }

}
