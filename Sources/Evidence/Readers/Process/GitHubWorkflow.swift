import Diagnostics
import Documents

/// A workflow of GitHub Actions (docs.github.com, 'Workflow syntax'). `on` is text in YAML 1.2; a writer of YAML 1.1 may
/// have made `true` of it.
struct GitHubWorkflow {
  private(set) var workflow: CIWorkflow

  init?(_ root: Node) {
    guard let jobs = root["jobs"], !jobs.entries.isEmpty else { return nil }
    workflow = CIWorkflow(provider: "github_actions", place: root.range)
    workflow.name = root["name"]
    workflow.uploadsArtifacts = false
    readTriggers(root["on"] ?? root["true"])
    for entry in jobs.entries.prefix(500) { readJob(entry, root) }
    readPermissions(root["permissions"], jobs)
  }

  // MARK: - When

  private mutating func readTriggers(_ on: Node?) {
    guard let on else { return }
    var events = on.entries.map { ($0.key, $0.value as Node?) }
    if events.isEmpty { events = on.elements.compactMap(\.scalarText).map { ($0, nil) } }
    if events.isEmpty, let event = on.text { events = [(event, nil)] }
    var triggers: [String] = []
    for (event, settings) in events {
      let trigger = GitHubWorkflow.trigger(event, settings)
      if !triggers.contains(trigger) { triggers.append(trigger) }
    }
    workflow.triggers = triggers
    workflow.schedules = (on["schedule"]?.elements ?? []).compactMap { $0["cron"] }.compactMap { cron in
      cron.scalarText.map { Node(.text($0.shortened(to: 100)), at: cron.range) }
    }
  }

  private static func trigger(_ event: String, _ settings: Node?) -> String {
    switch event {
    case "push":
      let isForTags = settings?["tags"] != nil && settings?["branches"] == nil
      return isForTags ? "release" : "push"
    case "pull_request", "pull_request_target", "merge_group": return "change_request"
    case "schedule": return "schedule"
    case "workflow_dispatch": return "manual"
    case "workflow_call": return "call"
    case "release": return "release"
    default: return "other"
    }
  }

  // MARK: - What

  private mutating func readJob(_ entry: Node.Entry, _ root: Node) {
    let node = entry.value
    var job = CIWorkflow.Job(name: entry.key, place: entry.keyRange)
    job.environment = (node["environment"]?["name"] ?? node["environment"])?.scalarText
    job.needs = node["needs"]?.scalarText.map { [$0] } ?? (node["needs"]?.elements ?? []).compactMap(\.scalarText)
    job.decoration = GitHubWorkflow.decoration(node)
    if let called = node["uses"] {
      // Another workflow: what it does stands elsewhere.
      job.isOpaque = true
      addAction(called)
    }
    let shell = node["defaults"]?["run"]?["shell"] ?? root["defaults"]?["run"]?["shell"]
    for step in (node["steps"]?.elements ?? []).prefix(1000) { job.steps += steps(step, shell) }
    workflow.jobs.append(job)
  }

  private mutating func steps(_ node: Node, _ shell: Node?) -> [CIWorkflow.Step] {
    let decoration = GitHubWorkflow.decoration(node)
    let name = (node["name"] ?? node["id"])?.scalarText
    if let uses = node["uses"], let reference = uses.scalarText {
      addAction(uses)
      let known = CICommand(action: reference) { node["with"]?[$0]?.scalarText }
      if asciiLowercased(reference).containsBytes("actions/upload-artifact") { workflow.uploadsArtifacts = true }
      return [
        CIWorkflow.Step(
          name: name ?? reference, place: uses.range, activities: known.activities, isOpaque: known.isOpaque,
          decoration: decoration ?? (known.succeedsAlways ? "exit_zero" : nil))
      ]
    }
    guard let run = node["run"], let script = run.scalarText else { return [] }
    let text = run.text ?? script
    lookForSwallowedSteps(text, at: run.range)
    guard let options = GitHubWorkflow.options((node["shell"] ?? shell)?.scalarText) else {
      return [CIWorkflow.Step(name: name, place: run.range, isOpaque: true, decoration: decoration)]
    }
    return CIWorkflow.Step.steps(of: text, named: name, options: options, decoration: decoration, at: run.range)
  }

