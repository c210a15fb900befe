import CEL
public import Diagnostics
import Documents

/// What a sign-off signs, and whether those in the manifest still stand.
public struct SignoffReview: Sendable {
  /// The digest that a sign-off of this manifest at this gate has to name: SHA-256 over the canonical JSON (RFC 8785) of
  /// format, gate, the manifest without its sign-offs, the digests of the rubrics and of the documents named by path.
  public static func digest(
    manifest: Manifest, gate: Gate, rubrics: [Digest], documents: [(path: String, digest: Digest)]
  ) -> Digest {
    var json = CanonicalJSON()
    json.object { object in
      object.member("documents") {
        $0.array(documents) { json, document in json.strings([document.path, document.digest.hex]) }
      }
      object.member("format") { $0.string("gonogo-signoff-1") }
      object.member("gate") { $0.string(gate.rawValue) }
      object.member("manifest") { $0.written(manifest.signed) }
      object.member("rubrics") { $0.strings(rubrics.map(\.hex)) }
    }
    return Digest.sha256(of: json.bytes)
  }

  /// The state of each of the manifest's sign-offs, but for the evidence that it was given on.
  static func statuses(facts: Facts, digest: Digest) -> [SignoffStatus] {
    (facts.manifest.facts["signoffs"]?.elements ?? []).map { node in
      var status = SignoffStatus(state: .standing, place: node.range)
      status.gate = node["gate"]?.scalarText
      status.role = node["role"]?.scalarText
      status.person = node["person"]?.scalarText
      status.signedOn = node["signed_on"]?.scalarText
      status.digest = node["digest"]?.scalarText
      status.state = state(of: status, facts: facts, digest: digest, &status.note)
      return status
    }
  }

  private static func state(
    of status: SignoffStatus, facts: Facts, digest: Digest, _ note: inout String?
  ) -> SignoffStatus.State {
    let fields: [(String, Bool)] = [
      ("gate", status.gate != nil), ("role", status.role != nil), ("person", status.person != nil),
      ("signed_on", status.signedOn != nil), ("digest", status.digest != nil),
    ]
    let missing = fields.filter { !$0.1 }.map(\.0)
    guard missing.isEmpty, let gate = status.gate.flatMap(Gate.init),
      let signed = status.signedOn.flatMap({ try? Timestamp.parseDate($0) }), let stated = status.digest
    else {
      note = missing.isEmpty ? "a field is wrong" : "it does not state \(missing.joined(separator: ", "))"
      return .invalid
    }
    guard gate == facts.gate else { return .otherGate }
    guard signed <= facts.now else { return .inFuture }
    guard same(stated, digest) else {
      note = "the manifest, a rubric or a document has changed since"
      return .stale
    }
    return .standing
  }

  /// Marks the sign-offs that were given on another assessment than this one.
  static func compare(_ statuses: [SignoffStatus], nodes: [Node], assessment: Digest) -> [SignoffStatus] {
    zip(statuses, nodes).map { status, node in
      guard status.state == .standing, let seen = node["assessment_digest"]?.scalarText, !same(seen, assessment) else {
        return status
      }
      var status = status
      status.state = .onOtherEvidence
      status.note = "it was given on other evidence than there is now"
      return status
    }
  }

  private static func same(_ stated: String, _ digest: Digest) -> Bool {
    let text = stated.lowercased()
    return sameBytes(text, digest.hex) || sameBytes(text, digest.description)
  }
}
