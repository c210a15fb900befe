import Diagnostics
import Readiness

/// The frameworks that apply as SARIF's taxonomies: those of their controls that rules of the run serve. A rule's
/// relationships name them by their positions.
struct SARIFTaxonomies {
  /// A framework with the controls that are served.
  struct Taxonomy {
    var assessed: FrameworkAssessment
    var taxa: [ControlAssessment]
  }

  /// Where a control stands.
  struct Place: Hashable {
    var taxonomy: Int
    var taxon: Int
  }

  private(set) var taxonomies: [Taxonomy] = []
  /// By the rules' ids, as bytes: a rule that several rubrics have serves its controls in each.
  private var served: [[UInt8]: [Place]] = [:]

  /// No taxonomies.
  static let none = SARIFTaxonomies()

  private init() {}

  init(_ assessment: Assessment) {
    for assessed in assessment.compliance {
      var taxonomy = Taxonomy(assessed: assessed, taxa: [])
      for control in assessed.controls where control.status != .notApplicable {
        let place = Place(taxonomy: taxonomies.count, taxon: taxonomy.taxa.count)
        var ids: Set<[UInt8]> = []
        for judged in control.rules.compactMap(\.judged) {
          ids.insert(Array(assessment.rubrics[judged.rubric].rules[judged.rule].rule.id.utf8))
        }
        guard !ids.isEmpty else { continue }
        for id in ids { served[id, default: []].append(place) }
        taxonomy.taxa.append(control)
      }
      if !taxonomy.taxa.isEmpty { taxonomies.append(taxonomy) }
    }
  }

  /// The controls that a rule serves, in the frameworks' order.
  func places(servedBy rule: RuleAssessment) -> [Place] { served[Array(rule.rule.id.utf8)] ?? [] }
}

extension SARIFRun {
  /// Which taxonomies the tool's rules speak of.
  func supportedTaxonomies() {
    guard !taxonomies.taxonomies.isEmpty else { return }
    json.array("supportedTaxonomies", Array(taxonomies.taxonomies.indices)) { index in
      json.line { reference(to: index) }
    }
  }

  func relationships(of rule: RuleAssessment) {
    let places = taxonomies.places(servedBy: rule)
    guard !places.isEmpty else { return }
    json.array("relationships", places) { place in
      json.object {
        json.object("target") {
          json.member("id", id(taxonomies.taxonomies[place.taxonomy].taxa[place.taxon].control))
          json.member("index", place.taxon)
          json.line("toolComponent") { reference(to: place.taxonomy) }
        }
        // No rule claims to be all of a control, or more.
        json.member("kinds", ["relevant"])
      }
    }
  }

  func taxonomyComponents() {
    guard !taxonomies.taxonomies.isEmpty else { return }
    json.array("taxonomies", taxonomies.taxonomies) { taxonomy in
      let framework = taxonomy.assessed.framework
      json.object {
        json.member("name", framework.name)
        json.member("fullName", oneLine(framework.title, limit: 200))
        json.member("organization", oneLine(framework.publisher, limit: 200))
        json.member("version", oneLine(framework.version, limit: 400))
        // The schema wants an absolute address here.
        if framework.source.hasPrefix("https://"), let link = Link(untrusted: framework.source) {
          json.member("informationUri", link.address)
        }
        json.line("shortDescription") { json.member("text", plain(framework.description)) }
        // Only the controls that a rule of this run serves are listed.
        json.member("isComprehensive", false)
        json.array("taxa", taxonomy.taxa) { taxon($0) }
      }
    }
  }

  private func taxon(_ assessed: ControlAssessment) {
    json.object {
      json.member("id", id(assessed.control))
      json.line("shortDescription") { json.member("text", plain(assessed.control.title)) }
      json.line("properties") {
        json.member("status", assessed.status.rawValue)
        json.member("coverage", assessed.control.coverage.rawValue)
        json.member("legalState", assessed.legalState.rawValue)
      }
    }
  }

  private func reference(to taxonomy: Int) {
    json.member("name", taxonomies.taxonomies[taxonomy].assessed.framework.name)
    json.member("index", taxonomy)
  }

  private func id(_ control: Control) -> String { oneLine(control.id, limit: 200) }
}
