import Diagnostics
import Documents

/// SPDX 3.0 in JSON-LD (spdx.github.io/spdx-spec/v3.0.1): one graph of packages, models, data sets, and relationships that
/// say which licence whose is and what was trained on what.
struct SPDXGraph {
  private let elements: [Node]
  /// The ids of what has a licence; keys are bytes.
  private var licensed: Set<[UInt8]> = []
  /// How many data sets a model was trained or tested on, by its id.
  private var datasets: [[UInt8]: Int] = [:]

  private static let packages: Set<String> = ["software_Package", "ai_AIPackage", "dataset_DatasetPackage"]

  static func bill(json root: Node) -> BillOfMaterials? {
    let contexts = [root["@context"]].compactMap { $0 } + (root["@context"]?.elements ?? [])
    guard contexts.contains(where: { $0.text?.startsWithBytes("https://spdx.org/rdf/3.") == true }),
      case .list(let elements)? = root["@graph"]?.content
    else { return nil }
    return SPDXGraph(elements).bill
  }

  private init(_ elements: [Node]) {
    self.elements = elements
    for element in elements {
      guard let type = element["relationshipType"]?.text, let from = element["from"]?.text else { continue }
      let targets = element["to"]?.elements ?? []
      switch type {
      case "hasDeclaredLicense", "hasConcludedLicense":
        if targets.contains(where: SPDXGraph.isLicense) { licensed.insert(Array(from.utf8)) }
      case "trainedOn", "testedOn": datasets[Array(from.utf8), default: 0] += targets.count
      default: break
      }
    }
  }

  private static func isLicense(_ target: Node) -> Bool {
    guard let text = target.text else { return false }
    let name = asciiLowercased(text.lastPathPart)
    return BillOfMaterials.isStated(name) && !name.endsWithBytes("noassertionlicense")
      && !name.endsWithBytes("nonelicense")
  }

  private var bill: BillOfMaterials {
    var bill = BillOfMaterials(format: "spdx")
    for element in elements {
      let type = element["type"]?.text ?? element["@type"]?.text ?? ""
      if type.hasBytes("CreationInfo") {
        bill.version = bill.version ?? element["specVersion"]
        bill.createdAt = bill.createdAt ?? statedTime(element["created"])
      } else if type.hasBytes("SpdxDocument") {
        bill.serialNumber = element["spdxId"]
      } else if type.hasBytes("Tool"), bill.tool == nil {
        bill.tool = element["name"]?.text.map { EvidenceItem.Tool(name: $0.shortened(to: 200)) }
      }
      guard SPDXGraph.packages.contains(type) else { continue }
      let id = Array((element["spdxId"]?.text ?? "").utf8)
      let component = component(element, id)
      bill.add(component)
      if type.hasBytes("dataset_DatasetPackage") { bill.datasets.append(component) }
      if type.hasBytes("ai_AIPackage") { bill.models.append(model(element, id, component)) }
    }
    return bill
  }

  private func component(_ element: Node, _ id: [UInt8]) -> BillOfMaterials.Component {
    let address = element["software_packageUrl"]?.text ?? ""
    return BillOfMaterials.Component(
      name: element["name"], version: element["software_packageVersion"], hasLicense: licensed.contains(id),
      hasHash: element["verifiedUsing"]?.elements.contains { BillOfMaterials.isStated($0["hashValue"]?.text) } ?? false,
      hasPackageURL: address.startsWithBytes("pkg:")
        || element["externalIdentifier"]?.elements.contains {
          $0["externalIdentifierType"]?.text?.hasBytes("packageUrl") == true
        }
          ?? false
    )
  }

  /// What CycloneDX calls a card stands in the package itself.
  private func model(_ element: Node, _ id: [UInt8], _ component: BillOfMaterials.Component) -> BillOfMaterials.Model {
    var model = BillOfMaterials.Model(component: component, place: element.range)
    model.hasCard = element.entries.contains { $0.key.startsWithBytes("ai_") }
    model.task = element["ai_domain"]?.elements.first
    model.metrics = element["ai_metric"]?.elements.count ?? 0
    model.datasets = datasets[id] ?? 0
    if BillOfMaterials.isStated(element["ai_limitation"]?.text) { model.considerations.insert("technicalLimitations") }
    if BillOfMaterials.isStated(element["ai_informationAboutApplication"]?.text) {
      model.considerations.insert("useCases")
    }
    return model
  }
}
