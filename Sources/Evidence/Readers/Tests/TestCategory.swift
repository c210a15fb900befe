/// What a test tests, as far as its name says: the four sections of the ML Test Score, and the rest.
enum TestCategory: String, CaseIterable {
  case data, model, infrastructure, monitoring, other

  /// The first word that says something decides: `tests/model/test_data_split.py` tests the model.
  init(classname: String, file: String, suite: String) {
    self = TestCategory(named: classname) ?? TestCategory(named: file) ?? TestCategory(named: suite) ?? .other
  }

  /// By the words of a name, cut at everything that is no letter, and before capitals.
  private init?(named name: String) {
    var word: [UInt8] = []
    var wasLower = false
    for byte in name.utf8.prefix(500) {
      let isCapital = (0x41...0x5A).contains(byte)
      let isLower = (0x61...0x7A).contains(byte)
      if isCapital ? wasLower : !isLower {
        if !word.isEmpty, let category = TestCategory.byWord[String(decoding: word, as: UTF8.self)] {
          self = category
          return
        }
        word.removeAll(keepingCapacity: true)
      }
      if isCapital || isLower { word.append(byte | 0x20) }
      wasLower = isLower
    }
    guard let category = TestCategory.byWord[String(decoding: word, as: UTF8.self)] else { return nil }
    self = category
  }

  private static let byWord: [String: TestCategory] = {
    let words: [(TestCategory, [String])] = [
      (
        .data,
        [
          "data", "dataset", "datasets", "feature", "features", "schema", "schemas", "labels", "labelling", "labeling",
        ]
      ),
      (
        .model,
        [
          "model", "models", "training", "train", "quality", "fairness", "bias", "robustness", "accuracy", "prediction",
          "predictions", "explainability", "calibration",
        ]
      ),
      (
        .infrastructure,
        [
          "infra", "infrastructure", "pipeline", "pipelines", "serving", "serve", "api", "deploy", "deployment",
          "integration", "service", "endpoint", "rollback", "reproducibility",
        ]
      ),
      (.monitoring, ["monitor", "monitoring", "drift", "alert", "alerts", "skew"]),
    ]
    return Dictionary(
      words.flatMap { category, words in words.map { ($0, category) } }, uniquingKeysWith: { first, _ in first })
  }()
}
