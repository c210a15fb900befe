import Diagnostics
import Documents

/// Finds measures by group in a tree of maps, whoever wrote it. There is no standard: fairlearn has no writer, and people
/// dump its tables either way round. So names decide: a map of maps of numbers is such a table where its inner keys are
/// names of measures (`{group: {metric: value}}`) or its outer ones are (`{metric: {group: value}}`).
struct FairnessTables {
  /// One measure of one attribute, group by group.
  struct Measure {
    var attribute: String
    var metric: String
    var groups: [(name: String, value: Double?, place: SourceRange)] = []
    var overall: Double?
    var place: SourceRange
  }

  /// A published figure for the data set as a whole, such as `demographic_parity_ratio`.
  struct Parity {
    var attribute: String
    var name: String
    var value: Double?
    var place: SourceRange
  }

  private(set) var measures: [Measure] = []
  private(set) var parities: [Parity] = []
  /// How many cases each group has, by attribute.
  private(set) var counts: [(attribute: String, least: Double)] = []
  /// What the file states of differences and ratios, by attribute and metric.
  private(set) var stated: [(isRatio: Bool, attribute: String, metric: String, value: Double, place: SourceRange)] = []
  private var overall: [(attribute: String, metric: String, value: Double)] = []

  static let most = 500

  /// - Parameter attribute: what the file's name says that the groups are of.
  init(_ root: Node, attribute: String) {
    look(root, attribute)
    for index in measures.indices where measures[index].overall == nil {
      let measure = measures[index]
      measures[index].overall =
        overall.first {
          $0.attribute.hasBytes(measure.attribute) && $0.metric.hasBytes(measure.metric)
        }?.value
    }
  }

  /// An empty collection, to be filled by readers of other shapes.
  init() {}

  var isEmpty: Bool { measures.isEmpty && parities.isEmpty }

  mutating func add(_ measure: Measure) {
    if FairnessVocabulary.isCount(measure.metric) {
      let values = measure.groups.compactMap(\.value)
      guard let least = values.min(), values.count == measure.groups.count else { return }
      counts.append((measure.attribute, least))
    } else if measures.count < FairnessTables.most {
      measures.append(measure)
    }
  }

  mutating func add(_ parity: Parity) {
    if parities.count < FairnessTables.most { parities.append(parity) }
  }

  private mutating func look(_ node: Node, _ attribute: String) {
    if addTable(node, attribute) { return }
    for entry in node.entries {
      let name = FairnessVocabulary.plain(entry.key)
      switch entry.value.content {
      case .map:
        if ["difference", "ratio"].contains(name) {
          addStated(entry.value, isRatio: name.hasBytes("ratio"), attribute)
        } else if name.hasBytes("overall") {
          for metric in entry.value.entries {
            guard let value = metric.value.finiteNumber, overall.count < FairnessTables.most else { continue }
            overall.append((attribute, FairnessVocabulary.plain(metric.key), value))
          }
        } else {
          look(entry.value, FairnessVocabulary.isWrapper(name) ? attribute : entry.key)
        }
      case .number, .integer, .unrepresentable:
        if FairnessVocabulary.parities.contains(name) {
          add(Parity(attribute: attribute, name: name, value: entry.value.finiteNumber, place: entry.value.range))
        }
      default: break
      }
    }
  }

  private mutating func addStated(_ node: Node, isRatio: Bool, _ attribute: String) {
    for entry in node.entries where stated.count < FairnessTables.most {
      guard let value = entry.value.finiteNumber else { continue }
      stated.append((isRatio, attribute, FairnessVocabulary.plain(entry.key), value, entry.value.range))
    }
  }

