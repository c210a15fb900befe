/// Measures the executable as a user starts it: whole processes, and the stages that `--timings` tells.
struct CommandBenchmarks {
  let executable: String
  let project: String
  let workplace: Workplace
  let runs: Int

  /// What one whole assessment with all reports should take at most of a quiet machine's processor time, in nanoseconds.
  /// Told, not enforced: how quiet and how fast a machine is, is no property of the code.
  private static let aim = 30e6

  func measureStart() -> Bool {
    print("Start-up, median of \(runs)")
    guard let nothing = duration(["true"]), let version = duration([executable, "--version"]) else {
      return failed("cannot start \(executable)")
    }
    report("true, which does nothing", milliseconds(nothing.median))
    report("gonogo --version", milliseconds(version.median), "smallest \(milliseconds(version.smallest))")
    return true
  }

  /// The worked example, once for each run: console, HTML, JUnit XML and JSON.
  func measureAssessment() -> Bool {
    let words =
      [executable, "assess", project, "--as-of", "2026-11-22", "--timings"]
      + ["html", "junit", "json"].flatMap { ["--\($0)", "\(workplace.path)/report.\($0)"] }
    print("One-shot assessment of the worked example, four reports, median of \(runs)")
    guard let whole = duration(words), let spent = duration(words, { $0.processorNanoseconds }),
      let stages = stages(words)
    else {
      return failed("the worked example is not judged")
    }
    report("whole process", milliseconds(whole.median), "smallest \(milliseconds(whole.smallest))")
    report("processor time", milliseconds(spent.median), "smallest \(milliseconds(spent.smallest))")
    if let peer = duration(["xmllint", "--version"]) {
      report(
        "xmllint --version", milliseconds(peer.median),
        "gonogo takes \(text(whole.median / peer.median, decimals: 1)) x as long")
    }
    for (name, sample) in stages { report("  \(name)", milliseconds(sample.median)) }
    if spent.smallest > Self.aim {
      report("  over the aim of", milliseconds(Self.aim), "\(text(spent.smallest / Self.aim, decimals: 1)) x as long")
    }
    return true
  }

  func measureReading() -> Bool {
    let runs = min(self.runs, 7)
    print("Reading, median of \(runs)")
    guard workplace.makeProject("small", extensionBytes: 0) != nil,
      let yaml = workplace.makeProject("large", extensionBytes: 1_000_000),
      let base = stages(assess("small"), runs: runs, status: 1),
      let large = stages(assess("large"), runs: runs, status: 1)
    else { return failed("the workload cannot be made or judged") }
    report("YAML, manifest, 1 MB", rate(yaml, median("manifest", large) - median("manifest", base)))
    return true
  }

  private func assess(_ name: String) -> [String] {
    [executable, "assess", workplace.path + "/" + name, "--as-of", "2026-11-22", "--timings"]
  }

  private func rate(_ bytes: Int, _ nanoseconds: Double) -> String {
    text(Double(bytes) / 1e6 / (max(1, nanoseconds) / 1e9), decimals: 0) + " MB/s"
  }

  private func duration(
    _ words: [String], runs: Int? = nil, _ time: (ChildProcess) -> Double = { $0.nanoseconds }
  ) -> Sample? {
    Sample(runs: runs ?? self.runs) { ChildProcess.run(words).flatMap { $0.status == 0 ? time($0) : nil } }
  }

  /// What `--timings` says, by stage in its order, in nanoseconds.
  private func stages(_ words: [String], runs: Int? = nil, status: Int32 = 0) -> [(name: String, sample: Sample)]? {
    var names: [String] = []
    var values: [String: [Double]] = [:]
    for _ in 0..<(runs ?? self.runs) {
      guard let child = ChildProcess.run(words, errorsAt: workplace.path + "/timings"), child.status == status else {
        return nil
      }
      for line in child.errors.split(separator: "\n") where line.hasSuffix(" ms") {
        let parts = line.dropLast(3).split(separator: " ")
        guard parts.count >= 2, let value = parts.last.flatMap({ Double($0) }) else { continue }
        let name = parts.dropLast().joined(separator: " ")
        if values[name] == nil { names.append(name) }
        values[name, default: []].append(value * 1e6)
      }
    }
    return names.isEmpty ? nil : names.map { ($0, Sample(values[$0] ?? [])) }
  }

  private func median(_ name: String, _ stages: [(name: String, sample: Sample)]) -> Double {
    stages.first { $0.name == name }?.sample.median ?? 0
  }

  private func failed(_ why: String) -> Bool {
    print("FAILED: \(why)")
    return false
  }
}
