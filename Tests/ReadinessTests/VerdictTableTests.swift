import Testing

@testable import Readiness

/// The whole table of the design's section 'Verdicts': every claim against every state of the evidence.
@Suite("The verdict table")
struct VerdictTableTests {
  /// Rows are claims, columns states of evidence, in the order of `columns`.
  static let columns: [EvidenceFinding] = [
    .notAsked, .none, .provesFresh, .denies, .unknown, .error, .unreadable, .provesOnlyStale,
  ]
  static let rows: [(ClaimFinding, [Verdict])] = [
    (.holds, [.claimed, .claimed, .verified, .contradicted, .claimed, .error, .error, .claimed]),
    (
      .fails,
      [.insufficient, .insufficient, .insufficient, .insufficient, .insufficient, .error, .error, .insufficient]
    ),
    (.unknown, [.missing, .missing, .missing, .missing, .missing, .error, .error, .missing]),
    (.error, [.error, .error, .error, .error, .error, .error, .error, .error]),
    (.none, [.missing, .missing, .verified, .insufficient, .missing, .error, .error, .missing]),
  ]

  static let cells: [(ClaimFinding, EvidenceFinding, Verdict)] = rows.flatMap { claim, verdicts in
    zip(columns, verdicts).map { (claim, $0, $1) }
  }

  @Test("each claim with each state of the evidence comes to its verdict", arguments: cells)
  func cell(claim: ClaimFinding, evidence: EvidenceFinding, verdict: Verdict) {
    #expect(Verdict.of(claim: claim, evidence: evidence) == verdict)
  }

  @Test("the table is complete")
  func complete() {
    #expect(Set(Self.columns) == Set(EvidenceFinding.allCases))
    #expect(Set(Self.rows.map(\.0)) == Set(ClaimFinding.allCases))
    #expect(Self.rows.allSatisfy { $0.1.count == Self.columns.count })
  }

  @Test(
    "credit is 1 for proof, a half for a statement, and 1 for a statement that cannot be proved",
    arguments: [
      (Verdict.verified, true, 2), (.claimed, true, 1), (.claimed, false, 2), (.missing, true, 0),
      (.insufficient, false, 0), (.contradicted, true, 0), (.error, true, 0),
    ])
  func credit(verdict: Verdict, hasVerify: Bool, halfPoints: Int) {
    #expect(verdict.credit(hasVerify: hasVerify) == halfPoints)
  }
}
