import Diagnostics

/// What a CI workflow can do for a project, told by the commands that it calls. The names are those of the facts.
enum CIActivity: String, CaseIterable {
  case runsTests = "runs_tests"
  case lints
  case scans
  case validatesData = "validates_data"
  case trainsModel = "trains_model"
  case evaluatesModel = "evaluates_model"
  case builds
  case deploys
}

/// A command or an action as far as its name tells what it does.
struct CICommand {
  private(set) var activities: [CIActivity] = []
  /// Whether it does what cannot be seen from here: a script, a Makefile, an action.
  private(set) var isOpaque = false
  /// Whether it was told to succeed whatever it finds.
  private(set) var succeedsAlways = false

  /// A command of a script.
  init(_ words: [String]) {
    let (words, isProjectScript) = CICommand.withoutWrappers(words)
    guard let first = words.first else { return }
    // Asking a tool what it is runs nothing.
    if words.dropFirst().contains(where: { CICommand.questions.contains($0) }) { return }
    let name = CICommand.stem(asciiLowercased(first.lastPathPart))
    let arguments = words.dropFirst().filter { !$0.startsWithBytes("-") }
    if let found = CICommand.tools.first(where: { $0.name.hasBytes(name) && $0.matches(arguments) }) {
      activities = [found.activity]
    }
    refine(name, words, arguments)
    // `hatch run cov`: what that is stands in the project's settings.
    if isProjectScript, activities.isEmpty { isOpaque = true }
  }

  /// An action of GitHub's, such as `aquasecurity/trivy-action@0.28.0`.
  init(action: String, with settings: (String) -> String?) {
    if action.startsWithBytes("./") || action.startsWithBytes("docker://") {
      isOpaque = true
      return
    }
    let path = asciiLowercased(String(Substring(action.utf8.prefix { $0 != UInt8(ascii: "@") })))
    if let found = CICommand.actions.first(where: { path.containsBytes($0.part) }) {
      activities = [found.activity]
    } else {
      isOpaque = !CICommand.harmless.contains { path.containsBytes($0) }
    }
    if path.containsBytes("trivy-action") { succeedsAlways = (settings("exit-code") ?? "0").hasBytes("0") }
  }

  private mutating func refine(_ name: String, _ words: [String], _ arguments: [String]) {
    let first = words[0]
    if name.startsWithBytes("python"), let script = arguments.first {
      addScript(script)
    } else if CICommand.runners.contains(name) {
      // An environment that is switched on does nothing else.
      isOpaque = arguments.last?.lastPathPart.hasBytes("activate") != true
      arguments.forEach { if $0.endsWithBytes(".py") { addScript($0) } }
    } else if first.startsWithBytes("./") || first.endsWithBytes(".sh") || first.endsWithBytes(".py") {
      if activities.isEmpty { addScript(first) }
    }
    if activities == [.runsTests], arguments.contains(where: CICommand.isAboutData) {
      activities.append(.validatesData)
    }
    switch name {
    case "black", "isort", "autoflake", "prettier":
      // These change files unless they are told to only look.
      if !words.contains(where: { $0.startsWithBytes("--check") || $0.hasBytes("--diff") }) { activities = [] }
    case "ruff":
      if arguments.first?.hasBytes("format") == true, !words.contains(where: { $0.hasBytes("--check") }) {
        activities = []
      }
    case "docker", "podman": isOpaque = ["run", "compose", "exec"].contains(arguments.first ?? "")
    case "kubectl":
      let after = arguments.drop { !$0.hasBytes("set") }.dropFirst().first
      if after?.hasBytes("image") == true { activities = [.deploys] }
    case "dvc" where arguments.first?.hasBytes("exp") == true:
      if arguments.dropFirst().first?.hasBytes("run") != true { activities = [] }
    case "trivy":
      succeedsAlways = !words.contains { $0.startsWithBytes("--exit-code") && !$0.endsWithBytes("=0") }
    default: break
    }
    if words.contains(where: { $0.hasBytes("--exit-zero") || $0.hasBytes("--exit-code=0") }) { succeedsAlways = true }
    if activities.contains(.deploys) || activities.contains(.trainsModel),
      words.contains(where: { $0.startsWithBytes("--dry") })
    {
      activities = []
    }
    // A pipeline's stages are its own.
    if name.hasBytes("dvc"), activities.contains(.trainsModel) { isOpaque = true }
  }

