import Diagnostics
import Documents

/// A statement with the envelope that it came in, whichever of the many.
struct SignedStatement {
  /// `dsse`, `sigstore-bundle`, `statement` without an envelope, `gcb-provenance`, `in-toto-link`.
  var format: String
  /// What is signed; none for a signature over a file's bytes.
  private var statement: Node?
  private(set) var subjects: [Subject] = []
  private(set) var provenance = Provenance()
  private var signatures = 0
  private var logEntries: [Node] = []
  let place: SourceRange
  private let path: String

  /// A file that is spoken of.
  struct Subject {
    var name: String
    /// The SHA-256, as hexadecimal digits; nil where only other digests are stated.
    var sha256: String?
    /// Whether its name is a path below the folder that was signed.
    var isResource = false
  }

  private static let modelSigning = "https://model_signing/signature/"
  private static let mostSubjects = 1000

  private init(_ format: String, at place: SourceRange, of file: SourceFile) {
    self.format = format
    self.place = place
    path = file.path
  }

  /// The statements in a value; none where it is something else.
  static func all(
    in node: Node, at place: SourceRange, of file: SourceFile, limits: Limits
  ) throws(Diagnostic) -> [SignedStatement] {
    // GitHub's interface hands several out.
    if let list = node["attestations"]?.elements, !list.isEmpty {
      var all: [SignedStatement] = []
      for element in list {
        guard let bundle = element["bundle"] else { continue }
        all += try SignedStatement.all(in: bundle, at: place, of: file, limits: limits)
      }
      return all
    }
    if let builds = node["provenance_summary"]?["provenance"]?.elements {
      var all: [SignedStatement] = []
      for build in builds {
        guard let envelope = build["envelope"] else { continue }
        var signed = SignedStatement("gcb-provenance", at: place, of: file)
        try signed.open(envelope, limits)
        all.append(signed)
      }
      guard !all.isEmpty else { throw .brokenStatement("it holds no provenance", at: place) }
      return all
    }
    if node["mediaType"]?.text?.startsWithBytes("application/vnd.dev.sigstore.bundle") == true {
      return [try bundle(node, at: place, of: file, limits)]
    }
    if node["payloadType"] != nil, node["payload"] != nil {
      var signed = SignedStatement("dsse", at: place, of: file)
      try signed.open(node, limits)
      return [signed]
    }
    if let link = node["signed"], link["_type"]?.text?.hasBytes("link") == true {
      var signed = SignedStatement("in-toto-link", at: place, of: file)
      signed.countSignatures(node["signatures"])
      try signed.take(link)
      return [signed]
    }
    guard isStatement(node) else { return [] }
    var signed = SignedStatement("statement", at: place, of: file)
    try signed.take(node)
    return [signed]
  }

  private static func isStatement(_ node: Node) -> Bool {
    node["_type"]?.text?.startsWithBytes("https://in-toto.io/Statement/") == true
  }

  private static func bundle(
    _ node: Node, at place: SourceRange, of file: SourceFile, _ limits: Limits
  ) throws(Diagnostic) -> SignedStatement {
    var signed = SignedStatement("sigstore-bundle", at: place, of: file)
    signed.logEntries = node["verificationMaterial"]?["tlogEntries"]?.elements ?? []
    if let envelope = node["dsseEnvelope"] {
      try signed.open(envelope, limits)
    } else if let message = node["messageSignature"], message["signature"]?.text?.isEmpty == false {
      signed.signatures = 1
      guard let digest = message["messageDigest"]?["digest"]?.text.flatMap({ Base64.decoded(Array($0.utf8)) }) else {
        throw .brokenStatement("it states no digest", at: place)
      }
      // The file that it lies beside: `model.onnx.sigstore.json` speaks of `model.onnx`.
      var name = file.path.lastPathPart
      for ending in [".json", ".sigstore", ".sig"] where name.endsWithBytes(ending) {
        name = String(Substring(name.utf8.dropLast(ending.utf8.count)))
      }
      let isSHA256 = message["messageDigest"]?["algorithm"]?.scalarText?.hasBytes("SHA2_256") == true
      signed.subjects = [Subject(name: name, sha256: isSHA256 ? hexadecimal(digest) : nil)]
    } else {
      throw .brokenStatement("the bundle holds neither an envelope nor a signature", at: place)
    }
    return signed
  }

