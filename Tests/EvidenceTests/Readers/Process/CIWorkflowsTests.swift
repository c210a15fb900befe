import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A workflow of GitHub Actions")
struct GitHubWorkflowTests {
  private func item(_ text: String) throws -> EvidenceItem {
    try TemporaryProject([".github/workflows/ci.yml": text]).item("ci_workflows")
  }

  /// A workflow of one job with these lines as its steps.
  private func steps(_ steps: String, on: String = "push", job: String = "") throws -> EvidenceItem {
    let lines = steps.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    return try item("on: \(on)\njobs:\n  t:\n    runs-on: x\n\(job)    steps:\n\(lines)\n")
  }

  @Test(
    "is started by what it says, in all three forms",
    arguments: [
      ("push", "[push]"), ("[push, pull_request, merge_group]", "[push, change_request]"),
      ("workflow_dispatch", "[manual]"),
      ("{push: {branches: [main]}, schedule: [{cron: '0 4 * * 1'}]}", "[push, schedule]"),
      ("{push: {tags: ['v*']}}", "[release]"),
      ("{workflow_call: }", "[call]"), ("issues", "[other]"),
    ])
  func triggers(on: String, expected: String) throws {
    let item = try steps("- run: pytest", on: on)
    #expect(item.fact("triggers") == expected)
    #expect(item.fact("schedules") == (on.contains("cron") ? "[0 4 * * 1]" : "–"))
  }

  @Test(
    "does what its commands are called for",
    arguments: [
      ("pytest -q", "runs_tests"), ("python -m pytest tests", "runs_tests"),
      ("uv run --group dev pytest", "runs_tests"),
      ("coverage run -m pytest", "runs_tests"), ("cd python && .venv/bin/pytest", "runs_tests"),
      ("python -m unittest", "runs_tests"),
      ("poetry run coverage run --branch -m unittest", "runs_tests"), ("go test ./...", "runs_tests"),
      ("ruff check .", "lints"), ("black --check .", "lints"), ("mypy src", "lints"),
      ("pre-commit run --all-files", "lints"),
      ("pip-audit", "scans"), ("bandit -r src", "scans"), ("trivy fs --exit-code 1 .", "scans"),
      ("gx checkpoint run raw", "validates_data"), ("python scripts/validate_data.py", "validates_data"),
      ("dvc repro", "trains_model"), ("python src/train.py", "trains_model"),
      ("cml comment create report.md", "evaluates_model"),
      ("python evaluate.py", "evaluates_model"), ("docker build -t x .", "builds"), ("python -m build", "builds"),
      ("kubectl --namespace churn apply -f deploy/", "deploys"), ("helm upgrade --install x .", "deploys"),
      ("kubectl set image deploy/x a=b", "deploys"),
    ])
  func activities(command: String, activity: String) throws {
    #expect(try steps("- run: \(command)").fact(activity) == "true")
  }

  @Test(
    "does not do what its commands only speak of",
    arguments: [
      "echo pytest", "pip install pytest ruff", "pytest --version", "# pytest", "black .", "ruff format .",
      "pytest --collect-only",
      "kubectl get pods", "kubectl apply --dry-run=client -f x", "dvc exp show", "cat <<EOF > x\n    pytest\n    EOF",
    ])
  func words(command: String) throws {
    let item = try steps("- run: |\n    \(command)")
    #expect(CIActivity.allCases.map { item.fact($0.rawValue) } == .init(repeating: "false", count: 8), "\(command)")
  }

  @Test(
    "is not known to do what stands elsewhere",
    arguments: [
      "- run: make test", "- run: tox", "- run: ./run-tests.sh", "- run: bash ci/test.sh",
      "- uses: ./.github/actions/test",
      "- uses: acme/test-action@v1", "- run: python x.py", "- run: hatch run cov", "- run: npm test",
      "- {run: x, shell: pwsh}",
      "- run: if pytest; then echo; fi", "- run: docker run x pytest",
    ])
  func opaque(step: String) throws {
    let item = try steps(step)
    #expect(item.fact("runs_tests") == "–")
    #expect(item.facts["jobs"]?.elements.first?["all_in_sight"]?.bool == false)
    #expect(try steps(step + "\n- run: pytest").fact("runs_tests") == "true")
  }

