public import Diagnostics
public import Documents
public import Schema

/// Turns a rubric's name into a rubric: reads its file, what it extends, and the rules that it chooses, and applies its
/// changes in the order that the language fixes: inherit, use, `params`, `drop`, `adjust`, `rules`.
public struct RubricResolver: Sendable {
  /// What can be drawn on.
  public var catalogue: Catalogue
  /// The schema of rubrics and rule files.
  public var schema: SchemaDocument
  /// What a file may cost.
  public var limits: Limits

  /// A resolver.
  public init(catalogue: Catalogue, schema: SchemaDocument, limits: Limits = .standard) {
    self.catalogue = catalogue
    self.schema = schema
    self.limits = limits
  }

  /// The rubric of a name, resolved.
  ///
  /// - Throws: everything that is wrong with the files involved, with places.
  public func rubric(named name: String) throws(DiagnosticsError) -> Rubric {
    guard let file = catalogue.rubrics[name] else {
      throw DiagnosticsError([.unknownRubric(name, at: nil, among: catalogue.names)])
    }
    return try resolve(file, descendants: [])
  }

  private func resolve(_ file: SourceFile, descendants: [SourceFile]) throws(DiagnosticsError) -> Rubric {
    let source = try read(file)
    var diagnostics: [Diagnostic] = []
    guard let name = source.name else {
      throw DiagnosticsError([.notARubric(file)])
    }
    var rubric = Rubric(
      name: name.name, title: source.title ?? name.name, description: source.description, areas: [], thresholds: [:],
      parameters: [:], rules: [], tailoring: [], files: [file], place: name.place)
    if let extends = source.extends {
      guard !(descendants + [file]).contains(where: { $0 == catalogue.rubrics[extends.name] }) else {
        throw DiagnosticsError([.extendsItself(extends)])
      }
      guard let parentFile = catalogue.rubrics[extends.name] else {
        throw DiagnosticsError([.unknownRubric(extends.name, at: extends.place, among: catalogue.names)])
      }
      let parent = try resolve(parentFile, descendants: descendants + [file])
      inherit(parent, into: &rubric, source: source, &diagnostics)
    } else if let digest = source.digest {
      diagnostics.append(.digestWithoutExtends(digest))
    }
    for area in source.areas {
      if let index = rubric.areas.firstIndex(where: { sameBytes($0.id, area.id) }) {
        rubric.areas[index] = area
      } else {
        rubric.areas.append(area)
      }
    }
    for (gate, threshold) in source.thresholds {
      if let inherited = rubric.thresholds[gate], inherited != threshold {
        rubric.tailoring.append(
          TailoringNote(
            from: source.extends?.name ?? "", subject: "threshold at \(gate.rawValue)",
            change: "\(inherited) → \(threshold)", reason: "", effect: threshold < inherited ? .loosens : .tightens))
      }
      rubric.thresholds[gate] = threshold
    }
    if let noGo = source.noGo { rubric.noGo = noGo }
    if let conditional = source.conditional { rubric.conditional = conditional }
    if let most = source.mostWaivers { rubric.mostWaivers = most }
    if let longest = source.longestWaiver { rubric.longestWaiver = longest }
    use(source, into: &rubric, &diagnostics)
    setParameters(source, in: &rubric, &diagnostics)
    drop(source, from: &rubric, &diagnostics)
    adjust(source, in: &rubric, &diagnostics)
    if let scale = source.scale { replaceScale(of: &rubric, by: scale, source: source) }
    rubric.rules.append(contentsOf: source.rules)
    diagnostics.append(contentsOf: RubricConsistency.problems(in: rubric))
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    return rubric
  }

  /// Reads the first document of a rubric's file; the second, its examples, is not even scanned.
  func read(_ file: SourceFile) throws(DiagnosticsError) -> RubricFile {
    let document = try Document.yaml(file, limits: limits, firstOnly: true).valid()
    guard let root = document.roots.first else { throw DiagnosticsError([.emptyRubric(file)]) }
    return try RubricFile.read(file, node: root, schema: schema)
  }

  private func inherit(
    _ parent: Rubric, into rubric: inout Rubric, source: RubricFile, _ diagnostics: inout [Diagnostic]
  ) {
    rubric.areas = parent.areas
    rubric.thresholds = parent.thresholds
    rubric.parameters = parent.parameters
    rubric.noGo = parent.noGo
    rubric.conditional = parent.conditional
    rubric.mostWaivers = parent.mostWaivers
    rubric.longestWaiver = parent.longestWaiver
    rubric.scale = parent.scale
    rubric.rules = parent.rules
    rubric.tailoring = parent.tailoring
    rubric.files.append(contentsOf: parent.files)
    if let digest = source.digest {
      let actual = parent.digest
      let stated = digest.name.utf8
      if !stated.elementsEqual(actual.description.utf8), !stated.elementsEqual(actual.hex.utf8) {
        diagnostics.append(.otherDigest(digest, of: parent.name, actual: actual))
      }
    }
  }

