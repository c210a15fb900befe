import CEL
import Diagnostics
import Documents
import Schema

/// Holds frameworks against a project: which of them apply, and what each control comes to by the verdicts of the rules.
struct FrameworkReview {
  let reader: FrameworkReader
  let bound: BoundFacts
  let rubrics: [RubricAssessment]
  /// Names of frameworks that whoever asked for the report wants to see.
  let asked: [String]
  private(set) var diagnostics: [Diagnostic] = []
  private let environment: Environment
  private let activation: Activation
  private let places: [String: [ControlAssessment.ServingRule.Judged]]
  private let day: String

  init(reader: FrameworkReader, bound: BoundFacts, rubrics: [RubricAssessment], asked: [String]) {
    self.reader = reader
    self.bound = bound
    self.rubrics = rubrics
    self.asked = asked
    let type = ObjectType(name: "params", fields: [])
    environment = reader.vocabulary.claimEnvironment(type)
    activation = bound.activation(
      in: environment, parameters: ObjectValue(type: type, path: AttributePath(.field("params")), fields: []))
    day = bound.facts.now.dateDescription
    var places: [String: [ControlAssessment.ServingRule.Judged]] = [:]
    for (rubric, assessed) in rubrics.enumerated() {
      for index in assessed.rules.indices {
        let rule = assessed.rules[index].rule
        for id in [rule.id] + rule.aliases {
          places[id, default: []].append(ControlAssessment.ServingRule.Judged(rubric: rubric, rule: index))
        }
      }
    }
    self.places = places
  }

  /// All frameworks in byte order of their names, each with its controls where it is held against the project.
  mutating func assessments(_ files: [SourceFile]) -> [FrameworkAssessment] {
    var frameworks: [Framework] = []
    for file in files {
      do {
        frameworks.append(try reader.framework(in: file))
      } catch {
        diagnostics.append(contentsOf: error.diagnostics)
      }
    }
    frameworks.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let stated = (bound.facts.manifest.facts["compliance"]?["frameworks"]?.elements ?? []).compactMap { node in
      node.scalarText.map { (name: $0, place: node.range) }
    }
    for name in stated where !frameworks.contains(where: { $0.answers(to: name.name) }) {
      diagnostics.append(.unknownFramework(name.name, at: name.place, among: frameworks))
    }
    let named = stated.map(\.name) + asked
    var assessments: [FrameworkAssessment] = []
    for framework in frameworks {
      let applicability = applicability(of: framework, named: named)
      var controls: [ControlAssessment] = []
      if applicability == .binds || applicability == .named {
        do {
          for control in try reader.controls(of: framework) { controls.append(assessment(of: control)) }
        } catch {
          diagnostics.append(contentsOf: error.diagnostics)
        }
      }
      assessments.append(
        FrameworkAssessment(framework: framework, applicability: applicability, controls: controls))
    }
    return assessments
  }

  private mutating func applicability(
    of framework: Framework, named: [String]
  ) -> FrameworkAssessment.Applicability {
    if named.contains(where: framework.answers) { return .named }
    guard let condition = framework.condition else { return .doesNotApply }
    switch outcome(of: condition) {
    case .yes: return .binds
    case .no: return .doesNotApply
    case .unknown(let paths): return .unknown(paths)
    case .failed(let reason): return .undecided(reason)
    }
  }

  private mutating func assessment(of control: Control) -> ControlAssessment {
    let rules = control.rules.map { serving($0.name) }
    var assessment = ControlAssessment(
      control: control, status: status(of: rules), legalState: control.status.state(on: day), rules: rules)
    guard let condition = control.condition else { return assessment }
    switch outcome(of: condition) {
    case .yes: break
    case .no:
      assessment.status = .notApplicable
      assessment.remark = "does not bind this project"
    case .unknown(let paths):
      assessment.remark = "whether it binds this project is not known (\(paths.joined(separator: ", ")))"
    case .failed(let reason):
      assessment.status = .notAssessed
      assessment.remark = "whether it binds this project could not be found out: \(reason)"
    }
    return assessment
  }

  /// The worst of the rules; not applicable only where all are.
  private func status(of rules: [ControlAssessment.ServingRule]) -> ControlAssessment.Status {
    let applying = rules.map(\.status).filter { $0 != .notApplicable }
    if applying.isEmpty { return rules.isEmpty ? .notAssessed : .notApplicable }
    return ControlAssessment.Status.allCases.first { applying.contains($0) } ?? .notAssessed
  }

  /// A rule for a control: of several rubrics that have it, the one in which it does worst.
  private func serving(_ id: String) -> ControlAssessment.ServingRule {
    let order = ControlAssessment.Status.allCases
    var worst: ControlAssessment.ServingRule?
    for place in places[id] ?? [] {
      let rule = rubrics[place.rubric].rules[place.rule]
      let serving = ControlAssessment.ServingRule(
        id: id, judged: place, status: status(of: rule), isWaived: rule.isWaived)
      guard let known = worst, let before = order.firstIndex(of: known.status),
        let after = order.firstIndex(of: serving.status), after >= before
      else {
        worst = serving
        continue
      }
    }
    return worst ?? ControlAssessment.ServingRule(id: id, judged: nil, status: .notAssessed, isWaived: false)
  }

  private func status(of rule: RuleAssessment) -> ControlAssessment.Status {
    switch rule.verdict {
    case .upcoming: .notAssessed
    case .notApplicable: .notApplicable
    case .verified: rule.isMet ? .evidenced : .notMet
    case .claimed: rule.isMet ? .statedOnly : .notMet
    case .error, .missing, .insufficient, .contradicted: .notMet
    }
  }

  private enum Answer {
    case yes
    case no
    case unknown([String])
    case failed(String)
  }

  private mutating func outcome(of condition: SourceFragment) -> Answer {
    let program: Program
    do {
      program = try environment.compile(condition)
    } catch {
      diagnostics.append(contentsOf: error.diagnostics)
      return .failed("its condition is wrong")
    }
    guard program.resultType == .bool || program.resultType == .dyn else {
      diagnostics.append(.notACondition(condition, program.resultType))
      return .failed("its condition is wrong")
    }
    switch program.evaluate(activation) {
    case .value(.bool(true)): return .yes
    case .value(.bool(false)): return .no
    case .value: return .failed("its condition comes to neither true nor false")
    case .unknown(let unknowns): return .unknown(unknowns.map(\.path))
    case .error(let error): return .failed(error.message)
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownFramework(
    _ name: String, at place: SourceRange, among frameworks: [Framework]
  ) -> Diagnostic {
    Diagnostic(
      .warning, id: "framework.unknown",
      "no framework is called '\(name)'; the project is not held against it", at: place,
      fix: didYouMean(name, among: frameworks.flatMap { [$0.name, $0.title] + $0.otherNames }))
  }
}
