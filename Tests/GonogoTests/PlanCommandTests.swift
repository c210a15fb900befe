import TestSupport
import Testing

@Suite("gonogo plan")
struct PlanCommandTests {
  @Test("tells the steps, and ends as assess does", arguments: [false, true])
  func steps(isStrict: Bool) throws {
    let project = try SmallProject()
    let words = [project.path, "--rubric", project.rubric] + (isStrict ? ["--strict"] : [])
    let plan = try CommandRun(["plan"] + words)
    let assess = try CommandRun(["assess"] + words)
    #expect(plan.status == assess.status)
    #expect(plan.status == (isStrict ? 1 : 0))
    #expect(plan.complaints == assess.complaints)
    #expect(plan.output.contains("The way to GO: 1 demand, cost 3; no other set costs less."))
    #expect(plan.output.contains("1. release.named-service (major, medium effort): The service has a name"))
    #expect(plan.output.hasSuffix("\nCONDITIONAL GO\n"))
    #expect(assess.output.contains("The cheapest way to GO: 1 demand, cost 3. gonogo plan tells the steps."))
  }

  @Test("as JSON it is one object, and nothing else is on standard output")
  func json() throws {
    let project = try SmallProject()
    let run = try CommandRun("plan", project.path, "--rubric", project.rubric, "--json")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("{\n  \"gonogo_plan\": 1,"))
    #expect(run.output.contains("\"rule\": \"release.named-service\""))
    #expect(run.output.hasSuffix("}\n"))
  }

  @Test("a project that is not ready gets the whole way, in the order of the gravest first")
  func notReady() throws {
    let run = try CommandRun("plan", Repository.example("not-ready"), "--as-of", "2026-11-22")
    #expect(run.status == 1)
    #expect(run.output.contains("; then CONDITIONAL GO\n"))
    #expect(run.output.contains("; then GO\n"))
    #expect(run.output.contains("no other set costs less"))
  }

  @Test("a project that is ready has nothing in its way, and is told what its decision hangs on")
  func ready() throws {
    let run = try CommandRun("plan", Repository.example("ready"), "--as-of", "2026-11-22")
    #expect(run.status == 0)
    #expect(run.output.contains("Nothing stands in the way."))
    #expect(run.output.contains("The decision hangs on"))
    #expect(run.output.contains("to spare."))
  }

  @Test(
    "what is wrong with the input ends it as it ends assess", arguments: [["--gate", "operate"], ["--gate", "no"]])
  func usage(words: [String]) throws {
    let project = try SmallProject()
    let plan = try CommandRun(["plan", project.path, "--rubric", project.rubric] + words)
    #expect(plan.status == 64)
    #expect(plan.output == "")
    let none = try CommandRun("plan", project.folder("nowhere"), "--rubric", project.rubric)
    let assessed = try CommandRun("assess", project.folder("nowhere"), "--rubric", project.rubric)
    #expect(none.status == assessed.status)
    #expect(none.output == assessed.output)
  }
}
