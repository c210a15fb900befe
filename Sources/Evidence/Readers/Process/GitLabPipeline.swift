import Diagnostics
import Documents

/// A pipeline of GitLab CI (docs.gitlab.com, 'CI/CD YAML syntax reference'): jobs beside a few words that are none, with
/// templates that jobs extend. What is included from elsewhere, merged in or referred to by tag is not seen.
struct GitLabPipeline {
  private let root: Node
  /// Where something was brought in by a way that YAML 1.2 does not know.
  private let unseen: [SourceRange]

  private static let words: Set<String> = [
    "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script",
    "after_script", "spec", "types",
  ]

  init(_ root: Node, _ diagnostics: [Diagnostic]) {
    self.root = root
    unseen = diagnostics.filter(GitLabPipeline.isItsOwn).compactMap(\.place)
  }

  /// What YAML 1.2 does not know and GitLab does: merge keys, and `!reference`.
  static func isItsOwn(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.id.hasBytes("yaml.merge-key")
      || (diagnostic.id.hasBytes("yaml.tag") && diagnostic.message.containsBytes("!reference"))
  }

  /// The pipeline; nil where there are no jobs and nothing is included.
  var workflow: CIWorkflow? {
    let jobs = root.entries.filter(isJob)
    guard !jobs.isEmpty || root["include"] != nil else { return nil }
    var workflow = CIWorkflow(provider: "gitlab_ci", place: root.range)
    workflow.name = root["workflow"]?["name"]
    workflow.isOpaque = root["include"] != nil
    workflow.jobs = jobs.prefix(500).map(job)
    workflow.triggers = triggers(jobs)
    workflow.uploadsArtifacts = jobs.contains { setting("artifacts", of: $0.value) != nil }
    if workflow.uploadsArtifacts == false, workflow.isOpaque || jobs.contains(where: { isUnseen($0.value) }) {
      workflow.uploadsArtifacts = nil
    }
    return workflow
  }

  private func isJob(_ entry: Node.Entry) -> Bool {
    guard !entry.key.startsWithBytes("."), !GitLabPipeline.words.contains(entry.key) else { return false }
    return ["script", "extends", "trigger", "run"].contains { entry.value[$0] != nil } || isUnseen(entry.value)
  }

  private func job(_ entry: Node.Entry) -> CIWorkflow.Job {
    let node = entry.value
    var job = CIWorkflow.Job(name: entry.key, place: entry.keyRange)
    let environment = setting("environment", of: node)
    job.environment = (environment?["name"] ?? environment)?.scalarText
    job.needs = (setting("needs", of: node)?.elements ?? []).compactMap { ($0["job"] ?? $0).scalarText }
    let (decoration, isManual) = standing(node)
    job.decoration = decoration
    job.isManual = isManual
    job.isOpaque = isUnseen(node) || node["trigger"] != nil || node["run"] != nil
    // A runner's bash is started with both.
    let options = ShellScript.Options(errexit: true, pipefail: true)
    for key in ["before_script", "script"] {
      guard let script = setting(key, of: node) ?? root["default"]?[key] ?? root[key] else { continue }
      if !unseen(in: script).isEmpty { job.isOpaque = true }
      for line in lines(script) {
        guard let text = line.text else { continue }
        // What a line leaves behind holds for the next one; a change of options in one of them is rare.
        job.steps += CIWorkflow.Step.steps(
          of: text, named: nil, options: options, decoration: nil, at: line.range
        ).filter { !$0.activities.isEmpty || $0.isOpaque }
      }
    }
    return job
  }

  /// Lists in lists, as anchors make them, are one; one with a tag before it is a reference and no commands.
  private func lines(_ script: Node, depth: Int = 0) -> [Node] {
    if script.text != nil { return [script] }
    guard depth < 10 else { return [] }
    return script.elements.flatMap { element -> [Node] in
      if element.text != nil { return [element] }
      return unseen(in: script).isEmpty ? lines(element, depth: depth + 1) : []
    }
  }

