import Diagnostics
import Documents

/// `ci_workflows`: what continuous integration does with a project, and what of it can stop a change. GitHub Actions and
/// GitLab CI are read; of other providers' files it is told that they are there, and no more.
///
/// Three-valued: what a workflow does in a script, a Makefile, a foreign action or an included file cannot be seen from
/// here. Where there is such a thing, what was not seen is not known rather than false.
struct CIWorkflows: ArtifactReader {
  let kind = "ci_workflows"
  let fileEndings = [".yml", ".yaml", "jenkinsfile"]

  /// The files of providers that are only told by name.
  private static let others: [(ending: String, provider: String)] = [
    ("jenkinsfile", "jenkins"), ("azure-pipelines.yml", "azure_pipelines"), ("azure-pipelines.yaml", "azure_pipelines"),
    (".circleci/config.yml", "circleci"), ("bitbucket-pipelines.yml", "bitbucket"),
  ]
  private static let gitLab = ".gitlab-ci.yml"

  /// Only where the provider looks: a workflow that lies elsewhere never runs.
  func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    let github = tree.paths(below: ".github/workflows").filter { path in
      let name = asciiLowercased(path)
      return parentFolder(path).hasBytes(".github/workflows")
        && (name.endsWithBytes(".yml") || name.endsWithBytes(".yaml"))
    }
    let rest = [
      CIWorkflows.gitLab, "Jenkinsfile", "azure-pipelines.yml", "azure-pipelines.yaml", ".circleci/config.yml",
      "bitbucket-pipelines.yml",
    ].filter(tree.contains)
    return (github + rest).map { ArtifactCandidate(path: $0) }
  }

  func read(_ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      return .unreadable(candidate.path, error)
    }
    let name = asciiLowercased(candidate.path)
    if let other = CIWorkflows.others.first(where: { name.endsWithBytes($0.ending) }) {
      guard !file.bytes[...].trimmed.isEmpty else {
        return .unreadable(file, [.notOfKind("a pipeline: it is empty", at: file.whole)])
      }
      var facts = Facts(at: file.whole)
      facts.set("provider", text: other.provider)
      return .items([EvidenceItem(kind: kind, format: other.provider, range: file.whole, facts: facts.node)])
    }
    let document = tree.yaml(file, limits: limits)
    let isGitLab = name.containsBytes("gitlab")
    // GitLab's own tag and merge keys, which YAML 1.2 does not know: what they bring in is then not seen.
    let errors = document.diagnostics.filter { !(isGitLab && GitLabPipeline.isItsOwn($0)) }
    guard !errors.hasErrors else { return .unreadable(file, errors) }
    let isNamed = candidate.isDeclared || isGitLab || name.containsBytes(".github/workflows/")
    let workflow: CIWorkflow?
    if isGitLab {
      // A header with inputs may stand before the pipeline, as a document of its own.
      workflow = document.roots.last.flatMap { GitLabPipeline($0, document.diagnostics).workflow }
    } else {
      workflow = document.root.flatMap(GitHubWorkflow.init)?.workflow
    }
    guard let workflow else {
      return isNamed ? .unreadable(file, [.notOfKind("a workflow: it has no jobs", at: file.whole)]) : .notThisKind
    }
    var item = workflow.item(kind, at: file.whole)
    item.diagnostics += errors
    return .items([item])
  }
}

/// A workflow of any provider, as far as all have the same.
struct CIWorkflow {
  var provider: String
  var name: Node?
  var place: SourceRange
  /// What starts it, in the words of the facts.
  var triggers: [String]?
  var schedules: [Node] = []
  var jobs: [Job] = []
  /// Whether it takes in something from elsewhere.
  var isOpaque = false
  /// The actions that it uses, each once.
  var actions: [Action] = []
  var permissions: Permissions?
  var uploadsArtifacts: Bool?
  var complaints: [Diagnostic] = []

  struct Job {
    var name: String
    var place: SourceRange
    var environment: String?
    var needs: [String] = []
    var steps: [Step] = []
    /// Whether it does what cannot be seen.
    var isOpaque = false
    /// Why nothing in it stops anything; nil where it can.
    var decoration: String?
    /// Whether a person starts it.
    var isManual = false
  }

  struct Step {
    var name: String?
    var place: SourceRange
    var activities: [CIActivity] = []
    var isOpaque = false
    /// Why it stops nothing; nil where it can.
    var decoration: String?
  }

  struct Action {
    var reference: String
    var isPinned: Bool
    var place: SourceRange
  }

  struct Permissions {
    /// `none`, `read`, `write` or `listed`.
    var level: String
    var written: [String]
    var place: SourceRange
  }

  private static let most = 500

