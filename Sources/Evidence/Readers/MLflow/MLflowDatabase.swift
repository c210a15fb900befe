import Diagnostics
import Documents

/// The database in which MLflow keeps runs and registry where no server is set up: a file of SQLite, `mlflow.db`, today's
/// default. Its rows become the same records that the file store has. Places in it are the file as a whole.
struct MLflowDatabase {
  static let format = "mlflow-database"

  private let file: SourceFile
  private let database: SQLiteFile
  private static let endings = [".db", ".sqlite", ".sqlite3"]
  static let most = 20_000
  static let mostVersions = 5_000

  static func candidates(in tree: ProjectTree) -> [ArtifactCandidate] {
    tree.candidates { file in
      isOne(file.name) && (file.name.containsBytes("mlflow") || file.name.containsBytes("mlruns"))
    }
  }

  /// Whether a path may be one.
  static func isOne(_ path: String) -> Bool {
    endings.contains { path.endsWithBytes($0) }
  }

  /// Opens a database and reads something from it.
  /// - Parameter most: how many items are kept; `items` gives one more where there are more.
  static func reading(
    _ candidate: ArtifactCandidate, in tree: ProjectTree, limits: Limits, most: Int = most,
    _ items: (MLflowDatabase) throws(SQLiteFile.Failure) -> [EvidenceItem]
  ) -> ArtifactReading {
    let file: SourceFile
    do {
      file = try tree.read(candidate.path, limits: limits)
    } catch {
      let file = SourceFile(path: candidate.path, bytes: [])
      return .unreadable(file, [.databaseUnreadable(error.reason, at: file.whole)])
    }
    do {
      let database = try SQLiteFile(file.bytes)
      guard database.has("runs"), database.has("experiments") else {
        return candidate.isDeclared
          ? .notThisKind
          : .unreadable(file, [.notOfKind("a database of MLflow: it has no table of runs", at: file.whole)])
      }
      var found = try items(MLflowDatabase(file: file, database: database))
      // What is only in the log was committed after the file was last written.
      if database.usesWriteAheadLog, let log = try? tree.open(candidate.path + "-wal"), log.size > 0, !found.isEmpty {
        found[0].diagnostics.append(.databaseHasLog(at: file.whole))
      }
      if found.count > most {
        found.removeSubrange(most...)
        found[0].diagnostics.append(.tooManyRows(limit: most, at: file.whole))
      }
      return .items(found)
    } catch {
      return .unreadable(file, [.brokenDatabase(error, at: file.whole)])
    }
  }

  // MARK: - Runs

  func runs() throws(SQLiteFile.Failure) -> [MLflowRun] {
    let experiments = try RowsByKey(database.rows(of: "experiments"), "experiment_id")
    let tags = try RowsByKey(database.rows(of: "tags"), "run_uuid")
    let params = try RowsByKey(database.rows(of: "params"), "run_uuid")
    let latest = try RowsByKey(database.rows(of: "latest_metrics"), "run_uuid")
    let inputs = try RowsByKey(database.rows(of: "inputs"), "destination_id")
    let datasets = try RowsByKey(database.rows(of: "datasets"), "dataset_uuid")
    let inputTags = try RowsByKey(database.rows(of: "input_tags"), "input_uuid")
    let models = try RowsByKey(database.rows(of: "logged_models"), "source_run_id")
    var runs: [MLflowRun] = []
    var seen: Set<[UInt8]> = []
    for row in try database.rows(of: "runs") where isActive(row) && runs.count <= MLflowDatabase.most {
      // An id is a key: what the rows of other tables belong to, once.
      guard let id = row["run_uuid"].text, seen.insert(Array(id.utf8)).inserted else { continue }
      let experiment = row["experiment_id"].text.flatMap { experiments[$0].first }
      if let experiment, !isActive(experiment) { continue }
      var run = MLflowRun(
        file: file,
        meta: record(
          row,
          [
            "run_id": "run_uuid", "experiment_id": "experiment_id", "run_name": "name", "status": "status",
            "start_time": "start_time", "end_time": "end_time",
          ]))
      run.experimentName = experiment?["name"].text.map(node)
      run.tags = entries(tags[id], "key", "value")
      run.params = entries(params[id], "key", "value")
      for metric in latest[id].prefix(MLflowStore.mostEntries) {
        guard let name = metric["key"].text else { continue }
        run.metrics.add(name, value(metric), step: metric["step"].integer ?? 0, at: file.whole)
      }
      run.datasets = inputs[id].prefix(200).compactMap { dataset($0, datasets, inputTags) }
      run.models = models[id].filter(isActive).prefix(100).map { model in
        var facts = Facts(at: file.whole)
        facts.set("model_id", text: model["model_id"].text, limit: 100)
        facts.set("name", text: model["name"].text)
        return facts.node
      }
      runs.append(run)
    }
    return runs
  }

