import Diagnostics
import Documents
import Testing

@testable import Evidence

@Suite("A load test")
struct LoadTestsTests {
  private func item(_ text: String, path: String) throws -> EvidenceItem {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    return try project.item("load_tests")
  }

  @Test("of k6 has its thresholds the opposite way round in the two shapes of its summary")
  func k6() throws {
    let handled = try item(
      """
      {"root_group": {}, "state": {"testRunDurationMs": 30005.1}, "metrics": {
       "http_req_duration": {"type": "trend", "contains": "time", "values": {"avg": 12.5, "min": 1, "med": 10,
         "max": 90, "p(90)": 30, "p(95)": 40, "p(99.9)": 88}, "thresholds": {"p(95)<500": {"ok": true}}},
       "http_req_failed": {"type": "rate", "values": {"rate": 0.25, "passes": 25, "fails": 75},
         "thresholds": {"rate<0.01": {"ok": false}}},
       "http_reqs": {"type": "counter", "values": {"count": 100, "rate": 3.3}},
       "checks": {"type": "rate", "values": {"rate": 0.5, "passes": 5, "fails": 6}},
       "vus_max": {"type": "gauge", "values": {"value": 10, "min": 10, "max": 10}},
       "iteration_duration": {"type": "trend", "values": {"avg": 1}}}}
      """, path: "load/summary.json")
    #expect(handled.format == "k6-summary")
    #expect(
      [
        "requests", "failures", "error_rate", "requests_per_second", "duration_seconds", "users", "checks_passed",
        "checks_failed", "percentiles", "thresholds_passed", "thresholds_failed", "counts_consistent",
      ].map(handled.fact) == ["100", "25", "0.25", "3.3", "30.005", "10", "5", "6", "stated", "1", "1", "true"])
    #expect(
      handled.fact("latency_ms") == "{avg: 12.5, min: 1.0, p50: 10.0, p90: 30.0, p95: 40.0, p99_9: 88.0, max: 90.0}")
    let exported = try item(
      """
      {"metrics": {"http_req_duration": {"avg": 12.5, "max": 90, "p(95)": 40,
         "thresholds": {"p(95)<500": false, "p(95)<10": true}},
       "http_req_failed": {"passes": 25, "fails": 75, "value": 0.25}, "http_reqs": {"count": 100, "rate": 3.3},
       "vus": {"value": 1, "min": 1, "max": 8}, "iteration_duration": {"avg": 1}}}
      """, path: "k6-export.json")
    #expect(exported.format == "k6-summary-export")
    #expect(
      exported.fact("thresholds")
        == "[{metric: http_req_duration, expression: p(95)<500, passed: true}, {metric: http_req_duration, expression: p(95)<10, passed: false}]"
    )
    #expect(["failures", "users", "error_rate"].map(exported.fact) == ["25", "8", "0.25"])
    #expect(exported.producedAt == nil)
  }

  @Test("of k6 has not passed a threshold of what was never measured")
  func notMeasured() throws {
    let item = try item(
      """
      {"metrics": {"http_reqs": {"values": {"count": 10, "rate": 1}}, "iteration_duration": {"values": {"avg": 1}},
       "http_req_duration{name:x}": {"values": {"avg": 0, "max": 0, "p(95)": 0}, "thresholds": {"p(95)<5": {"ok": true}}},
       "errors": {"values": {"rate": 0, "passes": 0, "fails": 0}, "thresholds": {"rate<0.1": {"ok": true}}}}}
      """, path: "k6.json")
    #expect(["thresholds_passed", "thresholds_failed", "thresholds_not_measured"].map(item.fact) == ["0", "0", "2"])
    #expect(item.diagnostics.map(\.id) == ["evidence.not-measured", "evidence.not-measured"])
  }

  private static func point(_ metric: String, _ value: String, second: Int = 0) -> String {
    "{\"metric\":\"\(metric)\",\"type\":\"Point\",\"data\":{\"time\":\"2026-11-21T02:00:0\(second)Z\",\"value\":\(value),\"tags\":{\"url\":\"https://x/?key=secret\"}}}"
  }

  @Test("of k6 may be its points, a line each, those of other metrics read past")
  func points() throws {
    let lines =
      ["{\"type\":\"Metric\",\"data\":{\"name\":\"http_reqs\"},\"metric\":\"http_reqs\"}"]
      + (1...4).flatMap { n in
        [
          LoadTestsTests.point("http_reqs", "1", second: n),
          LoadTestsTests.point("http_req_duration", "\(n).5", second: n),
          LoadTestsTests.point("http_req_failed", n == 4 ? "1" : "0", second: n), LoadTestsTests.point("vus", "\(n)"),
          LoadTestsTests.point("data_sent", "100"),
        ]
      }
    let text = lines.joined(separator: "\n") + "\n"
    let item = try item(text, path: "k6-points.json")
    #expect(item.format == "k6-points")
    #expect(
      ["requests", "failures", "users", "percentiles", "duration_seconds", "started_at"].map(item.fact) == [
        "4", "1", "4", "computed", "4.0", "2026-11-21T02:00:00Z",
      ])
    #expect(item.fact("latency_ms.p50") == "2.5" && item.fact("latency_ms.max") == "4.5")
    #expect(shown(item.producedAt) == "2026-11-21T02:00:04Z")
    let cut = TemporaryProject(["k6-points.json": String(text.dropLast(20))])
    #expect(try cut.evidence().problems == ["load_tests k6-points.json evidence.malformed-sample"])
  }

  private static let locustHeader =
    "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%"

  @Test(
    "of Locust is read by the names of its columns, summed and compared with its last row",
    arguments: [
      (
        locustHeader
          + "\nGET,/a?token=x,10,1,2,3.5,1,20,2.0,1.5,0.1,2,4,5,6,8,12,18,20,28,28,28\n,Aggregated,10,1,2,3.5,1,20,2.0,1.5,0.1,2,4,5,6,8,12,18,20,28,28,28\n",
        "true", "1"
      ),
      (
        "\"Method\",\"Name\",\"# requests\",\"# failures\",\"Median response time\",\"Average response time\",\"Min response time\",\"Max response time\",\"Average Content Size\",\"Requests/s\"\r\n\"GET\",\"/a\",10,1,2,3.5,1,20,2,1.5\r\n\r\n\"None\",\"Total\",10,7,2,3.5,1,20,2,1.5\r\n",
        "false", "7"
      ),
    ])
  func locust(text: String, consistent: String, failures: String) throws {
    let item = try item(text, path: "reports/locust_stats.csv")
    #expect(item.format == "locust-csv")
    #expect(
      ["requests", "failures", "requests_per_second", "counts_consistent", "percentiles"].map(item.fact) == [
        "10", failures, "1.5", consistent, "stated",
      ])
    #expect(["avg", "p50", "max"].map { item.fact("latency_ms." + $0) } == ["3.5", "2.0", "20.0"])
    #expect(item.facts["endpoints"]?.elements.map { shown($0["name"]) } == ["/a"])
    #expect(item.diagnostics.map(\.id) == (consistent == "true" ? [] : ["evidence.counts-differ"]))
    #expect(!shown(item.facts).containsBytes("token"))
  }

  @Test("of Locust without its last row is half of one; history and failures are none")
  func locustOthers() throws {
    let project = TemporaryProject([
      "locust_stats.csv": LoadTestsTests.locustHeader + "\nGET,/a,10,1,2,3.5,1,20,2,1,0,2,4,5,6,8,12,18,20,28,28,28\n",
      "locust_failures.csv": "Method,Name,Error,Occurrences\nPOST,/a,HTTPError('422'),97\n",
      "locust_stats_history.csv":
        "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,Total Request Count,Total Failure Count\n1795226682,0,,Aggregated,0,0,N/A,0,0\n",
      "locust_exceptions.csv": "Count,Message,Traceback,Nodes\n",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("load_tests").isEmpty)
    #expect(evidence.problems == ["load_tests locust_stats.csv evidence.empty"])
  }

  @Test("of Locust in JSON has percentiles worked out from its histograms, and times")
  func locustJSON() throws {
    let item = try item(
      """
      [{"name": "/a", "method": "GET", "start_time": 1795226682.5, "last_request_timestamp": 1795226692.5,
        "num_requests": 3, "num_failures": 1, "total_response_time": 12.0, "min_response_time": 1.5,
        "max_response_time": 8.2, "response_times": {"2": 2, "8": 1}},
       {"name": "/b", "method": "GET", "start_time": 1795226683.0, "last_request_timestamp": 1795226690.0,
        "num_requests": 1, "num_failures": 0, "total_response_time": 100.0, "min_response_time": 100,
        "max_response_time": 100, "response_times": {"100": 1}}]
      """, path: "locust.json")
    #expect(
      ["requests", "failures", "duration_seconds", "started_at", "ended_at", "counts_consistent"].map(item.fact) == [
        "4", "1", "10.0", "2026-11-21T02:04:42.5Z", "2026-11-21T02:04:52.5Z", "true",
      ])
    #expect(
      item.fact("latency_ms")
        == "{avg: 28.0, min: 1.5, p50: 2.0, p75: 8.0, p90: 100.0, p95: 100.0, p99: 100.0, p99_9: 100.0, max: 100.0}")
  }

  private static let jtl = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testResults version="1.2">
    <httpSample t="100" ts="1296846793000" s="true" lb="Home" na="3" tn="Alice 1-1"/>
    <httpSample t="300" ts="1296846794000" s="false" lb="Home" na="5">
      <httpSample t="200" ts="1296846794000" s="true" lb="redirect"/>
      <assertionResult><failure>false</failure></assertionResult>
    </httpSample>
    <sample t="900" ts="1296846795000" s="true" lb="Buy" rm="Number of samples in transaction : 2, number of failing samples : 0">
      <httpSample t="400" ts="1296846795000" s="true" lb="Cart"/>
      <httpSample t="500" ts="1296846795400" s="true" lb="Pay"/>
    </sample>
    <sample t="400" ts="1296846793000" s="true" lb="Visit" rm="Number of samples in transaction : 2, number of failing samples : 1"/>
    </testResults>
    """

  @Test("of JMeter in XML counts a sample with its parts once, and no transaction beside its own requests")
  func jmeterXML() throws {
    let item = try item(LoadTestsTests.jtl, path: "results.jtl")
    #expect(item.format == "jmeter-xml")
    #expect(
      ["requests", "failures", "transactions", "users", "duration_seconds", "started_at"].map(item.fact) == [
        "3", "1", "1", "5", "2.9", "2011-02-04T19:13:13Z",
      ])
    #expect(
      ["min", "p50", "p95", "max"].map { item.fact("latency_ms." + $0) } == ["100.0", "300.0", "900.0", "900.0"])
    #expect(item.facts["endpoints"]?.elements.map { shown($0["name"]) } == ["Home", "Buy"])
    #expect(!shown(item.facts).containsBytes("Alice"))
  }

  @Test(
    "of JMeter in separated values may have quotes over lines, other separators, and no header",
    arguments: [
      "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success\n1393227741256,100,Home,200,\"OK,\nreally\",T 1-1,true\n1393227742256,300,Home,500,\"a \"\"b\"\"\",T 1-1,false\n1393227742256,400,All,200,\"Number of samples in transaction : 2, number of failing samples : 1\",T 1-1,true\n",
      "timeStamp;elapsed;label;responseMessage;success\n1393227741256;100;Home;OK;true\n1393227742256;300;Home;no;false\n1393227742256;400;All;Number of samples in transaction : 2;true",
      "1393227741256,100,Home,200,OK,T 1-1,text,true,,10\n1393227742256,300,Home,500,no,T 1-1,text,false,bad,10\n1393227742256,400,All,200,Number of samples in transaction : 2,T 1-1,text,true,,10\n",
      "timeStamp,elapsed,label,responseMessage,success\r\n2014/02/24 07:42:21.256,100,Home,OK,true\r\n2014/02/24 07:42:22.256,300,Home,no,false\r\n2014/02/24 07:42:22.256,300,Home,Number of samples in transaction,true\r\n",
    ])
  func jmeterCSV(text: String) throws {
    let item = try item(text, path: "load.jtl")
    #expect(item.format == "jmeter-csv")
    #expect(
      ["requests", "failures", "transactions", "latency_ms.max", "started_at", "duration_seconds"].map(item.fact) == [
        "2", "1", "1", "300.0", "2014-02-24T07:42:21.256Z", "1.3",
      ])
  }

  @Test("of JMeter may be the statistics of its dashboard")
  func statistics() throws {
    let item = try item(
      """
      {"Home": {"transaction": "Home", "sampleCount": 10, "errorCount": 1, "meanResTime": 5.5},
       "Total": {"transaction": "Total", "sampleCount": 10, "errorCount": 1, "errorPct": 10.0, "meanResTime": 5.5,
        "medianResTime": 5.0, "minResTime": 1.0, "maxResTime": 20.0, "pct1ResTime": 9.0, "pct2ResTime": 12.0,
        "pct3ResTime": 19.0, "throughput": 7.5}}
      """, path: "dashboard/statistics.json")
    #expect(
      ["requests", "failures", "requests_per_second", "latency_ms.p95"].map(item.fact) == ["10", "1", "7.5", "12.0"])
  }

  @Test("of Taurus has its group of all requests, in milliseconds")
  func taurus() throws {
    let item = try item(
      """
      <FinalStatus><Group label=""><perc value="1.29300" param="95.0"/><avg_rt value="0.4595"/><succ value="666"/>
      <fail value="11"/><concurrency value="16"/></Group><Group label="x"><succ value="1"/></Group></FinalStatus>
      """, path: "load/final.xml")
    #expect(
      ["requests", "failures", "users", "latency_ms.p95", "latency_ms.avg"].map(item.fact) == [
        "677", "11", "16", "1293.0", "459.5",
      ])
  }

  @Test(
    "that is broken, cut off or without a sample shows nothing",
    arguments: [
      ("a.jtl", ""), ("a.jtl", "<testResults version=\"1.2\">"),
      ("a.jtl", "<testResults version=\"1.2\"></testResults>"),
      ("a.jtl", "<testResults><httpSample t=\"1\" lb=\"x\"/></testResults>"),
      ("a.jtl", "<testResults><httpSample t=\"nan\" s=\"true\"/></testResults>"),
      ("a.jtl", "timeStamp,elapsed,label,success\n"), ("a.jtl", "timeStamp,elapsed,label,success\n1,2,x,true\n1,2"),
      ("a.jtl", "timeStamp,elapsed,label,success\n1,2,\"x,true\n"),
      ("a.jtl", "timeStamp,elapsed,label,success\n1,x,x,true\n"),
      ("a.jtl", "timeStamp,elapsed,label,success\n1,2,x,maybe\n"), ("k6.json", "{\"metrics\": {\"http_reqs\": {"),
      ("k6.json", "{\"metrics\": {\"http_reqs\": {\"count\": 0}, \"iteration_duration\": {}}}"),
      ("load/final.xml", "<FinalStatus><Group label=\"x\"/></FinalStatus>"),
    ])
  func broken(path: String, text: String) throws {
    let project = TemporaryProject()
    project.write(path, Array(text.utf8))
    let evidence = try project.evidence()
    #expect(evidence.items("load_tests").isEmpty)
    #expect(evidence.unreadable.map(\.kind) == ["load_tests"])
    #expect(evidence.unreadable.allSatisfy { $0.diagnostics.hasErrors })
  }

  @Test("is nothing else that lies near one")
  func others() throws {
    let project = TemporaryProject([
      "load/people.csv": "name,age\nAlice,41\n", "load/config.json": "{\"users\": 3}",
      "load/script.xml": "<jmeterTestPlan/>",
      "summary.json": "{\"metrics\": {\"accuracy\": 1}}", "reports/statistics.json": "{\"rows\": 5}",
      "load/empty.csv": "",
    ])
    let evidence = try project.evidence()
    #expect(evidence.items("load_tests").isEmpty && evidence.unreadable.isEmpty)
  }

  @Test("of a size that is streamed is read like a small one")
  func streamed() throws {
    var text = "timeStamp,elapsed,label,success\n"
    for n in 0..<60_000 {
      text += "139322774\(1000 + n % 9000),\(n % 100),\"la\"\"bel \(n % 3)\",\(n % 10 == 0 ? "false" : "true")\n"
    }
    let item = try item(text, path: "big.jtl")
    #expect(item.range.file.isKept == false)
    #expect(
      ["requests", "failures", "latency_ms.p50", "latency_ms.p99"].map(item.fact) == ["60000", "6000", "49.0", "98.0"])
    #expect(item.facts["endpoints"]?.elements.map { shown($0["name"]) } == ["la\"bel 0", "la\"bel 1", "la\"bel 2"])
  }

  @Test("of k6 may have long points, up to a bound", arguments: [(100_000, true), (1_100_000, false)])
  func longPoints(size: Int, isRead: Bool) throws {
    let tags = String(repeating: "x", count: size)
    var text = "{\"type\":\"Metric\",\"metric\":\"http_req_duration\",\"data\":{}}\n"
    for number in 0..<12 {
      text += "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"value\":\(number),"
      text += "\"tags\":{\"name\":\"\(number == 7 ? tags : "short")\"}}}\n"
    }
    let project = TemporaryProject(["k6-points.json": text])
    for bytes in [10, Limits.standard.bytes] {
      var limits = Limits.standard
      limits.bytes = bytes
      let evidence = try project.evidence(limits: limits)
      #expect(evidence.items.map { $0.fact("requests") } == (isRead ? ["12"] : []))
      let places = evidence.unreadable.map { $0.diagnostics.first?.place?.start?.line }
      #expect(places == (isRead ? [] : [9]))
      #expect(evidence.items.allSatisfy { $0.range.file.digest == .sha256(of: Array(text.utf8)) })
    }
  }
}
