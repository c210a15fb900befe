public import Diagnostics

extension Rule {
  /// SHA-256 over its expressions: by it a later report tells whether a rule still asks for the same. Wording is left out,
  /// and what a report shows by itself: severity, weight, levels, `max_age`, parameters.
  public var criteria: Digest {
    var json = CanonicalJSON()
    json.object { object in
      object.member("claim") { $0.string(self.claim?.text ?? "") }
      object.member("evidence") { $0.string(self.evidence?.text ?? "") }
      object.member("verify") { $0.string(self.verify?.text ?? "") }
      object.member("when") { $0.string(self.when?.text ?? "") }
    }
    return Digest.sha256(of: json.bytes)
  }

  /// `max_age` in seconds, as reports write it.
  public var maxAgeInSeconds: Int? { self.maxAge.map { Int($0 / 1_000_000_000) } }
}
