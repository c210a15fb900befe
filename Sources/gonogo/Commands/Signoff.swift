import ArgumentParser
import CEL
import Diagnostics
import Readiness

/// `gonogo signoff`: the digests that a sign-off names.
struct Signoff: SurroundedCommand {
  static let configuration = CommandConfiguration(
    commandName: "signoff",
    abstract: "Print the digest that a sign-off of the manifest as it is has to name.",
    discussion: """
      A sign-off under `signoffs:` records who accepted what. It is a statement, not a cryptographic signature. Any change \
      of the manifest, of a rubric or of a document that it names by path makes it stale.
      """)

  @OptionGroup var options: ProjectOptions

  func run(in surroundings: Surroundings) -> ExitStatus {
    do {
      var shelf = try RubricShelf()
      var compiled: [CompiledRubric] = []
      do {
        for name in options.rubrics.names { compiled.append(try shelf.compiled(name)) }
      } catch {
        surroundings.complain(error.diagnostics)
        return rubricStatus(error.diagnostics)
      }
      let project = options.limits.loader(options.path).load(shelf)
      guard project.status == .passed else {
        surroundings.complain(project.diagnostics + project.manifest.diagnostics)
        return project.status
      }
      guard let gate = options.gate ?? project.manifest.gate else {
        surroundings.complain([.noGate(project.manifest)])
        return .usage
      }
      guard let now = options.asOf ?? surroundings.now() else { return .software }
      let assessment = Assessor(vocabulary: shelf.vocabulary, rubrics: compiled, isStrict: false).assess(
        Facts(manifest: project.manifest, evidence: project.evidence, gate: gate, now: now),
        run: Assessor.Run(toolVersion: Gonogo.version, command: "", documents: project.documents))
      guard let digest = assessment.provenance.signoffDigest, let seen = assessment.provenance.assessmentDigest else {
        return .software
      }
      return surroundings.print(
        """
        # Decision as recommended by rules: \(assessment.decision.rawValue). Fill in role and person, and add it to gonogo.yaml:
        signoffs:
          - gate: \(gate.rawValue)
            role: TBD
            person: TBD
            signed_on: \(now.dateDescription)
            digest: \(digest)
            assessment_digest: \(seen)
        """)
    } catch {
      surroundings.complain(error.diagnostics)
      return .software
    }
  }
}