  /// Whether the node is a table of measures by group; then it is taken.
  private mutating func addTable(_ node: Node, _ attribute: String) -> Bool {
    let rows = node.entries
    guard rows.count >= 1, rows.allSatisfy({ FairnessTables.isRow($0.value) }) else { return false }
    // A classification report has classes, not groups.
    if node["macro avg"] != nil || node["weighted avg"] != nil { return false }
    let isByMetric = rows.contains { FairnessVocabulary.isMeasure($0.key) }
    let isByGroup =
      !isByMetric && rows.allSatisfy { row in row.value.entries.contains { FairnessVocabulary.isMeasure($0.key) } }
    if isByMetric {
      for row in rows where FairnessVocabulary.isMeasure(row.key) || FairnessVocabulary.isCount(row.key) {
        add(
          Measure(
            attribute: attribute, metric: FairnessVocabulary.plain(row.key),
            groups: row.value.entries.map { ($0.key, $0.value.finiteNumber, $0.value.range) }, place: row.value.range))
      }
      return true
    }
    guard isByGroup, let first = rows.first else { return false }
    for column in first.value.entries {
      guard FairnessVocabulary.isMeasure(column.key) || FairnessVocabulary.isCount(column.key),
        measures.count < FairnessTables.most
      else { continue }
      add(
        Measure(
          attribute: attribute, metric: FairnessVocabulary.plain(column.key),
          groups: rows.map { ($0.key, $0.value[column.key]?.finiteNumber, ($0.value[column.key] ?? $0.value).range) },
          place: node.range))
    }
    return true
  }

  /// A map of numbers, of which some may be null or NaN.
  private static func isRow(_ node: Node) -> Bool {
    guard case .map(let entries) = node.content, !entries.isEmpty else { return false }
    return entries.allSatisfy { entry in
      switch entry.value.content {
      case .number, .integer, .unrepresentable, .null: true
      default: false
      }
    }
  }
}

/// The names by which measures of fairness are known.
enum FairnessVocabulary {
  /// Small letters and digits, with `_` between words: `False Positive Rate` is `false_positive_rate`.
  static func plain(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in asciiLowercased(name).utf8 {
      if isLetterOrDigit(byte) || byte >= 0x80 {
        bytes.append(byte)
      } else if let last = bytes.last, last != UInt8(ascii: "_") {
        bytes.append(UInt8(ascii: "_"))
      }
    }
    if bytes.last == UInt8(ascii: "_") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func isMeasure(_ name: String) -> Bool { measures.contains(plain(name)) }
  static func isCount(_ name: String) -> Bool { counts.contains(plain(name)) }
  static func isWrapper(_ plainName: String) -> Bool { wrappers.contains(plainName) }

  private static let measures: Set<String> = [
    "accuracy", "balanced_accuracy", "selection_rate", "positive_rate", "approval_rate", "acceptance_rate",
    "predicted_positive_rate", "false_positive_rate", "false_negative_rate", "true_positive_rate", "true_negative_rate",
    "fpr", "fnr", "tpr", "tnr", "precision", "recall", "sensitivity", "specificity", "f1", "f1_score", "roc_auc", "auc",
    "positive_predictive_value", "negative_predictive_value", "ppv", "npv", "false_discovery_rate",
    "false_omission_rate", "mean_prediction", "mean_score", "error_rate", "zero_one_loss", "log_loss", "brier_score",
    "mean_absolute_error", "mean_squared_error", "root_mean_squared_error", "mae", "mse", "rmse", "r2", "r2_score",
    "positive_predictive_value_parity", "negative_predictive_value_parity",
  ]

  private static let counts: Set<String> = [
    "count", "counts", "n", "support", "size", "group_size", "samples", "n_samples", "num_samples", "sample_size",
  ]

  /// Keys that stand around tables and are no attributes.
  private static let wrappers: Set<String> = [
    "by_group", "groups", "group_metrics", "metrics", "results", "sensitive_features", "fairness", "bias", "attributes",
    "fairness_metrics", "group_fairness", "metric_frame", "metricframe",
  ]

  /// Figures of fairlearn, AIF360 and AI Verify.
  static let parities: Set<String> = [
    "demographic_parity_difference", "demographic_parity_ratio", "equalized_odds_difference", "equalized_odds_ratio",
    "equal_opportunity_difference", "equal_opportunity_ratio", "disparate_impact", "disparate_impact_ratio",
    "statistical_parity_difference", "average_odds_difference", "average_abs_odds_difference", "theil_index",
    "equal_selection_parity", "predictive_parity_difference",
  ]
}