  private func dataset(_ input: SQLiteRow, _ datasets: RowsByKey, _ tags: RowsByKey) -> Node? {
    guard input["source_type"].text?.hasBytes("DATASET") == true, let id = input["source_id"].text,
      let data = datasets[id].first
    else { return nil }
    var facts = Facts(at: file.whole)
    facts.set("name", text: data["name"].text)
    facts.set("digest", text: data["digest"].text, limit: 200)
    let own = input["input_uuid"].text.map { tags[$0] } ?? []
    let context = own.first { $0["name"].text?.hasBytes("mlflow.data.context") == true }
    facts.set("context", text: context?["value"].text, limit: 200)
    return facts.node
  }

  /// NaN is a flag here, and infinity the greatest number that there is.
  private func value(_ metric: SQLiteRow) -> Double {
    guard metric["is_nan"].integer == 0, let number = metric["value"].number else { return .nan }
    return abs(number) >= Double.greatestFiniteMagnitude ? .infinity : number
  }

  // MARK: - Registry

  func versions() throws(SQLiteFile.Failure) -> [MLflowVersion] {
    let models = try RowsByKey(database.rows(of: "registered_models"), "name")
    let aliases = try RowsByKey(database.rows(of: "registered_model_aliases"), "name", "version")
    let tags = try RowsByKey(database.rows(of: "model_version_tags"), "name", "version")
    let modelTags = try RowsByKey(database.rows(of: "registered_model_tags"), "name")
    let runs = try RowsByKey(database.rows(of: "runs"), "run_uuid")
    let rows = try database.rows(of: "model_versions").filter {
      $0["current_stage"].text?.hasBytes("Deleted_Internal") != true
    }
    var newest: [[UInt8]: Int64] = [:]
    for row in rows {
      guard let name = row["name"].text, let version = row["version"].integer else { continue }
      newest[Array(name.utf8), default: version] = max(newest[Array(name.utf8)] ?? version, version)
    }
    var seen: Set<[UInt8]> = []
    return rows.prefix(MLflowDatabase.mostVersions + 1).compactMap { row in
      guard let name = row["name"].text, let number = row["version"].integer else { return nil }
      guard seen.insert(Array("\(number)/\(name)".utf8)).inserted else { return nil }
      var version = MLflowVersion(
        file: file,
        meta: record(
          row,
          [
            "name": "name", "version": "version", "current_stage": "current_stage", "status": "status",
            "run_id": "run_id", "description": "description", "creation_timestamp": "creation_time",
            "last_updated_timestamp": "last_updated_time",
          ]))
      version.modelMeta = models[name].first.map { record($0, ["description": "description"]) }
      version.isLatest = newest[Array(name.utf8)] == number
      let own = aliases[name, String(number)].compactMap { $0["alias"].text }
      version.aliases = own.sorted { precedes($0, $1) }.prefix(100).map { node($0.shortened(to: 200)) }
      if let run = row["run_id"].text, !run.isEmpty { version.hasRun = runs[run].contains(where: isActive) }
      version.tags = entries(tags[name, String(number)], "key", "value")
      // All versions of a model repeat its tags.
      version.modelTags = entries(Array(modelTags[name].prefix(100)), "key", "value")
      return version
    }
  }

  // MARK: - Models

  func models(in tree: ProjectTree, limits: Limits) throws(SQLiteFile.Failure) -> [MLflowModel] {
    let metrics = try RowsByKey(database.rows(of: "logged_model_metrics"), "model_id")
    let params = try RowsByKey(database.rows(of: "logged_model_params"), "model_id")
    let tags = try RowsByKey(database.rows(of: "logged_model_tags"), "model_id")
    let store = MLflowStore(tree: tree, limits: limits)
    var files: [String: String] = [:]
    for path in tree.paths where path.endsWithBytes("/artifacts/MLmodel") {
      files[parentFolder(parentFolder(path)).lastPathPart] = path
    }
    var seen: Set<[UInt8]> = []
    return try database.rows(of: "logged_models").filter(isActive).prefix(MLflowDatabase.most + 1).compactMap { row in
      guard let id = row["model_id"].text, seen.insert(Array(id.utf8)).inserted else { return nil }
      var model = MLflowModel(
        file: file,
        meta: record(
          row,
          [
            "name": "name", "model_id": "model_id", "source_run_id": "source_run_id", "experiment_id": "experiment_id",
            "model_type": "model_type", "status": "status", "creation_timestamp": "creation_timestamp_ms",
          ]))
      for metric in latest(metrics[id]).prefix(MLflowStore.mostEntries) {
        model.metrics.add(metric.name, metric.value, step: metric.step, at: file.whole)
      }
      model.params = entries(params[id], "param_key", "param_value")
      model.tags = entries(tags[id], "tag_key", "tag_value")
      // Where the database says that its files lie is a path of another machine.
      if let path = files[id] { model.setDescription(path, store) }
      return model
    }
  }