  /// How the runner starts a shell: `bash -e` where nothing is said, with pipefail where bash is asked for by name; nil for
  /// what is no such shell.
  private static func options(_ shell: String?) -> ShellScript.Options? {
    guard let shell else { return ShellScript.Options(errexit: true, pipefail: false) }
    switch shell {
    case "bash": return ShellScript.Options(errexit: true, pipefail: true)
    case "sh": return ShellScript.Options(errexit: true, pipefail: false)
    default:
      guard shell.startsWithBytes("bash ") || shell.startsWithBytes("sh ") else { return nil }
      let flags = shell.split(separator: " ").filter { $0.hasPrefix("-") && !$0.hasPrefix("--") }
      return ShellScript.Options(
        errexit: flags.contains { $0.contains("e") }, pipefail: shell.containsBytes("pipefail"))
    }
  }

  /// Why a job or a step stops nothing.
  private static func decoration(_ node: Node) -> String? {
    if let condition = node["if"]?.scalarText {
      let bare = condition.utf8.filter { !" ${}\t\n".utf8.contains($0) }
      if String(decoding: bare, as: UTF8.self).hasBytes("false") { return "never_runs" }
    }
    return node["continue-on-error"]?.truth == true ? "continue_on_error" : nil
  }

  /// A slip of indentation makes steps part of the text before them, where a shell reads them as words.
  private mutating func lookForSwallowedSteps(_ script: String, at place: SourceRange) {
    let isSwallowed = script.utf8.split(separator: 0x0A).contains { line in
      let text = String(Substring(line)).trimmed
      return text.startsWithBytes("- name: ") || text.startsWithBytes("- uses: ") || text.startsWithBytes("- run: ")
    }
    if isSwallowed { workflow.complaints.append(.swallowedStep(at: place)) }
  }

  // MARK: - With what

  private mutating func addAction(_ node: Node) {
    guard let reference = node.scalarText, !reference.startsWithBytes("./"),
      !workflow.actions.contains(where: { $0.reference.hasBytes(reference) }), workflow.actions.count < 500
    else { return }
    let bytes = reference.utf8
    let revision = bytes.lastIndex(of: UInt8(ascii: "@")).map { bytes[bytes.index(after: $0)...] }
    // A tag or a branch can be moved; a commit cannot.
    let isPinned =
      reference.startsWithBytes("docker://")
      ? ImageReference(reference).isPinned
      : revision.map { $0.count == 40 && $0.allSatisfy(isHexDigit) } ?? false
    workflow.actions.append(.init(reference: reference, isPinned: isPinned, place: node.range))
  }

  /// What the workflow's token may do, where it says so: above, or in each of its jobs. Otherwise the repository's settings
  /// decide, which cannot be seen.
  private mutating func readPermissions(_ top: Node?, _ jobs: Node) {
    let each = jobs.entries.map { $0.value["permissions"] ?? top }
    let stated = each.compactMap(\.self)
    guard stated.count == each.count, let first = stated.first else { return }
    var written: [String] = []
    var levels: [String] = []
    for node in stated {
      switch node.text {
      case "write-all": levels.append("write")
      case "read-all": levels.append("read")
      case .some: return
      case nil:
        let given = node.entries.filter { $0.value.text?.hasBytes("none") != true }
        for entry in given where entry.value.text?.hasBytes("write") == true {
          if !written.contains(where: { $0.hasBytes(entry.key) }) { written.append(entry.key) }
        }
        levels.append(given.isEmpty ? "none" : "listed")
      }
    }
    let level = ["write", "listed", "read", "none"].first(where: levels.contains) ?? "none"
    workflow.permissions = .init(level: level, written: written, place: (top ?? first).range)
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
}

extension Diagnostic {
  static func swallowedStep(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "ci.swallowed-step", "a step seems to stand inside the text of this one, where it never runs",
      at: place, fix: "indent it as the other steps are")
  }
}