  @Test("is not known to do what a workflow that it calls does")
  func called() throws {
    let item = try item("on: push\njobs: {t: {uses: acme/ci/.github/workflows/x.yml@main}}")
    #expect(item.fact("runs_tests") == "–")
    #expect(item.fact("actions") == "[{action: acme/ci/.github/workflows/x.yml@main, pinned: false}]")
  }

  @Test(
    "stops nothing by what is only decoration",
    arguments: [
      ("- run: pytest || true", "or_true"), ("- run: pytest | tee log", "pipe"), ("- run: pytest &", "background"),
      ("- {run: pytest, continue-on-error: true}", "continue_on_error"), ("- {run: pytest, if: false}", "never_runs"),
      ("- {run: pytest, if: '${{ false }}'}", "never_runs"), ("- run: pytest --exit-zero", "exit_zero"),
      ("- run: |\n    set +e\n    pytest\n    echo done", "no_errexit"),
    ])
  func decorations(step: String, reason: String) throws {
    let item = try steps(step)
    #expect(item.fact("runs_tests") == "false")
    let found = item.facts["decorations"]?.elements ?? []
    #expect(found.map { shown($0["reason"]) } == [reason])
    #expect(shown(found.first?["activity"]) == "runs_tests")
    #expect(item.facts["jobs"]?.elements.first?["activities"]?.elements.isEmpty == true)
  }

  @Test("stops a change where bash was asked for by name, or a job is not decoration")
  func gates() throws {
    #expect(try steps("- {run: pytest | tee log, shell: bash}").fact("runs_tests") == "true")
    #expect(try steps("- {run: pytest | tee log, shell: 'bash {0}'}").fact("runs_tests") == "false")
    #expect(try steps("- run: pytest", job: "    continue-on-error: true\n").fact("runs_tests") == "false")
    #expect(try steps("- run: pytest", job: "    if: github.ref == 'refs/heads/main'\n").fact("runs_tests") == "true")
    #expect(try steps("- uses: aquasecurity/trivy-action@x").fact("scans") == "false")
    #expect(try steps("- {uses: aquasecurity/trivy-action@x, with: {exit-code: '1'}}").fact("scans") == "true")
  }

  @Test("names jobs, environments, actions and what it may write")
  func details() throws {
    let sha = String(repeating: "a1", count: 20)
    let item = try item(
      """
      name: release
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        test:
          steps: [{uses: actions/checkout@\(sha)}, {uses: actions/upload-artifact@v4}]
        deploy:
          needs: test
          environment: {name: production, url: x}
          permissions: {id-token: write}
          steps: [{uses: actions/checkout@\(sha)}, {run: kubectl apply -f x}]
      """)
    #expect(item.fact("name") == "release")
    #expect(item.fact("environments") == "[production]")
    #expect(
      item.facts["jobs"]?.elements.last.map(shown)
        == "{name: deploy, activities: [deploys], environment: production, needs: [test], steps: 2, manual: false, all_in_sight: true}"
    )
    #expect(
      item.fact("actions")
        == "[{action: actions/checkout@\(sha), pinned: true}, {action: actions/upload-artifact@v4, pinned: false}]")
    #expect(
      ["actions_pinned", "permissions", "write_permissions", "uploads_artifacts"].map(item.fact) == [
        "false", "listed", "[packages, id-token]", "true",
      ])
  }

  @Test(
    "says what its token may do, or the repository's settings decide",
    arguments: [
      ("permissions: read-all", "read"), ("permissions: write-all", "write"), ("permissions: {}", "none"),
      ("permissions: {contents: none}", "none"), ("permissions: {contents: read}", "listed"), ("x: y", "–"),
    ])
  func permissions(line: String, expected: String) throws {
    let item = try item("on: push\n\(line)\njobs: {t: {steps: [{run: x}]}}")
    #expect(item.fact("permissions") == expected)
  }

  @Test("with a step that slipped into the text before it, says so")
  func swallowed() throws {
    let item = try steps("- name: Build\n  run: |\n    echo build\n    - name: Test\n      run: pytest")
    #expect(item.diagnostics.map(\.id) == ["ci.swallowed-step"])
    #expect(item.fact("runs_tests") == "false")
  }

  @Test(
    "counts only where GitHub looks, and is unreadable where it is broken",
    arguments: [
      ("{", "yaml.syntax"), ("", "evidence.not-of-kind"), ("on: push\njobs: {}", "evidence.not-of-kind"),
      ("- a", "evidence.not-of-kind"),
      ("on: push\njobs: &a [*a]", "yaml.alias"),
    ])
  func broken(text: String, id: String) throws {
    let evidence = try TemporaryProject([
      ".github/workflows/ci.yml": text, "x/.github/workflows/ci.yml": "{", ".github/workflows/x/y.yml": "{",
    ]).evidence()
    #expect(evidence.items.isEmpty)
    #expect(evidence.problems == ["ci_workflows .github/workflows/ci.yml \(id)"])
  }
}

