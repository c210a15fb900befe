import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A container's build")
struct ContainerBuildsTests {
  private func item(_ text: String, _ path: String = "Dockerfile") throws -> EvidenceItem {
    try TemporaryProject([:]).with(path, text).item("container_builds")
  }

  private static let digest = "sha256:" + String(repeating: "a", count: 64)

  @Test(
    "starts from images, pinned or not",
    arguments: [
      (
        "FROM python:3.11-slim",
        "[{image: python:3.11-slim, is_resolved: true, tag: 3.11-slim, pinned: false, mutable: false}]", "false",
        "false"
      ),
      (
        "from --platform=linux/amd64 python AS base",
        "[{image: python, is_resolved: true, pinned: false, mutable: true}]", "false", "true"
      ),
      ("FROM a@" + digest, "[{image: a@\(digest), is_resolved: true, pinned: true, mutable: false}]", "true", "false"),
      (
        "ARG V=3.11\nFROM python:${V}-slim",
        "[{image: python:3.11-slim, is_resolved: true, tag: 3.11-slim, pinned: false, mutable: false}]", "false",
        "false"
      ),
      ("ARG V\nFROM python:$V", "[{image: python:$V, is_resolved: false}]", "false", "false"),
      (
        "FROM ${IMAGE:-a:1}", "[{image: a:1, is_resolved: true, tag: 1, pinned: false, mutable: false}]", "false",
        "false"
      ),
      ("FROM scratch", "[]", "–", "–"),
      (
        "FROM a:1 AS Build\nFROM build", "[{image: a:1, is_resolved: true, tag: 1, pinned: false, mutable: false}]",
        "false", "false"
      ),
    ])
  func images(text: String, images: String, pinned: String, latest: String) throws {
    let item = try item(text)
    #expect(item.fact("base_images") == images)
    #expect(item.fact("base_images_pinned") == pinned && item.fact("uses_latest") == latest)
  }

  @Test(
    "says who runs it and how it is checked, by its last stage",
    arguments: [
      ("FROM a", "false – false"), ("FROM a\nUSER app", "true true false"),
      ("FROM a\nUSER app\nUSER root", "true false false"),
      ("FROM a\nUSER 0:0", "true false false"), ("FROM a\nUSER 1000:0", "true true false"),
      ("FROM a\nUSER $U", "true – false"),
      ("FROM a\nARG U=root\nUSER ${U}", "true false false"), ("FROM a AS b\nUSER app\nFROM c", "false – false"),
      ("FROM a AS b\nUSER app\nHEALTHCHECK CMD x\nFROM b", "true true true"),
      ("FROM a\nHEALTHCHECK CMD x\nHEALTHCHECK NONE", "false – false"),
      ("FROM a\nHEALTHCHECK --interval=5s \\\n  # why\n\n  CMD x", "false – true"),
      ("ARG U=app\nFROM a\nARG U\nUSER $U", "true true false"),
    ])
  func lastStage(text: String, expected: String) throws {
    let item = try item(text)
    #expect(["sets_user", "runs_as_non_root", "healthcheck"].map(item.fact).joined(separator: " ") == expected)
  }

  @Test(
    "names variables that look like secrets, and never their values",
    arguments: [
      ("ARG API_KEY", "[{name: API_KEY, origin: ARG, line: 2}]"),
      ("ENV DB_PASSWORD=s3cret A=1", "[{name: DB_PASSWORD, origin: ENV, line: 2}]"),
      ("ENV AWS_SECRET_ACCESS_KEY s3cret", "[{name: AWS_SECRET_ACCESS_KEY, origin: ENV, line: 2}]"),
      ("ENV A=1 \\\n  GITHUB_TOKEN=\"s3cret x\"", "[{name: GITHUB_TOKEN, origin: ENV, line: 2}]"),
      ("ENV PASSWORD=", "[]"), ("ENV TOKEN_LIMIT=512", "[]"),
      ("ENV TOKENIZERS_PARALLELISM=x", "[]"), ("ENV PASSWORD_FILE=/run/s", "[]"), ("ENV CACHE_KEY=v1", "[]"),
      ("RUN echo PASSWORD=s3cret", "[]"),
      ("ENV USE_TOKEN=true", "[]"),
    ])
  func secrets(line: String, expected: String) throws {
    let item = try item("FROM a:1\n" + line + "\n")
    #expect(item.fact("suspected_secrets") == expected)
    #expect(!shown(item.facts).contains("s3cret"))
  }

  @Test(
    "copies everything or just some",
    arguments: [
      ("COPY . .", "true"), ("COPY --chown=a:b ./ /app", "true"), ("ADD [\".\", \"/app\"]", "true"),
      ("COPY src/ .", "false"), ("COPY --from=b / /", "false"),
      ("COPY * /app/", "true"), ("COPY a b ./", "false"),
    ])
  func copies(line: String, expected: String) throws {
    #expect(try item("FROM a:1\n" + line).fact("copies_everything") == expected)
  }

