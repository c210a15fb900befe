import Diagnostics
import Documents
import XML

/// Models that are text: PMML, and boosted trees as XGBoost and LightGBM write them.
enum TextModels {
  static func recognised(
    _ head: [UInt8], _ file: borrowing StreamedFile, limits: Limits
  ) throws(Diagnostic) -> ModelFormat? {
    if head[...].starts(with: "tree\nversion=") { return try lightGBM(file, limits) }
    if head[...].starts(with: "{L") { return try universalBinaryJSON(head, file) }
    let start = head[...].starts(with: "\u{FEFF}") ? head.dropFirst(3).trimmed : head[...].trimmed
    if start.first == UInt8(ascii: "{") { return try xgboost(file, limits) }
    let isNamed = asciiLowercased(file.source.path).endsWithBytes(".pmml")
    guard start.first == UInt8(ascii: "<"), isNamed || head.containsBytes("<PMML") || head.containsBytes(":PMML") else {
      return nil
    }
    return try PMMLModel.read(file)
  }

  /// XGBoost's JSON (its "Introduction to Model IO"): a `learner` and a `version` of three numbers.
  private static func xgboost(_ file: borrowing StreamedFile, _ limits: Limits) throws(Diagnostic) -> ModelFormat? {
    guard file.size <= limits.bytes else { return nil }
    let text = SourceFile(path: file.source.path, bytes: file.bytes(at: 0, count: file.size))
    guard text.bytes.containsBytes("\"learner\"") else { return nil }
    let document = Document.json(text, limits: limits, acceptingNonFinite: true)
    if let problem = document.diagnostics.first(where: { $0.severity == .error }) { throw problem }
    return document.root.flatMap(xgboost)
  }

  private static func xgboost(_ root: Node) -> ModelFormat? {
    guard let learner = root["learner"], case .map(let entries) = learner.content, !entries.isEmpty else { return nil }
    var model = ModelFormat("xgboost-json", .no, endings: [".json", ".model", ".xgb", ".bst"])
    var version: [String] = []
    for part in root["version"]?.elements ?? [] {
      if let number = part.integer { version.append(String(number)) }
    }
    if !version.isEmpty { model.version = version.joined(separator: ".") }
    if let booster = learner["gradient_booster"] { model.type = booster["name"]?.text }
    if let objective = learner["objective"] { model.function = objective["name"]?.text }
    if let parameters = learner["learner_model_param"], let count = parameters["num_feature"]?.wholeNumber {
      model.inputs = Int(exactly: count)
    }
    return model
  }

  private static func universalBinaryJSON(
    _ head: [UInt8], _ file: borrowing StreamedFile
  ) throws(Diagnostic) -> ModelFormat? {
    // A key is its length, eight bytes, and its text.
    guard head.count >= 17, head[2..<10] == [0, 0, 0, 0, 0, 0, 0, 7], head[10...].starts(with: "learner") else {
      return nil
    }
    guard file.bytes(at: file.size - 1, count: 1) == [UInt8(ascii: "}")] else {
      throw .brokenModel("XGBoost model", "it is cut off", at: file.source.whole)
    }
    return ModelFormat("xgboost-ubj", .no, endings: [".ubj", ".model", ".xgb", ".bst"])
  }

  private static func lightGBM(_ file: borrowing StreamedFile, _ limits: Limits) throws(Diagnostic) -> ModelFormat {
    guard file.size <= limits.bytes else {
      throw .brokenModel("LightGBM model", "it is larger than \(limits.bytes) bytes", at: file.source.whole)
    }
    let text = file.bytes(at: 0, count: file.size)
    guard text.containsBytes("\nend of trees") else {
      throw .brokenModel("LightGBM model", "its trees have no end, as if it were cut off", at: file.source.whole)
    }
    var model = ModelFormat("lightgbm", .no, endings: [".txt", ".model", ".lgb", ".bin"])
    for line in text.prefix(1 << 16).split(separator: 0x0A).prefix(40) {
      let words = line.split(separator: UInt8(ascii: "="), maxSplits: 1).map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 2 else { continue }
      switch words[0] {
      case "version": model.version = words[1]
      case "objective": model.function = words[1]
      case "max_feature_idx": model.inputs = Int(words[1]).flatMap { $0 >= 0 && $0 < Int.max ? $0 + 1 : nil }
      default: break
      }
    }
    return model
  }
}

/// PMML (dmg.org): header, data dictionary and models. Streamed: a forest can be hundreds of megabytes.
enum PMMLModel {
  private static let models: Set<String> = [
    "AnomalyDetectionModel", "AssociationModel", "BaselineModel", "BayesianNetworkModel", "ClusteringModel",
    "GaussianProcessModel", "GeneralRegressionModel", "MiningModel", "NaiveBayesModel", "NearestNeighborModel",
    "NeuralNetwork", "RegressionModel", "RuleSetModel", "Scorecard", "SequenceModel", "SupportVectorMachineModel",
    "TextModel", "TimeSeriesModel", "TreeModel",
  ]

  static func read(_ file: borrowing StreamedFile) throws(Diagnostic) -> ModelFormat? {
    var cursor = try file.xml()
    var model = ModelFormat("pmml", .no, endings: [".pmml", ".xml"])
    let names = (
      version: cursor.name("version"), name: cursor.name("name"), function: cursor.name("functionName"),
      usage: cursor.name("usageType")
    )
    var inputs = 0
    /// The elements above the current one, the root's first.
    var above: [String] = []
    while let event = try cursor.next() {
      guard event == .elementStart else { continue }
      // Only four levels matter; below them names are not even looked at.
      if cursor.depth > 4 { continue }
      let element = cursor.elementName
      above = Array(above.prefix(cursor.depth - 1)) + [element]
      switch (cursor.depth, element) {
      case (1, _):
        guard element.hasBytes("PMML") else { return nil }
        model.version = cursor.attribute(names.version)
      case (3, "Application") where above[1].hasBytes("Header"):
        guard let name = cursor.attribute(names.name) else { continue }
        model.tool = .init(name: name.shortened(to: 200), version: cursor.attribute(names.version)?.shortened(to: 100))
      case (3, "Timestamp") where above[1].hasBytes("Header"):
        let place = cursor.place
        model.producedAt = StatedTime(try cursor.readText()).map { Node(.text($0.text), at: place) }
      case (2, _) where models.contains(element):
        guard model.type == nil else { continue }
        model.type = element
        model.function = cursor.attribute(names.function)
      case (4, "MiningField") where above[2].hasBytes("MiningSchema"):
        switch cursor.attribute(names.usage) {
        case nil, "active": inputs += 1
        case "target", "predicted": model.target = model.target ?? cursor.attribute(names.name)
        default: break
        }
      default: break
      }
    }
    guard model.type != nil else {
      throw .brokenModel("PMML file", "it holds no model", at: file.source.whole)
    }
    model.inputs = inputs
    return model
  }
}