  private func use(_ source: RubricFile, into rubric: inout Rubric, _ diagnostics: inout [Diagnostic]) {
    var library: [String: [Rule]] = [:]
    for mention in source.use {
      let area = String(decoding: mention.name.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
      if library[area] == nil {
        guard let file = catalogue.ruleFiles[area] else {
          diagnostics.append(.unknownArea(mention, area, among: catalogue.ruleFiles.keys.sorted()))
          continue
        }
        do {
          library[area] = try read(file).rules
          rubric.files.append(file)
        } catch {
          diagnostics.append(contentsOf: error.diagnostics)
          library[area] = []
        }
      }
      let rules = library[area] ?? []
      if mention.name.utf8.elementsEqual((area + ".*").utf8) {
        rubric.rules.append(contentsOf: rules)
      } else if let rule = rules.first(where: { $0.answers(to: mention.name) }) {
        rubric.rules.append(rule)
      } else {
        diagnostics.append(.unknownRule(mention, among: rules.map(\.id)))
      }
    }
  }

  private func setParameters(_ source: RubricFile, in rubric: inout Rubric, _ diagnostics: inout [Diagnostic]) {
    for parameter in source.parameters {
      guard let inherited = rubric.parameters[parameter.name] else {
        if source.extends != nil, source.rules.isEmpty, source.use.isEmpty {
          // Nothing of this rubric's own could use it: it is meant for one that is inherited, and misspelt.
          diagnostics.append(.unknownParameter(parameter, among: rubric.sortedParameters.map(\.name)))
        } else {
          rubric.parameters[parameter.name] = parameter.value
        }
        continue
      }
      guard let value = parameter.value.converted(toTypeOf: inherited) else {
        diagnostics.append(.otherParameterType(parameter, inherited: inherited))
        continue
      }
      guard value != inherited else { continue }
      rubric.parameters[parameter.name] = value
      rubric.tailoring.append(
        TailoringNote(
          from: source.extends?.name ?? "", subject: "params.\(parameter.name)", change: "\(inherited) → \(value)",
          reason: "", effect: .depends))
    }
  }

  private func drop(_ source: RubricFile, from rubric: inout Rubric, _ diagnostics: inout [Diagnostic]) {
    var named: [RubricFile.Mention] = []
    for drop in source.drops {
      if let first = named.first(where: { sameBytes($0.name, drop.rule.name) }) {
        diagnostics.append(.namedTwice(drop.rule, first: first))
        continue
      }
      named.append(drop.rule)
      guard let index = rubric.rules.firstIndex(where: { $0.answers(to: drop.rule.name) }) else {
        diagnostics.append(.unknownRule(drop.rule, among: rubric.rules.map(\.id)))
        continue
      }
      let rule = rubric.rules.remove(at: index)
      rubric.scale?.drop(rule)
      rubric.tailoring.append(
        TailoringNote(
          from: source.extends?.name ?? source.name?.name ?? "", subject: rule.id, change: "dropped",
          reason: drop.reason, effect: .loosens))
    }
  }

  /// A rubric's own scale takes the place of the one that it inherits, whole.
  private func replaceScale(of rubric: inout Rubric, by scale: Scale, source: RubricFile) {
    if let inherited = rubric.scale {
      rubric.tailoring.append(
        TailoringNote(
          from: source.extends?.name ?? "", subject: "scale", change: "\(inherited.title) → \(scale.title)", reason: "",
          effect: .depends))
    }
    rubric.scale = scale
  }

  private func adjust(_ source: RubricFile, in rubric: inout Rubric, _ diagnostics: inout [Diagnostic]) {
    var named: [RubricFile.Mention] = source.drops.map(\.rule)
    for adjustment in source.adjustments {
      if let first = named.first(where: { sameBytes($0.name, adjustment.rule.name) }) {
        diagnostics.append(.namedTwice(adjustment.rule, first: first))
        continue
      }
      named.append(adjustment.rule)
      guard let index = rubric.rules.firstIndex(where: { $0.answers(to: adjustment.rule.name) }) else {
        diagnostics.append(.unknownRule(adjustment.rule, among: rubric.rules.map(\.id)))
        continue
      }
      let before = rubric.rules[index]
      rubric.rules[index].apply(adjustment)
      if let note = TailoringNote(
        from: source.extends?.name ?? "library", before: before, after: rubric.rules[index], reason: adjustment.reason)
      {
        rubric.tailoring.append(note)
      } else {
        diagnostics.append(.adjustsNothing(adjustment.rule))
      }
    }
  }
}

extension Rule {
  /// Whether an id is this rule's, today or formerly.
  func answers(to name: String) -> Bool {
    sameBytes(self.id, name) || self.aliases.contains { sameBytes($0, name) }
  }

  fileprivate mutating func apply(_ adjustment: RubricFile.Adjustment) {
    if let severity = adjustment.severity {
      // A weight that came from the severity follows it.
      if self.weight == self.severity.weight { self.weight = severity.weight }
      self.severity = severity
    }
    if let weight = adjustment.weight { self.weight = weight }
    if let gates = adjustment.gates { self.gates = gates }
    if let maxAge = adjustment.maxAge { self.maxAge = maxAge }
  }
}
