/// A large test report, read by gonogo and by `xmllint --stream --noout` in turn, so that whatever else the machine has to
/// do meets both: whole processes, in processor time.
struct TestReportBenchmark {
  let executable: String
  let workplace: Workplace
  let runs: Int

  /// No less than this share of xmllint's speed, in no more memory. Told, not enforced.
  static let aim = (share: 0.75, megabytes: 50.0)

  func measure(megabytes: Int) -> Bool {
    print("A test report of \(megabytes) MB, median of \(runs)")
    guard workplace.makeProject("tested", extensionBytes: 0) != nil,
      let bytes = workplace.makeTestReport(in: "tested", bytes: megabytes * 1_000_000)
    else { return failed("it cannot be made") }
    let project = workplace.path + "/tested"
    var ours: [ChildProcess] = []
    var peers: [ChildProcess] = []
    for _ in 0..<max(1, runs) {
      guard let child = ChildProcess.run([executable, "evidence", project]), child.status == 0 else {
        return failed("it cannot be read")
      }
      ours.append(child)
      if let peer = ChildProcess.run(["xmllint", "--stream", "--noout", project + "/test-results/junit.xml"]),
        peer.status == 0
      {
        peers.append(peer)
      }
    }
    let peak = Sample(ours.map(\.peakBytes)).median / 1e6
    report("gonogo evidence", rate(bytes, ours), "peak \(text(peak, decimals: 0)) MB")
    guard peers.count == ours.count else {
      print("  xmllint is not here: nothing to compare with")
      return true
    }
    report("xmllint --stream --noout", rate(bytes, peers))
    let shares = Sample(zip(ours, peers).map { $1.processorNanoseconds / $0.processorNanoseconds })
    report("share of xmllint's speed", text(shares.median), "smallest \(text(shares.smallest))")
    // Of a small one starting is most.
    if megabytes >= 100, shares.median < Self.aim.share || peak > Self.aim.megabytes {
      report("  short of the aim of", text(Self.aim.share), "\(text(Self.aim.megabytes, decimals: 0)) MB")
    }
    return true
  }

  private func rate(_ bytes: Int, _ children: [ChildProcess]) -> String {
    let nanoseconds = Sample(children.map(\.processorNanoseconds)).median
    return text(Double(bytes) / 1e6 / (max(1, nanoseconds) / 1e9), decimals: 0) + " MB/s"
  }

  private func failed(_ why: String) -> Bool {
    print("FAILED: \(why)")
    return false
  }
}