@Suite("A pipeline of GitLab CI")
struct GitLabPipelineTests {
  private func item(_ text: String) throws -> EvidenceItem {
    try TemporaryProject([".gitlab-ci.yml": text]).item("ci_workflows")
  }

  @Test("does what the scripts of its jobs do, with the templates that they extend")
  func jobs() throws {
    let item = try item(
      """
      stages: [test, deploy]
      variables: {A: b}
      before_script: [pip install -r requirements.txt]
      .base: {script: [ruff check .], artifacts: {paths: [x]}}
      .hidden: {script: [bandit -r .]}
      lint: {extends: .base}
      test: {script: [pytest | tee log]}
      deploy:
        needs: [test, {job: lint}]
        environment: {name: production}
        when: manual
        allow_failure: false
        script: [[kubectl apply -f x]]
      """)
    #expect(
      ["provider", "runs_tests", "lints", "scans", "deploys", "uploads_artifacts"].map(item.fact) == [
        "gitlab_ci", "true", "true", "false", "true", "true",
      ])
    #expect(item.fact("triggers") == "[push]")
    #expect(
      item.facts["jobs"]?.elements.last.map(shown)
        == "{name: deploy, activities: [deploys], environment: production, needs: [test, lint], steps: 1, manual: true, all_in_sight: true}"
    )
    #expect(item.fact("actions_pinned") == "–")
  }

  @Test(
    "stops nothing where failure is allowed or it never runs",
    arguments: [
      ("allow_failure: true", "allow_failure"), ("allow_failure: {exit_codes: 1}", "allow_failure"),
      ("when: manual", "allow_failure"),
      ("when: never", "never_runs"), ("rules: [{when: never}]", "never_runs"),
      ("rules: [{if: $X, allow_failure: true}]", "allow_failure"),
    ])
  func decorations(line: String, reason: String) throws {
    let item = try item("test: {script: [pytest], \(line)}")
    #expect(item.fact("runs_tests") == "false")
    #expect(item.facts["decorations"]?.elements.map { shown($0["reason"]) } == [reason])
  }

  @Test(
    "is not known to do what it takes in from elsewhere",
    arguments: [
      "include: [{local: x.yml}]\ntest: {script: [echo]}", "include: {template: x}", "test: {extends: .elsewhere}",
      ".t: &t {script: [pytest]}\ntest: {<<: *t, stage: test}", "test: {script: [!reference [.t, script]]}",
      "test: {trigger: other/project}",
    ])
  func opaque(text: String) throws {
    let item = try item(text)
    #expect(item.fact("runs_tests") == "–")
    #expect(item.diagnostics.isEmpty)
  }

  @Test("is started by what its rules speak of")
  func triggers() throws {
    let item = try item(
      "workflow: {rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}]}\na: {script: [x], rules: [{if: '$CI_PIPELINE_SOURCE == \"schedule\"'}]}\nb: {script: [x], only: [tags]}"
    )
    #expect(item.fact("triggers") == "[change_request, schedule, release]")
  }

  @Test("without a job is unreadable", arguments: ["stages: [a]", "", ".a: {script: [x]}"])
  func broken(text: String) throws {
    #expect(
      try TemporaryProject([".gitlab-ci.yml": text]).evidence().problems == [
        "ci_workflows .gitlab-ci.yml evidence.not-of-kind"
      ])
  }
}

@Suite("Other providers' CI")
struct OtherCITests {
  @Test(
    "is there, and no more is known",
    arguments: [
      ("Jenkinsfile", "jenkins"), ("azure-pipelines.yml", "azure_pipelines"), (".circleci/config.yml", "circleci"),
      ("bitbucket-pipelines.yml", "bitbucket"),
    ])
  func provider(path: String, provider: String) throws {
    let item = try TemporaryProject([path: "pipeline { pytest"]).item("ci_workflows")
    #expect(shown(item.facts) == "{provider: \(provider)}")
    #expect(try TemporaryProject([path: " \n"]).evidence().problems == ["ci_workflows \(path) evidence.not-of-kind"])
  }
}
