import Diagnostics
import Documents

/// What all dialects of bills of materials come to: components, counted by what is said of them.
struct BillOfMaterials {
  struct Component {
    var name: Node?
    var version: Node?
    var hasLicense = false
    var hasHash = false
    var hasPackageURL = false
  }

  /// A component that is a model, with what its card says.
  struct Model {
    var component: Component
    var place: SourceRange
    var hasCard = false
    var task: Node?
    var metrics = 0
    var datasets = 0
    var considerations: Set<String> = []
  }

  /// How bad a vulnerability is, from what is not known to the worst.
  enum Severity: String, CaseIterable, Comparable {
    case unknown, info, low, medium, high, critical

    static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
  }

  let format: String
  var version: Node?
  var serialNumber: Node?
  var subject: Component?
  var tool: EvidenceItem.Tool?
  var createdAt: Node?
  var models: [Model] = []
  var datasets: [Component] = []
  /// Whether it lists vulnerabilities at all.
  var listsVulnerabilities = false
  private(set) var components = 0
  private var versions = 0
  private var licenses = 0
  private var hashes = 0
  private var packageURLs = 0
  private var unlicensed: [Node] = []
  private var open: [Severity: Int] = [:]
  private var dismissed = 0

  private static let mostListed = 200

  init(format: String) { self.format = format }

  mutating func add(_ component: Component) {
    components += 1
    if BillOfMaterials.isStated(component.version?.scalarText) { versions += 1 }
    if component.hasHash { hashes += 1 }
    if component.hasPackageURL { packageURLs += 1 }
    if component.hasLicense {
      licenses += 1
    } else if unlicensed.count < BillOfMaterials.mostListed, let name = component.name,
      let text = name.scalarText?.trimmed
    {
      if !text.isEmpty { unlicensed.append(Node(.text(text.shortened(to: 300)), at: name.range)) }
    }
  }

  mutating func addVulnerability(_ severity: Severity, isDismissed: Bool) {
    if isDismissed { dismissed += 1 } else { open[severity, default: 0] += 1 }
  }

  /// Whether a text says something: not one of the words for nothing.
  static func isStated(_ text: String?) -> Bool {
    guard let text else { return false }
    return !["", "noassertion", "none", "unknown", "unspecified", "n/a", "null", "-", "?"].contains(
      asciiLowercased(text.trimmed))
  }

  func describe(_ facts: inout Facts) {
    facts.set("spec_version", textOf: version, limit: 50)
    facts.set("serial_number", textOf: serialNumber, limit: 300)
    facts.set("subject_name", textOf: subject?.name, limit: 300)
    facts.set("subject_version", textOf: subject?.version, limit: 200)
    facts.set("components", count: components)
    facts.set("with_version", count: versions)
    facts.set("with_license", count: licenses)
    facts.set("with_hash", count: hashes)
    facts.set("with_purl", count: packageURLs)
    facts.set("unlicensed", count: components - licenses)
    facts.set("unlicensed_components", list: unlicensed)
    facts.set("models", list: models.prefix(BillOfMaterials.mostListed).map(node))
    facts.set("datasets", list: datasets.prefix(BillOfMaterials.mostListed).map { node($0, facts.range) })
    guard listsVulnerabilities else { return }
    var counts = Facts(at: facts.range)
    for severity in Severity.allCases.reversed() { counts.set(severity.rawValue, count: open[severity] ?? 0) }
    facts.set("vulnerabilities", counts.node)
    facts.set("dismissed_vulnerabilities", count: dismissed)
  }

  private func node(_ component: Component, _ place: SourceRange) -> Node {
    var facts = Facts(at: component.name?.range ?? place)
    facts.set("name", textOf: component.name, limit: 300)
    facts.set("version", textOf: component.version, limit: 200)
    return facts.node
  }

  private func node(_ model: Model) -> Node {
    var facts = Facts(at: model.place)
    facts.set("name", textOf: model.component.name, limit: 300)
    facts.set("version", textOf: model.component.version, limit: 200)
    facts.set("has_model_card", flag: model.hasCard)
    guard model.hasCard else { return facts.node }
    facts.set("task", textOf: model.task, limit: 300)
    facts.set("metrics", count: model.metrics)
    facts.set("datasets", count: model.datasets)
    facts.set("states_limitations", flag: model.considerations.contains("technicalLimitations"))
    facts.set("states_use_cases", flag: model.considerations.contains("useCases"))
    facts.set("states_ethical_considerations", flag: model.considerations.contains("ethicalConsiderations"))
    facts.set("states_fairness", flag: model.considerations.contains("fairnessAssessments"))
    return facts.node
  }
}