  @Test("is read past comments, directives, continued lines and here-documents")
  func syntax() throws {
    let item = try item(
      "# syntax=docker/dockerfile:1\n# escape=`\nFROM a:1 AS x\nRUN a `\n  && b\nRUN <<EOF cat\nUSER root\nEOF\nCOPY <<-\"A\" <<B /x/\n\tUSER root\n\tA\nUSER root\nB\nADD https://example.com/x /x\nUSER app\nONBUILD RUN x\n"
    )
    #expect(["stages", "runs_as_non_root", "downloads"].map(item.fact) == ["1", "true", "1"])
    #expect(item.facts["runs_as_non_root"]?.range.start?.line == 15)
  }

  @Test("knows of a file that keeps others out")
  func ignore() throws {
    for (path, expected) in [
      (".dockerignore", "true"), ("docker/.dockerignore", "true"), ("docker/Dockerfile.dockerignore", "true"),
      ("other/.dockerignore", "false"),
    ] {
      let project = TemporaryProject(["docker/Dockerfile": "FROM a:1"]).with(path, "*")
      #expect(try project.item("container_builds").fact("has_dockerignore") == expected)
    }
  }

  @Test("of Compose is that of all services")
  func compose() throws {
    let item = try item(
      """
      services:
        api:
          build: .
          image: churn:latest
          user: "1000"
          healthcheck: {test: [CMD, x]}
          environment: [DB_PASSWORD=s3cret, API_KEY=$API_KEY, "PASSWORD"]
        db:
          image: postgres:${TAG:-16}
          user: postgres
          privileged: true
          environment: {POSTGRES_PASSWORD: s3cret, MODE: x}
      """, "docker-compose.yml")
    #expect(item.format == "compose" && item.fact("services") == "2" && item.fact("stages") == "–")
    #expect(
      item.fact("base_images") == "[{image: postgres:16, is_resolved: true, tag: 16, pinned: false, mutable: false}]")
    #expect(
      ["sets_user", "runs_as_non_root", "healthcheck", "privileged"].map(item.fact) == ["true", "true", "false", "1"])
    #expect(
      item.fact("suspected_secrets")
        == "[{name: DB_PASSWORD, origin: environment, line: 7}, {name: POSTGRES_PASSWORD, origin: environment, line: 12}]"
    )
    #expect(!shown(item.facts).contains("s3cret"))
    let root = try self.item("services:\n  a: {image: x, user: root}\n  b: {image: y}\n", "compose.yaml")
    #expect(root.fact("runs_as_non_root") == "false" && root.fact("sets_user") == "false")
    let silent = try self.item("services:\n  a: {image: x, user: app}\n  b: {image: y}\n", "compose.yaml")
    #expect(silent.fact("runs_as_non_root") == "–")
  }

  @Test(
    "that is broken proves nothing",
    arguments: [
      ("Dockerfile", "", "evidence.not-of-kind"), ("Dockerfile", "RUN x\nFROM a", "evidence.not-of-kind"),
      ("Dockerfile", "ARG A=1\n", "evidence.not-of-kind"),
      ("Dockerfile", "FORM a\n", "evidence.not-of-kind"),
      ("Dockerfile", "FROM a\nRUN <<EOF\nUSER app\n", "evidence.truncated"),
      ("docker/Dockerfile.gpu", "FROM a\n{{ x }}\n", "evidence.not-of-kind"),
      ("docker-compose.prod.yml", "services: [", "yaml.syntax"),
    ])
  func broken(path: String, text: String, id: String) throws {
    let evidence = try TemporaryProject([:]).with(path, text).evidence()
    #expect(evidence.problems == ["container_builds \(path) \(id)"])
    #expect(evidence.items.isEmpty)
  }

  @Test("is found under all its names, and templates are none")
  func names() throws {
    let project = TemporaryProject([
      "Dockerfile": "FROM a", "a/dockerfile.dev": "FROM a", "b/serve.Dockerfile": "FROM a", "c/Containerfile": "FROM a",
      "d/Dockerfile.j2": "FROM {{ a }}",
      "compose.yaml": "a: 1",
    ])
    let evidence = try project.evidence()
    #expect(
      evidence.items("container_builds").map(\.path) == [
        "Dockerfile", "a/dockerfile.dev", "b/serve.Dockerfile", "c/Containerfile",
      ])
    #expect(evidence.problems.isEmpty)
  }

  @Test("says little of services into which something is merged: the rest may stand in that")
  func merged() throws {
    let item = try self.item(
      """
      x-common: &common {user: app}
      services:
        a: {<<: *common, image: 'x:1', environment: {DB_PASSWORD: hunter2hunter2}}
      """, "docker-compose.yml")
    #expect(item.fact("services") == "1")
    #expect(item.fact("sets_user") == "–" && item.fact("privileged") == "–" && item.fact("healthcheck") == "–")
    #expect(item.facts["suspected_secrets"]?.elements.count == 1)
  }
}
