import Diagnostics
import Testing

@testable import Readiness

@Suite("Sign-offs")
struct SignoffTests {
  static let rubric = """
    rubric: test
    areas: [{id: release, title: Release}]
    thresholds: {production: 0}
    rules:
      - {id: release.signed, title: Signed, severity: blocker, claim: "signoffs.exists(s, s.role == 'sponsor')"}
      - {id: release.named, title: Named, severity: minor, claim: project.name == 'x'}
    """

  static func manifest(_ signoff: String, name: String = "x") -> String {
    "{gonogo: 1, project: {name: \(name)}, signoffs: [\(signoff)]}"
  }

  static func signoff(_ digest: String, on day: String = "2026-06-30", gate: String = "production", more: String = "")
    -> String
  {
    "{gate: \(gate), role: sponsor, person: Ana, signed_on: \(day), digest: '\(digest)'\(more)}"
  }

  func digests() throws -> (signoff: String, assessment: String) {
    let bench = try Workbench()
    let provenance = bench.assess(try bench.rubric(Self.rubric), manifest: Self.manifest("")).provenance
    return (try #require(provenance.signoffDigest).description, try #require(provenance.assessmentDigest).hex)
  }

  @Test("a sign-off stands as long as nothing has changed, and rules see only those that stand")
  func states() throws {
    let bench = try Workbench()
    let rubric = try bench.rubric(Self.rubric)
    let digest = try digests().signoff
    let cases: [(String, SignoffStatus.State, Verdict)] = [
      (Self.manifest(Self.signoff(digest)), .standing, .claimed),
      (Self.manifest(Self.signoff(digest), name: "y"), .stale, .insufficient),
      (Self.manifest(Self.signoff(digest, on: "2026-07-02")), .inFuture, .insufficient),
      (Self.manifest(Self.signoff(digest, gate: "mvp")), .otherGate, .insufficient),
      (
        Self.manifest("{gate: production, role: sponsor, person: TBD, signed_on: 2026-06-30, digest: '\(digest)'}"),
        .invalid, .insufficient
      ),
    ]
    for (manifest, state, verdict) in cases {
      let assessment = bench.assess(rubric, manifest: manifest)
      #expect(assessment.signoffs.map(\.state) == [state], "\(manifest)")
      #expect(assessment["release.signed"]?.verdict == verdict, "\(manifest)")
    }
  }

  @Test("a sign-off that was given on another assessment is shown as such, and still stands")
  func otherEvidence() throws {
    let bench = try Workbench()
    let other = String(repeating: "0", count: 64)
    let assessment = bench.assess(
      try bench.rubric(Self.rubric),
      manifest: Self.manifest(Self.signoff(try digests().signoff, more: ", assessment_digest: '\(other)'")))
    #expect(assessment.signoffs.map(\.state) == [.onOtherEvidence])
    #expect(assessment["release.signed"]?.verdict == .claimed)
  }

  @Test("signing does not change what is signed; a rubric's threshold does")
  func digest() throws {
    let bench = try Workbench()
    let plain = try digests().signoff
    let signed = bench.assess(
      try bench.rubric(Self.rubric), manifest: Self.manifest(Self.signoff(plain))
    ).provenance.signoffDigest
    #expect(signed?.description == plain)
    let stricter = bench.assess(
      try bench.rubric(Self.rubric.replacing("production: 0", with: "production: 1")), manifest: Self.manifest(""))
    #expect(stricter.provenance.signoffDigest?.description != plain)
  }
}