  /// A script: its name is what people call what it does, and what it really does cannot be seen.
  private mutating func addScript(_ path: String) {
    isOpaque = true
    let parts = CICommand.words(of: path)
    func has(_ words: String...) -> Bool { parts.contains { part in words.contains { $0.hasBytes(part) } } }
    if CICommand.isAboutData(path), has("validate", "validation", "check", "checks", "test", "tests", "quality") {
      activities.append(.validatesData)
    } else if has("train", "training", "retrain", "finetune") {
      activities.append(.trainsModel)
    } else if has("evaluate", "evaluation", "eval", "benchmark") {
      activities.append(.evaluatesModel)
    }
  }

  private static func isAboutData(_ path: String) -> Bool {
    words(of: path).contains { $0.hasBytes("data") || $0.hasBytes("dataset") || $0.hasBytes("schema") }
  }

  /// `tests/test_data.py` → tests, test, data.
  private static func words(of path: String) -> [String] {
    let isScript = path.endsWithBytes(".py") || path.endsWithBytes(".sh")
    return nameWords(isScript ? String(Substring(path.utf8.dropLast(3))) : path)
  }

  private static func stem(_ name: String) -> String { name.endsWithBytes(".exe") ? String(name.dropLast(4)) : name }

  /// Without what only says how, where or as whom the command runs.
  private static func withoutWrappers(_ words: [String]) -> (words: [String], isProjectScript: Bool) {
    var words = words[...]
    var isProjectScript = false
    for _ in 0..<8 {
      guard let first = words.first else { break }
      let name = asciiLowercased(first.lastPathPart)
      if wrappers.contains(name) {
        words = words.dropFirst().drop {
          $0.startsWithBytes("-") || $0.utf8.contains(UInt8(ascii: "=")) || plainNumber($0) != nil
        }
      } else if environments.contains(name), words.dropFirst().first?.hasBytes("run") == true {
        words = afterOptions(words.dropFirst(2))
        isProjectScript = isProjectScript || ["hatch", "pixi", "pdm"].contains(name)
      } else if name.startsWithBytes("python"), let flag = words.dropFirst().first, flag.hasBytes("-m") {
        words = words.dropFirst(2)
      } else if name.hasBytes("coverage"), words.dropFirst().first?.hasBytes("run") == true {
        guard let flag = words.firstIndex(where: { $0.hasBytes("-m") }) else { break }
        words = words[(flag + 1)...]
      } else {
        break
      }
    }
    return (Array(words), isProjectScript)
  }

  /// Options of a wrapper, some of which have a word of their own.
  private static func afterOptions(_ words: ArraySlice<String>) -> ArraySlice<String> {
    var words = words
    while let first = words.first, first.startsWithBytes("-") {
      words.removeFirst()
      if optionsWithWord.contains(first), !words.isEmpty { words.removeFirst() }
    }
    return words
  }

  // MARK: - What is known by name

  private struct Tool {
    var name: String
    var activity: CIActivity
    /// Words after the name of which one must be there; none: any.
    var subcommands: [String] = []
    /// Among how many words: values of options may stand before, as in `kubectl --namespace churn apply`.
    var reach = 1

    func matches(_ arguments: [String]) -> Bool {
      subcommands.isEmpty
        || arguments.prefix(reach).contains { argument in subcommands.contains { $0.hasBytes(argument) } }
    }
  }

  private static func all(_ activity: CIActivity, _ names: String...) -> [Tool] {
    names.map { Tool(name: $0, activity: activity) }
  }

  private static func some(
    _ activity: CIActivity, _ names: String..., with subcommands: [String], reach: Int = 1
  ) -> [Tool] {
    names.map { Tool(name: $0, activity: activity, subcommands: subcommands, reach: reach) }
  }