  /// Why a job stops nothing, and whether a person starts it.
  private func standing(_ node: Node) -> (decoration: String?, isManual: Bool) {
    let rules = setting("rules", of: node)?.elements ?? []
    let when = setting("when", of: node)?.text
    func isAlways(_ word: String) -> Bool {
      rules.isEmpty ? when == word : rules.allSatisfy { ($0["when"]?.text ?? when) == word }
    }
    if isAlways("never") { return ("never_runs", false) }
    let allowed = setting("allow_failure", of: node)
    let isAllowed = allowed?.truth ?? (allowed.map { !$0.entries.isEmpty })
    let isAllowedByRules = !rules.isEmpty && rules.allSatisfy { $0["allow_failure"]?.truth == true }
    let isManual = isAlways("manual")
    if isAllowed == true || isAllowedByRules { return ("allow_failure", isManual) }
    // A job that waits for a person is passed over, unless it says otherwise or its rules made it wait.
    if isManual, rules.isEmpty, isAllowed != false { return ("allow_failure", true) }
    return (nil, isManual)
  }

  /// A job's setting: its own, or that of the last template that it extends and that has it.
  private func setting(_ key: String, of node: Node, depth: Int = 0) -> Node? {
    if let own = node[key] { return own }
    guard depth < 10 else { return nil }
    for name in extended(by: node).reversed() {
      if let found = root[name].flatMap({ setting(key, of: $0, depth: depth + 1) }) { return found }
    }
    return nil
  }

  private func extended(by node: Node) -> [String] {
    node["extends"]?.text.map { [$0] } ?? (node["extends"]?.elements ?? []).prefix(20).compactMap(\.text)
  }

  /// Whether something of a job stands where it is not seen.
  private func isUnseen(_ node: Node, depth: Int = 0) -> Bool {
    if !unseen(in: node).isEmpty { return true }
    return extended(by: node).contains { name in
      guard depth < 10, let template = root[name] else { return true }
      return isUnseen(template, depth: depth + 1)
    }
  }

  private func unseen(in node: Node) -> [SourceRange] {
    guard let range = node.range.offsets else { return [] }
    return unseen.filter { place in place.offsets.map { range.contains($0.lowerBound) } ?? false }
  }

  // MARK: - When

  /// What the rules speak of. A pipeline without rules of its own runs when something is pushed.
  private func triggers(_ jobs: [Node.Entry]) -> [String] {
    var triggers: [String] = []
    func add(_ trigger: String) {
      if !triggers.contains(trigger) { triggers.append(trigger) }
    }
    let own = root["workflow"]?["rules"]?.elements ?? []
    if own.isEmpty,
      jobs.contains(where: { setting("rules", of: $0.value) == nil && setting("only", of: $0.value) == nil })
    {
      add("push")
    }
    var conditions = own.compactMap { $0["if"]?.scalarText }
    for job in jobs {
      conditions += (setting("rules", of: job.value)?.elements ?? []).compactMap { $0["if"]?.scalarText }
      let only = setting("only", of: job.value)
      let refs = only?.elements ?? only?["refs"]?.elements ?? []
      conditions += refs.compactMap(\.text)
    }
    for condition in conditions {
      for (word, trigger) in GitLabPipeline.triggerWords where condition.containsBytes(word) { add(trigger) }
    }
    return triggers
  }

  private static let triggerWords = [
    ("schedule", "schedule"), ("merge_request", "change_request"), ("CI_MERGE_REQUEST", "change_request"),
    ("CI_COMMIT_TAG", "release"), ("tags", "release"), ("\"web\"", "manual"), ("\"push\"", "push"),
    ("CI_COMMIT_BRANCH", "push"), ("CI_COMMIT_REF_NAME", "push"), ("branches", "push"), ("main", "push"),
    ("\"trigger\"", "call"), ("\"pipeline\"", "call"),
  ]
}
