import Diagnostics
import Documents

/// `static_analysis_reports`: SARIF 2.1.0 (OASIS), as Bandit, Semgrep, CodeQL, Scorecard and others write it. One item for
/// each run.
struct StaticAnalysisReports: ArtifactReader {
  let kind = "static_analysis_reports"
  let fileEndings = [".sarif", ".sarif.json"]

  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in fileEndings.contains { file.name.endsWithBytes($0) } }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    let document = Document.json(file, limits: limits)
    guard !document.diagnostics.hasErrors else { return .unreadable(file, document.diagnostics) }
    guard let root = document.root, case .list(let runs)? = root["runs"]?.content else {
      return .unreadable(
        file, [.notOfKind("a report in SARIF: it has no runs", at: document.root?.range ?? file.whole)])
    }
    guard let version = root["version"], version.text?.startsWithBytes("2.1.") == true else {
      return .unreadable(file, [.notOfKind("SARIF 2.1", at: root["version"]?.range ?? root.range)])
    }
    guard !runs.isEmpty else { return .unreadable(file, [.noRuns(at: root["runs"]?.range ?? root.range)]) }
    do throws(Diagnostic) {
      var items: [EvidenceItem] = []
      for run in runs { items.append(try item(run, of: file, version)) }
      return .items(items)
    } catch {
      return .unreadable(file, [error])
    }
  }

  private func item(_ run: Node, of file: SourceFile, _ version: Node) throws(Diagnostic) -> EvidenceItem {
    guard let driver = run["tool"]?["driver"], let name = driver["name"]?.text else {
      throw .notOfKind("a run of SARIF: it names no tool", at: run.range)
    }
    var facts = Facts(at: run.range)
    let invocations = run["invocations"]?.elements ?? []
    facts.set("sarif_version", textOf: version, limit: 50)
    setExecution(invocations, &facts)
    let rules = SARIFRules(run)
    facts.set("rules", count: rules.count == 0 ? nil : rules.count)
    // Without a list of results, and after a scan that failed, what was found is not known: not 'nothing'.
    if case .list(let results)? = run["results"]?.content {
      facts.set("reported", flag: true, at: run["results"]?.range)
      var tally = SARIFTally()
      for result in results { try tally.add(result, rules) }
      if !invocations.contains(where: { $0["executionSuccessful"]?.bool == false }) { tally.describe(&facts) }
    } else {
      facts.set("reported", flag: false)
    }
    var item = EvidenceItem(kind: kind, format: "sarif", range: run.range, facts: facts.node)
    let toolVersion = [driver["semanticVersion"], driver["version"], driver["dottedQuadFileVersion"]].compactMap {
      $0?.text
    }
    item.tool = .init(name: name.shortened(to: 200), version: toolVersion.first?.shortened(to: 100))
    let times = invocations.compactMap { $0["endTimeUtc"] ?? $0["startTimeUtc"] }.compactMap { node in
      node.text.flatMap(StatedTime.init).map { (time: $0, place: node.range) }
    }
    item.producedAt = times.max { $0.time < $1.time }.map { Node(.text($0.time.text), at: $0.place) }
    if let revision = run["versionControlProvenance"]?.elements.first?["revisionId"], let text = revision.text {
      item.commit = Node(.text(text.shortened(to: 200)), at: revision.range)
    }
    return item
  }

  private func setExecution(_ invocations: [Node], _ facts: inout Facts) {
    let ends = invocations.compactMap { $0["executionSuccessful"]?.bool }
    if ends.contains(false) {
      facts.set("executed", flag: false)
    } else if !ends.isEmpty, ends.count == invocations.count {
      facts.set("executed", flag: true)
    }
    guard !invocations.isEmpty else { return }
    let notes = invocations.flatMap {
      ($0["toolExecutionNotifications"]?.elements ?? []) + ($0["toolConfigurationNotifications"]?.elements ?? [])
    }
    facts.set("tool_errors", count: notes.count { $0["level"]?.text?.hasBytes("error") == true })
  }
}

extension Diagnostic {
  static func noRuns(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "evidence.empty", "the report holds no run: no tool was run", at: place)
  }

  static func notALevel(_ word: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.unknown-level", "'\(word.shortened(to: 40))' is not a level of SARIF", at: place,
      fix: "the levels are error, warning, note and none")
  }
}
