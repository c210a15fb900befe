import CEL
import Diagnostics
import Documents
import Schema

/// The frameworks as far as they are told without any rule: which of them apply, and which of their controls bind the
/// project. It needs no verdicts, so that it can be found out beside the judging of the rules.
struct HeldFrameworks: Sendable {
  /// A framework and whether it applies.
  struct Held: Sendable {
    var framework: Framework
    var applicability: FrameworkAssessment.Applicability
    /// Its controls where it is held against the project, each with whether it binds it.
    var controls: [(control: Control, answer: Answer)] = []
  }

  /// What a condition comes to.
  enum Answer: Sendable {
    case yes
    case no
    case unknown([String])
    case failed(String)
  }

  /// In byte order of their names.
  private(set) var frameworks: [Held] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let reader: FrameworkReader
  private let environment: Environment
  private let activation: Activation
  /// Most controls share their condition with others.
  private var answers: [String: Answer] = [:]

  /// - Parameters:
  ///   - files: the files of all frameworks that there are.
  ///   - asked: names of frameworks that whoever asked for the report wants to see.
  init(_ files: [SourceFile], asked: [String], reader: FrameworkReader, bound: BoundFacts) {
    self.reader = reader
    let type = ObjectType(name: "params", fields: [])
    environment = reader.vocabulary.claimEnvironment(type)
    activation = bound.activation(
      in: environment, parameters: ObjectValue(type: type, path: AttributePath(.field("params")), fields: []))
    var read: [Framework] = []
    for file in files {
      do {
        read.append(try reader.framework(in: file))
      } catch {
        diagnostics.append(contentsOf: error.diagnostics)
      }
    }
    read.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let stated = (bound.facts.manifest.facts["compliance"]?["frameworks"]?.elements ?? []).compactMap { node in
      node.scalarText.map { (name: $0, place: node.range) }
    }
    for name in stated where !read.contains(where: { $0.answers(to: name.name) }) {
      diagnostics.append(.unknownFramework(name.name, at: name.place, among: read))
    }
    let named = stated.map(\.name) + asked
    for framework in read {
      var held = Held(framework: framework, applicability: applicability(of: framework, named: named))
      if held.applicability == .binds || held.applicability == .named {
        do {
          for control in try reader.controls(of: framework) {
            held.controls.append((control, control.condition.map { answer(to: $0) } ?? .yes))
          }
        } catch {
          diagnostics.append(contentsOf: error.diagnostics)
        }
      }
      frameworks.append(held)
    }
  }

  private mutating func applicability(
    of framework: Framework, named: [String]
  ) -> FrameworkAssessment.Applicability {
    if named.contains(where: framework.answers) { return .named }
    guard let condition = framework.condition else { return .doesNotApply }
    switch answer(to: condition) {
    case .yes: return .binds
    case .no: return .doesNotApply
    case .unknown(let paths): return .unknown(paths)
    case .failed(let reason): return .undecided(reason)
    }
  }

  private mutating func answer(to condition: SourceFragment) -> Answer {
    if let known = answers[condition.text] { return known }
    let answer = outcome(of: condition)
    answers[condition.text] = answer
    return answer
  }

  private mutating func outcome(of condition: SourceFragment) -> Answer {
    let program: Program
    do {
      program = try environment.compile(condition)
    } catch {
      diagnostics.append(contentsOf: error.diagnostics)
      return .failed("its condition is wrong")
    }
    guard program.isCondition else {
      diagnostics.append(.notACondition(condition, program.resultType))
      return .failed("its condition is wrong")
    }
    switch program.evaluate(activation) {
    case .value(.bool(true)): return .yes
    case .value(.bool(false)): return .no
    case .value: return .failed("its condition comes to neither true nor false")
    case .unknown(let unknowns): return .unknown(fields(unknowns.map(\.path), askedForBy: program))
    case .error(let error): return .failed(error.message)
    }
  }
}

/// Where a whole section is not there, the fields of it that the condition asks for: whoever wants to find out has to state
/// those, and not just the section.
private func fields(_ missing: [String], askedForBy program: Program) -> [String] {
  var fields: [String] = []
  for path in missing {
    // A list is stated as a whole: what is asked of its elements comes with it.
    let within = program.attributePaths.filter {
      $0.utf8.starts(with: "\(path).".utf8) && !$0.utf8.contains(UInt8(ascii: "["))
    }
    for field in within.isEmpty ? [path] : within where !fields.contains(where: { sameBytes($0, field) }) {
      fields.append(field)
    }
  }
  return fields
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