  func item(_ kind: String, at whole: SourceRange) -> EvidenceItem {
    var facts = Facts(at: place)
    facts.set("provider", text: provider)
    facts.set("name", textOf: name, limit: 300)
    if let triggers { facts.set("triggers", texts: triggers, limit: 50, most: 20) }
    if !schedules.isEmpty { facts.set("schedules", list: Array(schedules.prefix(100))) }
    for activity in CIActivity.allCases { facts.set(activity.rawValue, flag: answer(activity)) }
    facts.set("jobs", list: jobs.prefix(CIWorkflow.most).map(jobFacts))
    facts.set("decorations", list: Array(jobs.flatMap(decorations).prefix(CIWorkflow.most)))
    setEnvironments(&facts)
    if provider.hasBytes("github_actions") {
      facts.set("actions", list: actions.prefix(CIWorkflow.most).map(actionFacts))
      if !actions.isEmpty { facts.set("actions_pinned", flag: actions.allSatisfy(\.isPinned)) }
      facts.set("permissions", text: permissions?.level, at: permissions?.place)
      if let permissions { facts.set("write_permissions", texts: permissions.written, limit: 100, most: 100) }
    }
    facts.set("uploads_artifacts", flag: uploadsArtifacts)
    var item = EvidenceItem(kind: kind, format: provider, range: whole, facts: facts.node)
    item.diagnostics = complaints
    return item
  }

  /// Yes where a step does it and can stop the workflow; no where none does and all is in sight.
  private func answer(_ activity: CIActivity) -> Bool? {
    let isDone = jobs.contains { job in
      job.decoration == nil && job.steps.contains { $0.decoration == nil && $0.activities.contains(activity) }
    }
    if isDone { return true }
    let isHidden = jobs.contains { job in
      job.decoration == nil && (job.isOpaque || job.steps.contains { $0.decoration == nil && $0.isOpaque })
    }
    return isOpaque || isHidden ? nil : false
  }

  private func jobFacts(_ job: Job) -> Node {
    var facts = Facts(at: job.place)
    facts.set("name", text: job.name, limit: 300)
    let done = CIActivity.allCases.filter { activity in
      job.decoration == nil && job.steps.contains { $0.decoration == nil && $0.activities.contains(activity) }
    }
    facts.set("activities", texts: done.map(\.rawValue))
    facts.set("environment", text: job.environment, limit: 300)
    facts.set("needs", texts: job.needs, limit: 300, most: 100)
    facts.set("steps", count: job.steps.count)
    facts.set("manual", flag: job.isManual)
    facts.set("all_in_sight", flag: !(job.isOpaque || job.steps.contains(where: \.isOpaque)))
    return facts.node
  }

  /// What looks like a check and stops nothing.
  private func decorations(_ job: Job) -> [Node] {
    job.steps.flatMap { step -> [Node] in
      guard let reason = job.decoration ?? step.decoration else { return [] }
      return step.activities.map { activity in
        var facts = Facts(at: step.place)
        facts.set("job", text: job.name, limit: 300)
        facts.set("step", text: step.name, limit: 300)
        facts.set("activity", text: activity.rawValue)
        facts.set("reason", text: reason)
        return facts.node
      }
    }
  }

  private func setEnvironments(_ facts: inout Facts) {
    var names: [String] = []
    for name in jobs.compactMap(\.environment) where !names.contains(where: { $0.hasBytes(name) }) {
      names.append(name)
    }
    facts.set("environments", texts: names, limit: 300, most: 100)
  }

  private func actionFacts(_ action: Action) -> Node {
    var facts = Facts(at: action.place)
    facts.set("action", text: action.reference, limit: 300)
    facts.set("pinned", flag: action.isPinned)
    return facts.node
  }
}

extension CIWorkflow.Step {
  /// A step of a script: one for each command that does something, so that one that is ignored hides no other.
  static func steps(
    of script: String, named name: String?, options: ShellScript.Options, decoration: String?, at place: SourceRange
  ) -> [CIWorkflow.Step] {
    let steps = ShellScript(script, options: options).commands.compactMap { command -> CIWorkflow.Step? in
      let known = CICommand(command.words)
      guard !known.activities.isEmpty || known.isOpaque else { return nil }
      var step = CIWorkflow.Step(name: name, place: place, activities: known.activities, isOpaque: known.isOpaque)
      step.decoration = decoration ?? command.ignored?.rawValue ?? (known.succeedsAlways ? "exit_zero" : nil)
      if command.isCondition, decoration == nil {
        // What a condition's failure comes to is for the branches to say.
        step.activities = []
        step.isOpaque = true
      }
      return step
    }
    return steps.isEmpty ? [CIWorkflow.Step(name: name, place: place, decoration: decoration)] : steps
  }
}