  /// The latest of all values of each metric, by step, time and value; null, which stands for NaN, hides behind none.
  private func latest(_ rows: [SQLiteRow]) -> [(name: String, value: Double, step: Int64)] {
    var names: [String] = []
    var latest: [String: MLflowMetric] = [:]
    for row in rows {
      guard let name = row["metric_name"].text else { continue }
      let number = row["metric_value"].number ?? .nan
      let metric = MLflowMetric(
        step: row["metric_step"].integer ?? 0, time: row["metric_timestamp_ms"].integer ?? 0,
        value: abs(number) >= Double.greatestFiniteMagnitude ? .infinity : number, line: 0)
      if let known = latest[name] {
        if known.isBefore(metric) { latest[name] = metric }
      } else {
        names.append(name)
        latest[name] = metric
      }
    }
    return names.compactMap { name in latest[name].map { (name, $0.value, $0.step) } }
  }

  // MARK: - Rows

  private func isActive(_ row: SQLiteRow) -> Bool {
    row["lifecycle_stage"].text.map { $0.hasBytes("active") } ?? true
  }

  private func node(_ text: String) -> Node { Node(.text(text), at: file.whole) }

  /// A row as the record that the file store would have.
  private func record(_ row: SQLiteRow, _ columns: KeyValuePairs<String, String>) -> Node {
    Node(
      .map(
        columns.compactMap { key, column in
          row[column].text.map { Node.Entry(key: key, keyRange: file.whole, value: node($0)) }
        }), at: file.whole)
  }

  private func entries(_ rows: [SQLiteRow], _ key: String, _ value: String) -> [MLflowStore.Entry] {
    rows.prefix(MLflowStore.mostEntries).compactMap { row in
      row[key].text.map { MLflowStore.Entry(name: $0, text: (row[value].text ?? "").trimmed, file: file) }
    }
  }
}

/// Rows by what stands in some of their columns.
private struct RowsByKey {
  private let columns: [String]
  private var rows: [String: [SQLiteRow]] = [:]

  init(_ all: [SQLiteRow], _ columns: String...) {
    self.columns = columns
    for row in all {
      if let key = RowsByKey.key(columns.map { row[$0].text }) { rows[key, default: []].append(row) }
    }
  }

  subscript(values: String...) -> [SQLiteRow] {
    guard let key = RowsByKey.key(values) else { return [] }
    // The dictionary takes some different texts for the same.
    return (rows[key] ?? []).filter { row in
      zip(columns, values).allSatisfy { column, value in row[column].text?.hasBytes(value) == true }
    }
  }

  private static func key(_ values: [String?]) -> String? {
    let known = values.compactMap(\.self)
    return known.count == values.count ? known.joined(separator: "\0") : nil
  }
}

extension Diagnostic {
  static func databaseUnreadable(_ reason: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "evidence.unreadable", "the database of MLflow could not be read: \(reason)", at: place,
      fix: "export what matters into files (mlflow-export-import, or metrics as JSON), and declare them under artifacts"
    )
  }

  static func brokenDatabase(_ failure: SQLiteFile.Failure, at place: SourceRange) -> Diagnostic {
    switch failure {
    case .notADatabase: .notOfKind("a database of SQLite", at: place)
    case .otherEncoding:
      Diagnostic(
        .error, id: "sqlite.encoding", "the database keeps its texts in another encoding than UTF-8", at: place)
    case .corrupt(let reason, let page):
      Diagnostic(.error, id: "sqlite.corrupt", "page \(page) of the database is broken: \(reason)", at: place)
    }
  }

  static func databaseHasLog(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, id: "evidence.stale", "the database has changes that stand in its log (-wal) only; they were not read",
      at: place, fix: "close what has the database open, or run PRAGMA wal_checkpoint")
  }

  static func tooManyRows(limit: Int, at place: SourceRange) -> Diagnostic {
    Diagnostic(.warning, id: "evidence.cut-off", "the database has more than \(limit) rows of this kind", at: place)
  }
}