  /// DSSE (github.com/secure-systems-lab/dsse): the statement in Base64, and signatures.
  private mutating func open(_ envelope: Node, _ limits: Limits) throws(Diagnostic) {
    countSignatures(envelope["signatures"])
    guard let payload = envelope["payload"]?.text, let bytes = Base64.decoded(Array(payload.utf8)), !bytes.isEmpty
    else {
      throw .brokenStatement("its payload is no Base64", at: place)
    }
    let document = Document.json(SourceFile(path: path, bytes: bytes), limits: limits)
    guard let root = document.root, !document.diagnostics.hasErrors else {
      throw .brokenStatement("its payload is no JSON", at: place)
    }
    guard SignedStatement.isStatement(root) || root["_type"]?.text?.hasBytes("link") == true else {
      throw .brokenStatement("its payload is no statement of in-toto", at: place)
    }
    try take(root)
  }

  private mutating func countSignatures(_ list: Node?) {
    signatures = list?.elements.count { !($0["sig"]?.text?.isEmpty ?? true) } ?? 0
  }

  private mutating func take(_ statement: Node) throws(Diagnostic) {
    self.statement = statement
    provenance = Provenance(statement)
    let predicate = statement["predicate"]
    if statement["_type"]?.text?.hasBytes("link") == true {
      for product in statement["products"]?.entries ?? [] {
        subjects.append(Subject(name: product.key, sha256: SignedStatement.digest(product.value["sha256"])))
      }
      return
    }
    if statement["predicateType"]?.text?.startsWithBytes(SignedStatement.modelSigning) == true {
      // Its only subject is the list of files that stands in the predicate.
      for resource in predicate?["resources"]?.elements ?? [] {
        guard let name = resource["name"]?.text else { continue }
        let isSHA256 = resource["algorithm"]?.text?.hasBytes("sha256") == true
        subjects.append(
          Subject(name: name, sha256: isSHA256 ? SignedStatement.digest(resource["digest"]) : nil, isResource: true))
      }
    } else {
      for subject in statement["subject"]?.elements ?? [] {
        subjects.append(
          Subject(name: subject["name"]?.text ?? "", sha256: SignedStatement.digest(subject["digest"]?["sha256"])))
      }
    }
    guard !subjects.isEmpty else { throw .brokenStatement("it speaks of no file", at: place) }
  }

  private static func digest(_ node: Node?) -> String? {
    node?.text.map { asciiLowercased($0) }.flatMap { Digest(hex: $0)?.hex }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 32 else { return nil }
    return digest(
      Node(
        .text(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()),
        at: SourceFile(path: "", bytes: []).whole))
  }

  /// When it was made: as the build states it, or when the transparency log took it in.
  var producedAt: StatedTime? {
    if let time = provenance.finished ?? provenance.started { return time }
    if let text = statement?["predicate"]?["Timestamp"]?.text { return StatedTime(text) }
    return logEntries.compactMap { $0["integratedTime"]?.wholeNumber.flatMap { StatedTime(seconds: $0) } }.first
  }

  func describe(_ facts: inout Facts, _ files: SubjectFiles) {
    let type = statement?["_type"]?.text
    facts.set("statement_version", text: type.map { $0.lastPathPart }, limit: 50)
    facts.set("predicate_type", text: statement?["predicateType"]?.text, limit: 300)
    let shown = subjects.prefix(SignedStatement.mostSubjects)
    let matches = files.matches(of: Array(shown), statedIn: path)
    facts.set(
      "subjects",
      list: zip(shown, matches).map { subject, match in
        var entry = Facts(at: facts.range)
        entry.set("name", text: subject.name, limit: 500)
        entry.set("sha256", text: subject.sha256)
        entry.set("matches_file", flag: match)
        return entry.node
      })
    facts.set("subjects_left_out", count: subjects.count - shown.count)
    facts.set("matching_subjects", count: matches.count { $0 == true })
    facts.set("differing_subjects", count: matches.count { $0 == false })
    facts.set("unknown_subjects", count: matches.count { $0 == nil } + subjects.count - shown.count)
    provenance.describe(&facts)
    facts.set(
      "result", text: statement?["predicate"]?["verificationResult"]?.text ?? statement?["predicate"]?["result"]?.text,
      limit: 50)
    facts.set("signatures", count: signatures)
    facts.set("transparency_entries", count: format.hasBytes("sigstore-bundle") ? logEntries.count : nil)
    facts.set("verified", text: "not-checked")
  }
}
