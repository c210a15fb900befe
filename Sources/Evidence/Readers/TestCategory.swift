/// What a test tests, as far as its name says: the four sections of the ML Test Score, and the rest.
enum TestCategory: String, CaseIterable {
  case data, model, infrastructure, monitoring, other

  /// The first word that says something decides: `tests/model/test_data_split.py` tests the model.
  init(classname: String, file: String, suite: String) {
    for text in [classname, file, suite] {
      if let category = TestCategory.words(text).compactMap(TestCategory.of).first {
        self = category
        return
      }
    }
    self = .other
  }

  private static func of(_ word: String) -> TestCategory? {
    switch word {
    case "data", "dataset", "datasets", "feature", "features", "schema", "schemas", "labels", "labelling", "labeling":
      .data
    case "model", "models", "training", "train", "quality", "fairness", "bias", "robustness", "accuracy", "prediction",
      "predictions", "explainability", "calibration":
      .model
    case "infra", "infrastructure", "pipeline", "pipelines", "serving", "serve", "api", "deploy", "deployment",
      "integration", "service", "endpoint", "rollback", "reproducibility":
      .infrastructure
    case "monitor", "monitoring", "drift", "alert", "alerts", "skew":
      .monitoring
    default: nil
    }
  }

  /// Words in lower case, cut at everything that is no letter, and before capitals.
  private static func words(_ text: String) -> [String] {
    var words: [[UInt8]] = [[]]
    var wasLower = false
    for byte in text.utf8.prefix(500) {
      switch byte {
      case 0x41...0x5A:
        if wasLower { words.append([]) }
        words[words.count - 1].append(byte | 0x20)
        wasLower = false
      case 0x61...0x7A:
        words[words.count - 1].append(byte)
        wasLower = true
      default:
        words.append([])
        wasLower = false
      }
    }
    return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }
}
