public import CEL
import Diagnostics
import Documents
public import Evidence
import Schema

/// All that rules are decided from, for one project at one gate: manifest, evidence, parameters, gate and now.
public struct Facts: Sendable {
  /// What the team states.
  public let manifest: Manifest
  /// What its pipeline shows.
  public let evidence: EvidenceCollection
  /// The same as expressions see it, where it was bound beforehand.
  let boundEvidence: BoundEvidence?
  /// The gate.
  public let gate: Gate
  /// The time.
  public let now: Timestamp

  /// Facts.
  public init(manifest: Manifest, evidence: EvidenceCollection, gate: Gate, now: Timestamp) {
    self.manifest = manifest
    self.evidence = evidence
    boundEvidence = nil
    self.gate = gate
    self.now = now
  }

  /// Facts of which the evidence is bound already.
  public init(manifest: Manifest, evidence: BoundEvidence, gate: Gate, now: Timestamp) {
    self.manifest = manifest
    self.evidence = evidence.collection
    boundEvidence = evidence
    self.gate = gate
    self.now = now
  }
}

extension Facts {
  /// The facts as an expression outside of any rule sees them, in the vocabulary's `promptEnvironment`. Every sign-off of
  /// the manifest is there, as whether it stands depends on rubrics.
  public func promptActivation(in environment: Environment, _ vocabulary: Vocabulary) -> Activation {
    let signoffs = (manifest.facts["signoffs"]?.elements ?? []).map {
      SignoffStatus(state: .standing, place: $0.range)
    }
    let parameters = ObjectValue(type: ObjectType(name: "params", fields: []), fields: [])
    return BoundFacts(self, vocabulary: vocabulary, signoffs: signoffs)
      .activation(in: environment, parameters: parameters)
  }
}

/// The values that expressions see, bound once for a run.
struct BoundFacts: Sendable {
  let facts: Facts
  let evidence: BoundEvidence
  /// The standing of the sign-offs, for the reports.
  let signoffs: [SignoffStatus]
  private let sections: [(name: String, value: Value?, place: SourceRange)]

  init(_ facts: Facts, vocabulary: Vocabulary, signoffs: [SignoffStatus]) {
    self.facts = facts
    self.signoffs = signoffs
    let manifest = facts.manifest
    let absences = AbsencePlaces(manifest.absences)
    sections = Vocabulary.sections.compactMap { section in
      guard let type = vocabulary.manifest.type(at: [section]) else { return nil }
      guard let entry = manifest.facts.entry(section) else { return (section, nil, manifest.file.whole) }
      var node = entry.value
      let place = entry.keyRange
      if section == "signoffs" {
        // Rules see only those that stand.
        let standing = zip(node.elements, signoffs).filter { $1.state == .standing || $1.state == .onOtherEvidence }
        node.content = .list(standing.map(\.0))
      }
      return (
        section, type.value(of: node, at: AttributePath(.field(section)), place: place, absences: absences), place
      )
    }
    evidence = facts.boundEvidence ?? BoundEvidence(facts.evidence, vocabulary: vocabulary)
  }

  /// Binds manifest, parameters, gate and time; in the environment of `evidence`, the artifacts too.
  func activation(in environment: Environment, parameters: ObjectValue) -> Activation {
    var activation = environment.activation()
    for section in sections {
      if let value = section.value {
        activation.bind(section.name, to: value, origin: section.place)
      } else {
        activation.bindAbsent(section.name, path: AttributePath(.field(section.name)), place: section.place)
      }
    }
    activation.bind("params", to: .object(parameters))
    activation.bind("gate", to: .string(facts.gate.rawValue))
    activation.bind("now", to: .timestamp(facts.now))
    activation.bind("artifacts", to: .object(evidence.artifacts))
    return activation
  }
}