  private static let tools: [Tool] = [
    all(
      .runsTests, "pytest", "py.test", "unittest", "nosetests", "nose2", "ctest", "behave", "jest", "vitest", "robot"),
    some(.runsTests, "go", "cargo", "swift", "dotnet", "bazel", with: ["test"]),
    some(.runsTests, "mvn", "mvnw", "gradle", "gradlew", with: ["test", "verify", "check"], reach: 3),
    all(
      .lints, "flake8", "pylint", "mypy", "pyright", "ruff", "black", "isort", "autoflake", "pycodestyle", "pydocstyle",
      "yamllint", "hadolint", "eslint", "prettier", "shellcheck", "golangci-lint", "actionlint", "sqlfluff"),
    some(.lints, "pre-commit", with: ["run"]),
    all(
      .scans, "bandit", "safety", "pip-audit", "pip_audit", "trivy", "grype", "snyk", "semgrep", "gitleaks",
      "trufflehog", "osv-scanner", "detect-secrets", "checkov", "tfsec", "modelscan", "picklescan"),
    all(.validatesData, "great_expectations", "great-expectations", "soda", "pandera", "deepchecks", "frictionless"),
    some(.validatesData, "gx", with: ["checkpoint"]), some(.validatesData, "dbt", with: ["test"]),
    some(.trainsModel, "dvc", with: ["repro", "exp"]), some(.trainsModel, "mlflow", "kedro", with: ["run"]),
    all(.evaluatesModel, "cml", "cml-send-comment", "lm_eval", "lm-eval", "promptfoo", "deepeval", "giskard"),
    some(.evaluatesModel, "dvc", with: ["metrics"]), some(.evaluatesModel, "mlflow", with: ["evaluate"]),
    some(.builds, "docker", "podman", with: ["build", "buildx"]), all(.builds, "buildah", "build"),
    some(.builds, "bentoml", with: ["build", "containerize"]), some(.builds, "poetry", "uv", "hatch", with: ["build"]),
    some(.deploys, "kubectl", with: ["apply", "replace"], reach: 3),
    some(.deploys, "helm", with: ["upgrade", "install"], reach: 3),
    some(.deploys, "terraform", with: ["apply"], reach: 3), some(.deploys, "argocd", with: ["sync"], reach: 3),
    some(.deploys, "bentoml", "sam", "cdk", "serverless", "flyctl", with: ["deploy"]),
    some(.deploys, "gcloud", with: ["deploy", "deploy-model"], reach: 4),
    some(.deploys, "az", with: ["online-deployment", "batch-deployment"], reach: 4),
  ].flatMap(\.self)

  private static let actions: [(part: String, activity: CIActivity)] = [
    ("pre-commit/action", .lints), ("super-linter", .lints), ("psf/black", .lints), ("ruff-action", .lints),
    ("golangci-lint-action", .lints), ("reviewdog/", .lints), ("codeql-action/analyze", .scans),
    ("trivy-action", .scans), ("dependency-review-action", .scans), ("scorecard-action", .scans),
    ("anchore/scan-action", .scans), ("snyk/actions", .scans), ("gitleaks", .scans), ("trufflehog", .scans),
    ("pip-audit", .scans), ("checkov", .scans), ("semgrep", .scans), ("great_expectations_action", .validatesData),
    ("docker/build-push-action", .builds), ("docker/bake-action", .builds), ("k8s-deploy", .deploys),
    ("deploy-cloudrun", .deploys), ("ecs-deploy", .deploys), ("webapps-deploy", .deploys),
  ]

  /// What only prepares or keeps something.
  private static let harmless = [
    "actions/checkout", "actions/cache", "/setup-", "actions/upload-artifact", "actions/download-artifact", "login",
    "configure-aws-credentials", "google-github-actions/auth", "docker/metadata-action", "codecov/",
    "codeql-action/init",
    "codeql-action/autobuild", "codeql-action/upload", "actions/attest", "publish-unit-test-result", "test-reporter",
  ]

  private static let questions: Set<String> = ["--version", "--help", "-h", "--collect-only", "--co", "-V"]
  private static let wrappers: Set<String> = [
    "sudo", "env", "nice", "exec", "command", "xvfb-run", "npx", "uvx", "timeout",
  ]
  private static let environments: Set<String> = [
    "uv", "poetry", "pipenv", "pdm", "rye", "conda", "mamba", "micromamba", "pipx", "hatch", "pixi",
  ]
  private static let optionsWithWord: Set<String> = [
    "-n", "--name", "-p", "--prefix", "--with", "--extra", "--group", "-e", "--python",
  ]
  /// What runs something that stands elsewhere.
  private static let runners: Set<String> = [
    "make", "just", "task", "tox", "nox", "invoke", "inv", "bash", "sh", "zsh", "source", ".", "npm", "yarn", "pnpm",
    "papermill", "jupyter", "eval", "ansible-playbook", "nix", "earthly", "dagger", "act", "torchrun", "accelerate",
  ]
}
