import Diagnostics
import Documents
import XML

/// `coverage_reports`: how much of the code the tests executed, in the dialects of Cobertura (coverage.py, coverlet and
/// others write it too), JaCoCo, LCOV and coverage.py's own JSON. XML and LCOV are streamed. Rates are counted anew from
/// the lines: what a report states of itself is only held against them.
struct CoverageReports: ArtifactReader {
  let kind = "coverage_reports"
  let fileEndings = [".xml", ".info", ".lcov", ".json"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      switch CoverageDialect(byEndingOf: file.name) {
      case .xml: ["coverage", "cobertura", "jacoco"].contains { file.name.containsBytes($0) }
      case .lcov: isNamedLCOV(file.name) || file.name.containsBytes("coverage")
      case .json: file.name.containsBytes("coverage")
      case nil: false
      }
    }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let name = asciiLowercased(candidate.path.lastPathPart)
    do throws(ReadFailure) {
      switch CoverageDialect(byEndingOf: name) {
      case .lcov:
        return CoverageLCOV(kind: kind, isNamed: candidate.isDeclared || isNamedLCOV(name))
          .read(try StreamedFile(candidate.path, in: tree, limits: limits))
      case .json:
        return CoverageJSON(kind: kind, isNamed: candidate.isDeclared || name.hasBytes("coverage.json"))
          .read(try tree.read(candidate.path, limits: limits), limits: limits)
      case .xml, nil:
        return readXML(
          try StreamedFile(candidate.path, in: tree, limits: limits), isJaCoCo: name.containsBytes("jacoco"))
      }
    } catch {
      return .unreadable(candidate.path, error)
    }
  }

  private func isNamedLCOV(_ name: String) -> Bool { name.containsBytes("lcov") }

  /// The root element says which dialect it is. Clover's is called as Cobertura's is and has no rate; other tools have
  /// reports called `report` too, with other elements in them.
  private func readXML(_ streamed: borrowing StreamedFile, isJaCoCo: Bool) -> ArtifactReading {
    var tally = CoverageTally(streamed.source)
    do {
      var cursor = try streamed.xml()
      let (coverage, report) = (cursor.name("coverage"), cursor.name("report"))
      while let event = try cursor.next(), event != .elementStart {}
      if cursor.element == coverage {
        guard try CoverageCobertura.read(&cursor, into: &tally) else { return .notThisKind }
      } else if cursor.element == report {
        guard try CoverageJaCoCo.read(&cursor, into: &tally, isNamed: isJaCoCo) else { return .notThisKind }
      } else {
        return .notThisKind
      }
    } catch {
      return .unreadable(streamed.source, [error])
    }
    return tally.reading(kind)
  }
}

/// A dialect as far as a file's name tells it.
private enum CoverageDialect {
  case xml, lcov, json

  init?(byEndingOf name: String) {
    if name.endsWithBytes(".xml") {
      self = .xml
    } else if name.endsWithBytes(".info") || name.endsWithBytes(".lcov") {
      self = .lcov
    } else if name.endsWithBytes(".json") {
      self = .json
    } else {
      return nil
    }
  }
}
