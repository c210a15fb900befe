import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("An attestation")
struct AttestationsTests {
  private static let content = Array("model".utf8)
  private static let digest = Digest.sha256(of: content).hex
  private static let other = String(repeating: "0", count: 64)

  private func base64(_ text: String, urlSafe: Bool = false, padded: Bool = true) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(urlSafe ? "-_" : "+/")".utf8)
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0...group.count { result.append(alphabet[bits >> (18 - 6 * digit) & 63]) }
      if padded { result += repeatElement(UInt8(ascii: "="), count: 3 - group.count) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func statement(
    subjects: String, type: String = "https://slsa.dev/provenance/v1", predicate: String = "{}", version: String = "v1"
  ) -> String {
    "{\"_type\": \"https://in-toto.io/Statement/\(version)\", \"subject\": [\(subjects)], \"predicateType\": \"\(type)\", \"predicate\": \(predicate)}"
  }

  private func subject(_ name: String, _ digest: String) -> String {
    "{\"name\": \"\(name)\", \"digest\": {\"sha256\": \"\(digest)\"}}"
  }

  private func envelope(_ statement: String, urlSafe: Bool = false, padded: Bool = true) -> String {
    "{\"payloadType\": \"application/vnd.in-toto+json\", \"payload\": \"\(base64(statement, urlSafe: urlSafe, padded: padded))\", \"signatures\": [{\"sig\": \"x\"}, {\"sig\": \"\"}]}"
  }

  private func item(_ text: String, _ path: String = "a.intoto.jsonl", _ files: [String] = []) throws -> EvidenceItem {
    let project = TemporaryProject([:]).with(path, text)
    for file in files { project.write(file, AttestationsTests.content) }
    return try project.item("attestations")
  }

  @Test("comes in many envelopes, and is in none of them verified")
  func envelopes() throws {
    let inner = statement(subjects: subject("m>?é", AttestationsTests.digest))
    let dsse = envelope(inner)
    let bundle =
      "{\"mediaType\": \"application/vnd.dev.sigstore.bundle.v0.3+json\", \"verificationMaterial\": {\"tlogEntries\": [{\"integratedTime\": \"1740770291\"}]}, \"dsseEnvelope\": \(dsse)}"
    for (text, path, format, signatures, entries) in [
      (dsse, "a.intoto.jsonl", "dsse", "1", "–"),
      (envelope(inner, urlSafe: true, padded: false), "a.att", "dsse", "1", "–"),
      (bundle, "a.sigstore.json", "sigstore-bundle", "1", "1"), (bundle, "model.sig", "sigstore-bundle", "1", "1"),
      (inner, "a.intoto.json", "statement", "0", "–"),
      ("{\"attestations\": [{\"bundle\": \(bundle)}]}", "attestations/x.json", "sigstore-bundle", "1", "1"),
      (
        "{\"image_summary\": {}, \"provenance_summary\": {\"provenance\": [{\"envelope\": \(dsse)}]}}",
        "gcb.provenance.json", "gcb-provenance", "1",
        "–"
      ),
    ] {
      let item = try item(text, path)
      #expect(item.format == format)
      #expect(
        ["signatures", "transparency_entries", "verified", "statement_version"].map(item.fact) == [
          signatures, entries, "not-checked", "v1",
        ])
      #expect(item.fact("subjects") == "[{name: m>?é, sha256: \(AttestationsTests.digest)}]")
      #expect(item.producedAt?.text == (format == "sigstore-bundle" ? "2025-02-28T19:18:11Z" : nil))
    }
  }

  @Test("stands on each line of a file")
  func lines() throws {
    let line = envelope(statement(subjects: subject("a", AttestationsTests.other)))
    let project = TemporaryProject(["a.intoto.jsonl": line + "\n\n" + line + "\n"])
    #expect(try project.items("attestations").map { $0.range.start?.line } == [1, 3])
    let broken = try TemporaryProject(["a.intoto.jsonl": line + "\n" + line.prefix(60) + "\n"]).evidence()
    #expect(broken.problems == ["attestations a.intoto.jsonl evidence.truncated"] && broken.items.isEmpty)
    #expect(broken.unreadable.first?.diagnostics.first?.place?.start?.line == 2)
  }

