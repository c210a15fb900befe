import Diagnostics
import Documents
import XML

/// CycloneDX (cyclonedx.org, ECMA-424), versions 1.0 to 1.7, in JSON and in XML: the same elements in two spellings.
enum CycloneDX {
  private static let namespace = "http://cyclonedx.org/schema/bom/"

  /// Analyses that say that a vulnerability is none here, or none any more.
  private static let dismissals: Set<String> = [
    "resolved", "resolved_with_pedigree", "false_positive", "not_affected",
  ]

  // MARK: - JSON

  static func bill(json root: Node) -> BillOfMaterials? {
    guard root["bomFormat"]?.text?.hasBytes("CycloneDX") == true, root["specVersion"]?.scalarText != nil else {
      return nil
    }
    var bill = BillOfMaterials(format: "cyclonedx")
    bill.version = root["specVersion"]
    bill.serialNumber = root["serialNumber"]
    let metadata = root["metadata"]
    bill.createdAt = statedTime(metadata?["timestamp"])
    bill.subject = metadata?["component"].map(component)
    let tools = metadata?["tools"]
    // Until 1.4 a list of tools, since then components and services.
    bill.tool = (tools?.elements.first ?? tools?["components"]?.elements.first).flatMap { tool in
      tool["name"]?.scalarText.map {
        EvidenceItem.Tool(name: $0.shortened(to: 200), version: tool["version"]?.scalarText?.shortened(to: 100))
      }
    }
    for node in root["components"]?.elements ?? [] { add(node, to: &bill) }
    if case .list(let vulnerabilities)? = root["vulnerabilities"]?.content {
      bill.listsVulnerabilities = true
      for vulnerability in vulnerabilities {
        let severities = vulnerability["ratings"]?.elements.map { severity($0["severity"]?.text) } ?? []
        bill.addVulnerability(worst(severities), isDismissed: isDismissed(vulnerability["analysis"]?["state"]?.text))
      }
    }
    return bill
  }

  /// A component and those in it. Their depth is bounded by the document's.
  private static func add(_ node: Node, to bill: inout BillOfMaterials) {
    let own = component(node)
    bill.add(own)
    switch node["type"]?.text {
    case "machine-learning-model": bill.models.append(model(node, own))
    case "data": bill.datasets.append(own)
    default: break
    }
    for inner in node["components"]?.elements ?? [] { add(inner, to: &bill) }
  }

  private static func component(_ node: Node) -> BillOfMaterials.Component {
    let licenses = node["licenses"]?.elements ?? []
    return BillOfMaterials.Component(
      name: node["name"], version: node["version"],
      hasLicense: licenses.contains { license in
        [license["expression"], license["license"]?["id"], license["license"]?["name"]].contains {
          BillOfMaterials.isStated($0?.scalarText)
        }
      },
      hasHash: node["hashes"]?.elements.contains { BillOfMaterials.isStated($0["content"]?.scalarText) } ?? false,
      hasPackageURL: node["purl"]?.text?.startsWithBytes("pkg:") ?? false)
  }

  private static func model(_ node: Node, _ component: BillOfMaterials.Component) -> BillOfMaterials.Model {
    var model = BillOfMaterials.Model(component: component, place: node.range)
    guard let card = node["modelCard"], !card.entries.isEmpty else { return model }
    model.hasCard = true
    let parameters = card["modelParameters"]
    model.task = parameters?["task"]
    model.datasets = parameters?["datasets"]?.elements.count ?? 0
    model.metrics =
      card["quantitativeAnalysis"]?["performanceMetrics"]?.elements.count { $0["value"]?.scalarText != nil } ?? 0
    for entry in card["considerations"]?.entries ?? [] where !entry.value.elements.isEmpty {
      model.considerations.insert(entry.key)
    }
    return model
  }

  // MARK: - XML

  /// The version of the format, where a file's root is one of CycloneDX.
  static func version(xml file: SourceFile, limits: Limits) throws(DiagnosticsError) -> Node? {
    do throws(Diagnostic) {
      var cursor = try XMLCursor(file, limits: limits.xml)
      guard try cursor.next() == .elementStart, cursor.elementName.hasBytes("bom"), let space = cursor.namespace,
        space.startsWithBytes(namespace)
      else { return nil }
      return Node(.text(String(Substring(space.utf8.dropFirst(namespace.utf8.count)))), at: cursor.place)
    } catch {
      throw DiagnosticsError([error])
    }
  }

