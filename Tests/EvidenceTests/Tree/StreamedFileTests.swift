import Diagnostics
import Documents
import Glibc
import Testing
import XML

@testable import Evidence

@Suite("A file that is streamed")
struct StreamedFileTests {
  private let limits: Limits = {
    var limits = Limits.standard
    limits.bytes = 10
    limits.streamedBytes = 1_000_000
    return limits
  }()

  private let first = Array("<testsuite><testcase name='first'/></testsuite>\n".utf8)
  private let second = Array("<testsuite><testcase name='other'/></testsuite>\n".utf8)

  /// What all readings of a file identify it by, where it is written anew after it was opened.
  private func digests(_ bytes: [UInt8]) throws -> [Digest] {
    let project = TemporaryProject().with("x.xml", first)
    let tree = try ProjectTree(root: project.path)
    var digests: [Digest] = []
    for reading in 0..<4 {
      project.write("x.xml", first)
      let file = try StreamedFile("x.xml", in: tree, limits: limits)
      #expect(!file.source.isIdentified)
      project.write("x.xml", bytes)
      switch reading {
      case 0:
        var cursor = try file.xml()
        while try cursor.next() != nil {}
      case 1:
        var lines = file.lines()
        while try lines.next() != nil {}
      case 2: try file.forEachPiece { _ in true }
      default: try file.identify()
      }
      #expect(file.source.isIdentified)
      digests.append(file.source.digest)
    }
    return digests
  }

  @Test("is identified by what was read of it, not by what was there before")
  func digest() throws {
    #expect(try digests(second) == Array(repeating: Digest.sha256(of: second), count: 4))
    let long = second + [UInt8](repeating: 0x0A, count: 600_000)
    #expect(try digests(long) == Array(repeating: Digest.sha256(of: long), count: 4))
  }

  @Test("is read from its beginning each time, and keeps its digest")
  func again() throws {
    let project = TemporaryProject().with("x.xml", first)
    let file = try StreamedFile("x.xml", in: ProjectTree(root: project.path), limits: limits)
    try file.identify()
    var lines = file.lines()
    #expect(try lines.next().map { Array($0) } == first.dropLast())
    var read: [UInt8] = []
    try file.forEachPiece {
      read += $0
      return true
    }
    var cursor = try file.xml()
    #expect(try cursor.next() == .elementStart)
    #expect(read == first)
    #expect(file.source.digest == .sha256(of: first))
  }

  @Test("is not identified where it was read in part")
  func part() throws {
    let project = TemporaryProject().with("x.xml", first + [UInt8](repeating: 0x0A, count: 600_000))
    let tree = try ProjectTree(root: project.path)
    let file = try StreamedFile("x.xml", in: tree, limits: limits)
    try file.forEachPiece { _ in false }
    #expect(!file.source.isIdentified)
    var lines = file.lines()
    _ = try lines.next()
    #expect(!file.source.isIdentified)
    var cursor = try file.xml()
    _ = try cursor.next()
    #expect(!file.source.isIdentified)
  }

  @Test("that has grown since it was opened is read no further than its bound")
  func growth() throws {
    let project = TemporaryProject().with("x.xml", first)
    let tree = try ProjectTree(root: project.path)
    let file = try StreamedFile("x.xml", in: tree, limits: limits)
    project.write("x.xml", first + [UInt8](repeating: 0x0A, count: 1_000_000))
    var lines = file.lines()
    #expect(throws: ReadFailure.tooLarge(limit: 1_000_000, .streamedBytes)) { while try lines.next() != nil {} }
    #expect(throws: ReadFailure.tooLarge(limit: 1_000_000, .streamedBytes)) { try file.identify() }
    #expect(throws: Diagnostic.self) {
      var cursor = try file.xml()
      while try cursor.next() != nil {}
    }
    #expect(!file.source.isIdentified)
  }

  /// A reader that believes the beginning of a file.
  private struct Hasty: ArtifactReader {
    let kind = "test_reports"
    let fileEndings = [".xml"]

    func candidates(in tree: ProjectTree) -> [ArtifactCandidate] { tree.paths.map { ArtifactCandidate(path: $0) } }

    func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
      let whole = SourceFile(streaming: candidate.path).whole
      return .items([EvidenceItem(kind: kind, format: "junit", range: whole, facts: Node(.map([]), at: whole))])
    }
  }

  @Test("is no evidence where nobody can say which bytes were read")
  func discovery() throws {
    let project = TemporaryProject(["x.xml": "<testsuite/>"])
    let evidence = try Discovery(root: project.path, readers: [Hasty()]).collect()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems == ["test_reports x.xml evidence.unidentified"])
  }
}
