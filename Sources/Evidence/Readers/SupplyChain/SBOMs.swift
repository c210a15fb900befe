import Diagnostics
import Documents
import XML

/// `sboms`: bills of materials, of software and of models: CycloneDX in JSON and XML, SPDX 2 in JSON and as tags,
/// and SPDX 3.
struct SBOMs: ArtifactReader {
  let kind = "sboms"
  let fileEndings = [".json", ".xml", ".spdx"]

  private static let folders: Set<String> = ["sbom", "sboms", "bom", "aibom", "mlbom"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      guard fileEndings.contains(where: { file.name.endsWithBytes($0) }) else { return false }
      return SBOMs.isNamed(file.name) || SBOMs.folders.contains(asciiLowercased(parentFolder(file.path).lastPathPart))
    }
  }

  /// Whether the name says what it is: then a file that cannot be read is a broken bill, not something else.
  private static func isNamed(_ name: String) -> Bool {
    name.endsWithBytes(".spdx") || name.hasBytes("bom.json") || name.hasBytes("bom.xml")
      || [".cdx.", "sbom", ".spdx.", "cyclonedx", "aibom", "mlbom", "ml-bom", ".bom."].contains {
        name.containsBytes($0)
      }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let name = asciiLowercased(candidate.path.lastPathPart)
    let isNamed = candidate.isDeclared || SBOMs.isNamed(name)
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return isNamed ? .unreadable(candidate.path, error) : .notThisKind
    }
    do throws(DiagnosticsError) {
      if let item = try item(of: file, limits: limits) { return .items([item]) }
      return isNamed
        ? .unreadable(file, [.notOfKind("a bill of materials in CycloneDX or SPDX", at: file.whole)]) : .notThisKind
    } catch {
      let says = ["bomFormat", "spdx.org/rdf/3", "SPDXVersion", "spdxVersion", "cyclonedx.org/schema/bom"].contains {
        file.bytes.containsBytes($0)
      }
      return isNamed || says ? .unreadable(file, error.diagnostics) : .notThisKind
    }
  }

  private func item(of file: SourceFile, limits: Limits) throws(DiagnosticsError) -> EvidenceItem? {
    var bill: BillOfMaterials?
    var notes: [Diagnostic] = []
    switch file.bytes[...].trimmed.first {
    case UInt8(ascii: "{"):
      let document = try Document.json(file, limits: limits).valid()
      guard let root = document.root else { return nil }
      bill = CycloneDX.bill(json: root) ?? SPDX.bill(json: root) ?? SPDXGraph.bill(json: root)
      notes = document.diagnostics
    case UInt8(ascii: "<"):
      guard let version = try CycloneDX.version(xml: file, limits: limits) else { return nil }
      let document = try Document.xml(file, limits: limits).valid()
      bill = document.root.map { CycloneDX.bill(xml: $0, version: version) }
      notes = document.diagnostics
    default:
      guard String(validating: file.bytes, as: UTF8.self) != nil else {
        throw DiagnosticsError([.notOfKind("text in UTF-8", at: file.whole)])
      }
      do {
        bill = try SPDX.bill(tags: file)
      } catch {
        throw DiagnosticsError([error])
      }
    }
    guard let bill else { return nil }
    var facts = Facts(at: file.whole)
    bill.describe(&facts)
    var item = EvidenceItem(kind: kind, format: bill.format, range: file.whole, facts: facts.node)
    item.tool = bill.tool
    item.producedAt = bill.createdAt
    item.diagnostics = notes
    return item
  }
}