  static func bill(xml root: Node, version: Node) -> BillOfMaterials {
    let root = XMLElement(root)
    var bill = BillOfMaterials(format: "cyclonedx")
    bill.version = version
    bill.serialNumber = root.attribute("serialNumber")
    let metadata = root["metadata"]
    bill.createdAt = statedTime(metadata?["timestamp"]?.text)
    bill.subject = metadata?["component"].map(component)
    let tools = metadata?["tools"]
    bill.tool = (tools?["tool"] ?? tools?["components"]?["component"]).flatMap { tool in
      tool["name"]?.text.scalarText.map {
        EvidenceItem.Tool(
          name: $0.trimmed.shortened(to: 200), version: tool["version"]?.text.scalarText?.trimmed.shortened(to: 100))
      }
    }
    for element in root["components"]?.all("component") ?? [] { add(element, to: &bill) }
    if let vulnerabilities = root["vulnerabilities"] {
      bill.listsVulnerabilities = true
      for vulnerability in vulnerabilities.all("vulnerability") {
        let severities =
          vulnerability["ratings"]?.all("rating").map { severity($0["severity"]?.text.text?.trimmed) } ?? []
        bill.addVulnerability(
          worst(severities), isDismissed: isDismissed(vulnerability["analysis"]?["state"]?.text.text?.trimmed))
      }
    }
    return bill
  }

  private static func add(_ element: XMLElement, to bill: inout BillOfMaterials) {
    let own = component(element)
    bill.add(own)
    switch element.attribute("type")?.text {
    case "machine-learning-model": bill.models.append(model(element, own))
    case "data": bill.datasets.append(own)
    default: break
    }
    for inner in element["components"]?.all("component") ?? [] { add(inner, to: &bill) }
  }

  private static func component(_ element: XMLElement) -> BillOfMaterials.Component {
    let licenses = element["licenses"]
    let names = licenses?.all("license").flatMap { [$0["id"], $0["name"]] } ?? []
    return BillOfMaterials.Component(
      name: element["name"]?.text, version: element["version"]?.text,
      hasLicense: (names + [licenses?["expression"]]).contains { BillOfMaterials.isStated($0?.text.text) },
      hasHash: element["hashes"]?.all("hash").contains { BillOfMaterials.isStated($0.text.text) } ?? false,
      hasPackageURL: element["purl"]?.text.text?.trimmed.startsWithBytes("pkg:") ?? false)
  }

  private static func model(_ element: XMLElement, _ component: BillOfMaterials.Component) -> BillOfMaterials.Model {
    var model = BillOfMaterials.Model(component: component, place: element.place)
    guard let card = element["modelCard"], !card.children.isEmpty else { return model }
    model.hasCard = true
    let parameters = card["modelParameters"]
    model.task = parameters?["task"]?.text
    model.datasets = parameters?["datasets"]?.children.count ?? 0
    model.metrics =
      card["quantitativeAnalysis"]?["performanceMetrics"]?.all("performanceMetric").count {
        BillOfMaterials.isStated($0["value"]?.text.text)
      } ?? 0
    for consideration in card["considerations"]?.children ?? [] where !consideration.children.isEmpty {
      model.considerations.insert(consideration.name)
    }
    return model
  }

  // MARK: - Both

  private static func severity(_ word: String?) -> BillOfMaterials.Severity {
    switch word.map({ asciiLowercased($0) }) {
    case "critical": .critical
    case "high": .high
    case "medium": .medium
    case "low": .low
    case "info", "none": .info
    default: .unknown
    }
  }

  /// Of several ratings the worst counts; of none, and of those that say nothing, nothing is known.
  private static func worst(_ severities: [BillOfMaterials.Severity]) -> BillOfMaterials.Severity {
    severities.max() ?? .unknown
  }

  private static func isDismissed(_ state: String?) -> Bool { state.map(dismissals.contains) ?? false }
}

/// A time that a document states, with its place; nil where it is none.
func statedTime(_ node: Node?) -> Node? {
  guard let node, let time = node.scalarText.flatMap(StatedTime.init) else { return nil }
  return Node(.text(time.text), at: node.range)
}

/// An element of the tree that `Document.xml` makes.
struct XMLElement {
  private let node: Node

  init(_ node: Node) { self.node = node }

  var name: String { node["name"]?.text ?? "" }
  /// What stands in it, as a node with its place.
  var text: Node { node["text"] ?? node }
  var place: SourceRange { node.range }
  var children: [XMLElement] { node["children"]?.elements.map(XMLElement.init) ?? [] }

  func attribute(_ name: String) -> Node? { node["attributes"]?[name] }

  /// The first element of a name in it.
  subscript(name: String) -> XMLElement? {
    node["children"]?.elements.first { $0["name"]?.text?.hasBytes(name) == true }.map(XMLElement.init)
  }

  /// All elements of a name in it.
  func all(_ name: String) -> [XMLElement] {
    (node["children"]?.elements ?? []).filter { $0["name"]?.text?.hasBytes(name) == true }.map(XMLElement.init)
  }
}
