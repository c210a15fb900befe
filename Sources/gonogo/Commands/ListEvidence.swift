import ArgumentParser
import Diagnostics
import Evidence
import Readiness
import Reports

/// `gonogo evidence`: what is found in a project, what each artifact says, what was not read and why. No rubric, no gate.
struct ListEvidence: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Tell what evidence a project holds, and what each artifact says.",
    discussion: """
      Looks through PATH as assess does, with a manifest or without one: with one, what it declares under artifacts and \
      the documents that it names count, too. Nothing is judged.

      --json prints one object: gonogo_evidence (1), items, unreadable, declarations, passed_over and diagnostics; \
      templates/schemas/evidence.json describes it, and templates/schemas/evidence/<kind>.json the facts of each item.

      Exit status: 0 where all that was found could be read, 65 where something could not, 66 where the folder, or \
      something that the manifest declares, is not there.
      """)

  @Argument(help: "The project's folder, or its manifest.")
  var path = "."

  @Option(
    name: .long,
    help: ArgumentHelp("Tell only of this kind, such as test_reports; may be repeated.", valueName: "kind"),
    transform: ListEvidence.kind)
  var kind: [String] = []

  @Flag(name: .long, help: "Print everything as JSON.")
  var json = false

  @OptionGroup var limits: LimitOptions

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      let shelf = try RubricShelf()
      var loader = limits.loader(path)
      // Who names a manifest wants it read.
      loader.isManifestOptional = loader.location.root == path
      let project = loader.load(shelf)
      surroundings.complain((project.diagnostics + project.manifest.diagnostics).filter { $0.severity >= .warning })
      // Without a folder there is nothing to tell.
      if project.status == .noInput, !project.isManifestRead { return project.status }
      let evidence = project.evidence.collection.only(kind)
      let printed =
        json
        ? surroundings.printed(EvidenceJSON().report(evidence))
        : surroundings.printed(
          EvidenceConsole(color: surroundings.usesColor, width: surroundings.width).report(evidence))
      return printed.or(project.status).or(ListEvidence.status(of: evidence))
    } catch {
      surroundings.complain(error.diagnostics)
      return .software
    }
  }

  private static func status(of evidence: EvidenceCollection) -> ExitStatus {
    if evidence.declarations.contains(where: \.matches.isEmpty) { return .noInput }
    return evidence.unreadable.isEmpty ? .passed : .badInput
  }

  private static func kind(_ text: String) throws -> String {
    let kinds = [any ArtifactReader].all.map(\.kind)
    if kinds.contains(where: { sameBytes($0, text) }) { return text }
    let guess = didYouMean(text, among: kinds).map { "\($0) " } ?? ""
    throw ValidationError("\(guess)the kinds are \(kinds.joined(separator: ", "))")
  }
}

extension EvidenceCollection {
  /// What there is of some kinds, or everything where none is named.
  fileprivate func only(_ kinds: [String]) -> EvidenceCollection {
    guard !kinds.isEmpty else { return self }
    func isWanted(_ kind: String) -> Bool { kinds.contains { sameBytes($0, kind) } }
    var some = self
    some.items.removeAll { !isWanted($0.kind) }
    some.unreadable.removeAll { !isWanted($0.kind) }
    some.declarations.removeAll { !isWanted($0.kind) }
    return some
  }
}
