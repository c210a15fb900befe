import Diagnostics
import Documents

/// SPDX 2.2 and 2.3 (spdx.github.io/spdx-spec), in JSON and as tags with values: documents of packages.
enum SPDX {
  static func bill(json root: Node) -> BillOfMaterials? {
    guard let version = root["spdxVersion"], version.text?.startsWithBytes("SPDX-2.") == true else { return nil }
    var bill = BillOfMaterials(format: "spdx")
    bill.version = SPDX.version(version)
    bill.serialNumber = root["documentNamespace"]
    bill.createdAt = statedTime(root["creationInfo"]?["created"])
    for creator in root["creationInfo"]?["creators"]?.elements ?? [] where bill.tool == nil {
      bill.tool = creator.text.flatMap(tool)
    }
    for package in root["packages"]?.elements ?? [] {
      let references = package["externalRefs"]?.elements ?? []
      bill.add(
        BillOfMaterials.Component(
          name: package["name"], version: package["versionInfo"],
          hasLicense: [package["licenseConcluded"], package["licenseDeclared"]].contains {
            BillOfMaterials.isStated($0?.text)
          },
          hasHash: package["checksums"]?.elements.contains { BillOfMaterials.isStated($0["checksumValue"]?.text) }
            ?? false,
          hasPackageURL: references.contains { $0["referenceType"]?.text?.hasBytes("purl") == true }))
    }
    return bill
  }

  /// `Tag: value` on each line, values of several lines between `<text>` and `</text>`.
  static func bill(tags file: SourceFile) throws(Diagnostic) -> BillOfMaterials? {
    var bill: BillOfMaterials?
    var package: BillOfMaterials.Component?
    for line in TaggedLines(file) {
      let value = Node(.text(line.value), at: line.place)
      if bill == nil {
        guard line.tag.hasBytes("SPDXVersion"), line.value.startsWithBytes("SPDX-2.") else { return nil }
        bill = BillOfMaterials(format: "spdx")
        bill?.version = version(value)
      }
      guard line.isClosed else {
        throw Diagnostic(.error, id: "evidence.truncated", "the text that starts here has no end", at: line.place)
      }
      switch line.tag {
      case "DocumentNamespace": bill?.serialNumber = value
      case "Created": bill?.createdAt = statedTime(value)
      case "Creator": if bill?.tool == nil { bill?.tool = tool(line.value) }
      case "PackageName":
        if let package { bill?.add(package) }
        package = BillOfMaterials.Component(name: value)
      case "PackageVersion": package?.version = value
      case "PackageLicenseConcluded", "PackageLicenseDeclared":
        if BillOfMaterials.isStated(line.value) { package?.hasLicense = true }
      case "PackageChecksum": package?.hasHash = true
      case "ExternalRef": if line.value.containsBytes(" purl ") { package?.hasPackageURL = true }
      default: break
      }
    }
    if let package { bill?.add(package) }
    return bill
  }

  private static func version(_ node: Node) -> Node {
    Node(.text(String(Substring((node.text ?? "").utf8.dropFirst("SPDX-".utf8.count)))), at: node.range)
  }

  /// `Tool: syft-1.18.1`: the version follows the last hyphen. People and organisations are nobody's business.
  private static func tool(_ creator: String) -> EvidenceItem.Tool? {
    guard creator.startsWithBytes("Tool:") else { return nil }
    let text = String(Substring(creator.utf8.dropFirst(5))).trimmed
    guard !text.isEmpty else { return nil }
    if let hyphen = text.utf8.lastIndex(of: UInt8(ascii: "-")) {
      let version = text[text.utf8.index(after: hyphen)...]
      if version.utf8.first.map({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "v") }) == true {
        return .init(name: String(text[..<hyphen]).shortened(to: 200), version: String(version).shortened(to: 100))
      }
    }
    return .init(name: text.shortened(to: 200))
  }
}

/// The tags of an SPDX document, with their values and places.
private struct TaggedLines: Sequence, IteratorProtocol {
  struct Line {
    var tag: String
    var value: String
    var place: SourceRange
    /// False where a text has no end.
    var isClosed = true
  }

  private let file: SourceFile
  private let bytes: [UInt8]
  private var at = 0

  init(_ file: SourceFile) {
    self.file = file
    bytes = file.bytes
  }

  mutating func next() -> Line? {
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      let text = bytes[start..<at].trimmed
      at += 1
      guard text.first != UInt8(ascii: "#"), let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let tag = String(decoding: text[..<colon], as: UTF8.self)
      let value = text[(colon + 1)...].trimmed
      var line = Line(
        tag: tag, value: String(decoding: value, as: UTF8.self), place: file.range(text.startIndex..<text.endIndex))
      if value.starts(with: "<text>"), !line.value.containsBytes("</text>") { line.isClosed = skipText() }
      return line
    }
    return nil
  }

  private mutating func skipText() -> Bool {
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      let line = bytes[start..<at]
      at += 1
      if Array(line).containsBytes("</text>") { return true }
    }
    return false
  }
}