  @Test(
    "holds digests against the files that it names, and only where it is clear which",
    arguments: [
      ("model.bin", digest, ["dist/model.bin"], "true"), ("model.bin", other, ["dist/model.bin"], "false"),
      ("dist/model.bin", digest, ["dist/model.bin"], "true"),
      ("dist/model.bin", other, ["dist/model.bin"], "false"), ("model.bin", digest, ["models/model.bin"], "true"),
      ("model.bin", other, ["models/model.bin"], "–"),
      ("model.bin", digest, [], "–"), ("../../etc/hostname", digest, [], "–"),
      ("/etc/hostname", digest, ["etc/hostname"], "–"), ("", digest, ["x"], "–"),
      ("del.bin", digest, ["model.bin"], "–"), ("model.bin", "zz", ["model.bin"], "–"),
    ])
  func subjects(name: String, digest: String, files: [String], expected: String) throws {
    let item = try item(statement(subjects: subject(name, digest)), "dist/a.intoto.json", files)
    #expect(shown(item.facts["subjects"]?.elements.first?["matches_file"]) == expected)
    #expect(
      ["matching_subjects", "differing_subjects", "unknown_subjects"].map(item.fact)
        == [expected == "true" ? "1" : "0", expected == "false" ? "1" : "0", expected == "–" ? "1" : "0"])
  }

  @Test("does not take the pointer of Git LFS for the file")
  func pointer() throws {
    let project = TemporaryProject(["m.bin": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"])
      .with("a.intoto.json", statement(subjects: subject("m.bin", AttestationsTests.other)))
    #expect(try project.item("attestations").fact("unknown_subjects") == "1")
  }

  @Test("of a model speaks of the model's files, wherever they lie together")
  func model() throws {
    func resource(_ name: String, _ digest: String) -> String {
      "{\"name\": \"\(name)\", \"algorithm\": \"sha256\", \"digest\": \"\(digest)\"}"
    }
    let text = statement(
      subjects: subject("modeldir", AttestationsTests.other), type: "https://model_signing/signature/v1.0",
      predicate:
        "{\"resources\": [\(resource("a.bin", AttestationsTests.digest)), \(resource("sub/b.bin", AttestationsTests.other)), \(resource("gone", AttestationsTests.other))]}"
    )
    let item = try item(envelope(text), "security/model.sig", ["models/a.bin", "models/sub/b.bin"])
    #expect(
      item.facts["subjects"]?.elements.map { shown($0["name"]) + " " + shown($0["matches_file"]) } == [
        "a.bin true", "sub/b.bin false", "gone –",
      ])
    let old = try self.item(
      statement(
        subjects: subject("a.bin", AttestationsTests.digest), type: "https://model_signing/Digests/v0.1",
        predicate: "{\"unused\": \"Unused\"}"), "models/model.sig",
      ["models/a.bin"])
    #expect(old.fact("matching_subjects") == "1")
    let message = try self.item(
      "{\"mediaType\": \"application/vnd.dev.sigstore.bundle+json;version=0.2\", \"messageSignature\": {\"messageDigest\": {\"algorithm\": \"SHA2_256\", \"digest\": \"\(base64Digest)\"}, \"signature\": \"x\"}}",
      "m.bin.sigstore.json", ["m.bin"])
    #expect(message.fact("subjects") == "[{name: m.bin, sha256: \(AttestationsTests.digest), matches_file: true}]")
  }

  private var base64Digest: String {
    let bytes = Digest.sha256(of: AttestationsTests.content).bytes
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0...group.count { result.append(alphabet[bits >> (18 - 6 * digit) & 63]) }
      result += repeatElement(UInt8(ascii: "="), count: 3 - group.count)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let commit = "d37a7f740ee7404914456f24dcd90e865a0509e8"

  @Test(
    "of SLSA says the same in all its versions",
    arguments: [
      (
        "v0.1",
        "{\"builder\": {\"id\": \"B\"}, \"recipe\": {\"type\": \"T\", \"definedInMaterial\": 1}, \"materials\": [{\"uri\": \"x\"}, {\"uri\": \"git+https://user:pass@example.com/r?token=1\", \"digest\": {\"sha1\": \"\(commit)\"}}], \"metadata\": {\"buildStartedOn\": \"2026-01-01T00:00:00Z\", \"buildFinishedOn\": \"2026-01-01T00:01:00Z\", \"reproducible\": false, \"completeness\": {\"materials\": true}}}",
        "2 false true"
      ),
      (
        "v0.2",
        "{\"builder\": {\"id\": \"B\"}, \"buildType\": \"T\", \"invocation\": {\"configSource\": {\"uri\": \"git+https://user:pass@example.com/r?token=1\", \"digest\": {\"sha1\": \"\(commit)\"}}}, \"metadata\": {\"buildStartedOn\": \"2026-01-01T00:00:00Z\", \"buildFinishedOn\": \"2026-01-01T00:01:00Z\"}}",
        "– – –"
      ),
      (
        "v1",
        "{\"buildDefinition\": {\"buildType\": \"T\", \"resolvedDependencies\": [{\"uri\": \"git+https://user:pass@example.com/r?token=1\", \"digest\": {\"gitCommit\": \"\(commit)\"}}]}, \"runDetails\": {\"builder\": {\"id\": \"B\"}, \"metadata\": {\"startedOn\": \"2026-01-01T00:00:00Z\", \"finishedOn\": \"2026-01-01T00:01:00Z\"}}}",
        "1 – –"
      ),
    ])
  func provenance(version: String, predicate: String, rest: String) throws {
    let item = try item(
      statement(
        subjects: subject("a", AttestationsTests.other), type: "https://slsa.dev/provenance/" + version,
        predicate: predicate))
    #expect(
      ["builder", "build_type", "source_uri", "started_at", "finished_at"].map(item.fact)
        == ["B", "T", "git+https://example.com/r", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"])
    #expect(item.commit?.text == AttestationsTests.commit && item.producedAt?.text == "2026-01-01T00:01:00Z")
    #expect(["materials", "reproducible", "materials_complete"].map(item.fact).joined(separator: " ") == rest)
  }

  @Test("of in-toto's old links and of verifications is read too")
  func others() throws {
    let link = try item(
      "{\"signatures\": [{\"sig\": \"x\"}], \"signed\": {\"_type\": \"link\", \"name\": \"train\", \"materials\": {}, \"products\": {\"m.bin\": {\"sha256\": \"\(AttestationsTests.digest)\"}}, \"byproducts\": {\"stdout\": \"s3cret\"}}}",
      "train.1234.link", ["m.bin"])
    #expect(
      link.format == "in-toto-link" && link.fact("matching_subjects") == "1" && !shown(link.facts).contains("s3cret"))
    let summary = try item(
      statement(
        subjects: subject("a", AttestationsTests.other), type: "https://slsa.dev/verification_summary/v1",
        predicate: "{\"verificationResult\": \"FAILED\"}"))
    #expect(summary.fact("result") == "FAILED" && summary.fact("builder") == "–")
  }

  @Test("that is broken proves nothing")
  func broken() throws {
    let good = statement(subjects: subject("a", AttestationsTests.other))
    for (path, text, id) in [
      ("a.intoto.jsonl", "", "evidence.not-of-kind"), ("a.intoto.jsonl", "{}", "evidence.not-of-kind"),
      ("a.intoto.jsonl", String(envelope(good).dropLast(9)), "json.syntax"),
      ("a.slsa", "{\"payloadType\": \"x\", \"payload\": \"ab*\", \"signatures\": []}", "evidence.broken-attestation"),
      (
        "a.slsa", "{\"payloadType\": \"x\", \"payload\": \"\(base64("{"))\", \"signatures\": []}",
        "evidence.broken-attestation"
      ),
      (
        "a.slsa", "{\"payloadType\": \"x\", \"payload\": \"\(base64("{}"))\", \"signatures\": []}",
        "evidence.broken-attestation"
      ),
      ("a.slsa", "{\"payloadType\": \"x\", \"payload\": \"\", \"signatures\": []}", "evidence.broken-attestation"),
      (
        "a.sigstore", "{\"mediaType\": \"application/vnd.dev.sigstore.bundle+json;version=0.1\"}",
        "evidence.broken-attestation"
      ),
      ("a.intoto", statement(subjects: ""), "evidence.broken-attestation"),
      ("x.att", "{\"payloadType\": 1", "json.syntax"),
    ] {
      let evidence = try TemporaryProject([:]).with(path, text).evidence()
      #expect(evidence.problems == ["attestations \(path) \(id)"])
      #expect(evidence.items.isEmpty)
    }
  }

  @Test("is not a signature alone, nor what only lies beside")
  func alone() throws {
    let evidence = try TemporaryProject([
      "a.sig": "MEUCIQ==", "attestations/x.json": "{\"scanner\": {}}", "b.link": "../x", "c.att": "text",
    ]).evidence()
    #expect(evidence.items.isEmpty && evidence.problems.isEmpty)
  }

  @Test(
    "is decoded from Base64 of both alphabets",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zg", "f"), ("Zm8=", "fo"), ("Zm8", "fo"), ("Zm9v", "foo"),
      ("Zm9v\nYmFy\r\n", "foobar"), ("Pz8_", "???"), ("Pz8/", "???"),
      ("Z", nil), ("Zg=", nil), ("Zg=a", nil), ("Zm9v=", nil), ("Z*==", nil), ("====", nil),
    ])
  func decoding(text: String, expected: String?) {
    #expect(Base64.decoded(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
  }
}
