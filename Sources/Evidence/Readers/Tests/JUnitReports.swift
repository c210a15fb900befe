import Diagnostics
import Documents
import XML

/// `test_reports`: reports in JUnit XML, of whatever tool. Streamed: a report of a gigabyte costs no more memory than the
/// test cases that are listed of it.
struct JUnitReports: ArtifactReader {
  let kind = "test_reports"
  let fileEndings = [".xml"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      guard file.name.endsWithBytes(".xml") else { return false }
      return isNamedJUnit(file.path) || file.name.startsWithBytes("report")
        || ["result", "test", "xunit", "pytest", "nosetests"].contains { file.name.containsBytes($0) }
        || pathParts(parentFolder(asciiLowercased(file.path))).contains {
          ["test-results", "test_results", "test-reports", "surefire-reports"].contains($0)
        }
    }
  }

  /// Whether the name alone says what it is: then a file that cannot be read is a broken report, not something else.
  private func isNamedJUnit(_ path: String) -> Bool {
    let name = asciiLowercased(path.lastPathPart)
    return name.containsBytes("junit") || path.lastPathPart.startsWithBytes("TEST-")
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let isNamed = candidate.isDeclared || isNamedJUnit(candidate.path)
    do throws(ReadFailure) {
      let streamed = try StreamedFile(candidate.path, in: tree, limits: limits)
      return read(streamed, isNamed: isNamed)
    } catch {
      return isNamed ? .unreadable(candidate.path, error) : .notThisKind
    }
  }

  private func read(_ streamed: borrowing StreamedFile, isNamed: Bool) -> ArtifactReading {
    var tally = JUnitTally(streamed.source)
    var isJUnit = false
    do {
      var cursor = try streamed.xml()
      let names = JUnitNames(&cursor)
      while let event = try cursor.next() {
        if !isJUnit, event == .elementStart {
          guard cursor.element == names.testsuites || cursor.element == names.testsuite else { return .notThisKind }
          isJUnit = true
        }
        switch event {
        case .elementStart: try tally.start(&cursor, names)
        case .elementEnd: tally.end(cursor.element, names)
        case .text: break
        }
      }
    } catch {
      return isJUnit || isNamed ? .unreadable(streamed.source, [error]) : .notThisKind
    }
    return .items([tally.item(kind)])
  }
}

/// The names of elements and attributes, interned once for a cursor. A class, since all of them would be copied for each
/// step otherwise.
final class JUnitNames {
  let testsuites, testsuite, testcase, properties, property: XMLName
  let failure, error, skipped, flakyFailure, flakyError, rerunFailure, rerunError: XMLName
  let name, classname, file, time, timestamp, message, type, value, status, result: XMLName
  let tests, failures, errors, skip, disabled: XMLName

  init(_ cursor: inout XMLCursor) {
    testsuites = cursor.name("testsuites")
    testsuite = cursor.name("testsuite")
    testcase = cursor.name("testcase")
    properties = cursor.name("properties")
    property = cursor.name("property")
    failure = cursor.name("failure")
    error = cursor.name("error")
    skipped = cursor.name("skipped")
    flakyFailure = cursor.name("flakyFailure")
    flakyError = cursor.name("flakyError")
    rerunFailure = cursor.name("rerunFailure")
    rerunError = cursor.name("rerunError")
    name = cursor.name("name")
    classname = cursor.name("classname")
    file = cursor.name("file")
    time = cursor.name("time")
    timestamp = cursor.name("timestamp")
    message = cursor.name("message")
    type = cursor.name("type")
    value = cursor.name("value")
    status = cursor.name("status")
    result = cursor.name("result")
    tests = cursor.name("tests")
    failures = cursor.name("failures")
    errors = cursor.name("errors")
    skip = cursor.name("skip")
    disabled = cursor.name("disabled")
  }
}

extension Diagnostic {
  static func countsDiffer(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.counts-differ", "the totals that the report states are not those of its test cases",
      at: place, notes: [Note("the test cases were counted")])
  }
}
