import Diagnostics
import Readiness

// Pictures as inline SVG, in percent of their width, so that text in them never shrinks with the page. Each says in
// words what it shows.

/// What became of the weight of an area's demands: proved by evidence, stated only, open. Three whole numbers that add up
/// to 100. Other than in the score, what nobody can prove is 'stated only' here too: the picture shows what is known.
struct WeightParts: Hashable {
  var proved: Int
  var statedOnly: Int
  var open: Int

  /// The parts of an area's rules; nil where nothing counts.
  init?(_ area: AreaAssessment, of rubric: RubricAssessment) {
    var weights = (proved: 0, stated: 0, all: 0)
    for index in rubric.rules.indices where rubric.rules[index].rule.id.begins(withArea: area.id) {
      let (verdict, weight) = (rubric.rules[index].verdict, rubric.rules[index].rule.weight)
      guard verdict.counts, rubric.rules[index].announcedFor == nil else { continue }
      weights.all += weight
      if verdict == .verified { weights.proved += weight }
      if verdict == .claimed { weights.stated += weight }
    }
    guard weights.all > 0 else { return nil }
    let upToStated = (weights.proved + weights.stated) * 100 / weights.all
    proved = weights.proved * 100 / weights.all
    statedOnly = upToStated - proved
    open = 100 - upToStated
  }

  /// `58 proved, 26 stated only, 16 open`.
  var inWords: String { "\(proved) proved, \(statedOnly) stated only, \(open) open, of 100" }
}

extension String {
  /// Whether the id of a rule begins with the name of an area.
  fileprivate func begins(withArea area: String) -> Bool {
    let (id, area) = (utf8.span, area.utf8.span)
    guard id.count >= area.count else { return false }
    for index in area.indices where id[index] != area[index] { return false }
    return id.count == area.count || id[area.count] == UInt8(ascii: ".")
  }
}

extension HTMLPage {
  /// What pictures share, defined once for the page: the stripes of 'stated only', and the icons.
  func pictureParts() {
    tag(.svg, .class("defs"), .with(.width, "0"), .with(.height, "0"), .decorative, .unfocusable) {
      tag(.defs) {
        tag(
          .pattern, .id("stripes"), .with(.width, "5"), .with(.height, "5"), .with(.patternUnits, "userSpaceOnUse"),
          .with(.patternTransform, "rotate(45)")
        ) {
          rect("stripe-ground", width: "5", height: "5")
          rect("stripe", width: "2.4", height: "5")
        }
        for tone in Tone.allCases {
          tag(.symbol, .id(tone.iconName), .with(.viewBox, "0 0 16 16")) { tag(.path, .with(.d, tone.icon)) }
        }
      }
    }
  }

  /// A bar of proved, stated and open parts.
  func bar(_ parts: WeightParts, label: String) {
    tag(.svg, .class("bar"), .with(.width, "100%"), .with(.height, "14"), .with(.role, "img"), .label(label)) {
      rect("track", width: "100%", height: "100%")
      if parts.statedOnly > 0 { rect("stated", x: "\(parts.proved)%", width: "\(parts.statedOnly)%", height: "100%") }
      if parts.proved > 0 { rect("proved", width: "\(parts.proved)%", height: "100%") }
      if parts.statedOnly > 0, parts.proved > 0 { line("gap", "\(parts.proved)%", "0", "\(parts.proved)%", "100%") }
    }
  }

  /// A scale from 0 to 100 with the proved part, the score, the stated score and the threshold.
  func ruler(score: Int, proved: Int, stated: Int, threshold: Int?) {
    let needed = threshold.map { "; \($0) needed" } ?? ""
    tag(
      .svg, .class("ruler"), .with(.width, "100%"), .with(.height, "44"), .with(.role, "img"),
      .label(
        "Score \(score) of 100\(needed); \(proved) if no unproved promise holds, \(stated) if all do"
      )
    ) {
      rect("track", y: "20", width: "100%", height: "14")
      if stated > score { rect("reach", x: "\(score)%", y: "20", width: "\(stated - score)%", height: "14") }
      if score > proved { rect("stated", x: "\(proved)%", y: "20", width: "\(score - proved)%", height: "14") }
      if proved > 0 { rect("proved", y: "20", width: "\(proved)%", height: "14") }
      if let threshold {
        line("needed", "\(threshold)%", "14", "\(threshold)%", "40")
        svgText(
          "\(threshold) needed", x: "\(threshold)%", y: "10",
          anchor: threshold > 85 ? "end" : threshold < 15 ? "start" : "middle")
      }
    }
  }

  /// How far a score is from the threshold: the same scale, small. Without a label where the words beside it say as much.
  func margin(score: Int, threshold: Int, label: String?) {
    let meaning: [HTMLAttribute] = label.map { [.with(.role, "img"), .label($0)] } ?? [.decorative]
    tag(.svg, [.class("margin"), .with(.width, "100%"), .with(.height, "18")] + meaning) {
      rect("track", y: "5", width: "100%", height: "8")
      if score > 0 { rect("proved", y: "5", width: "\(score)%", height: "8") }
      line("needed", "\(threshold)%", "0", "\(threshold)%", "18")
    }
  }

  /// From where to where an indicator is to go.
  func arrow(from baseline: Double, to target: Double, label: String) {
    let low = min(0, min(baseline, target))
    let high = max(0, max(baseline, target))
    // Every finite pair has a place between 6 and 94 per cent; a pair of zeros stands at the left.
    let span = high / 2 - low / 2
    func place(_ value: Double) -> Int { span > 0 ? 6 + Int(((value / 2 - low / 2) / span * 88).rounded()) : 6 }
    let from = place(baseline)
    let to = place(target)
    tag(.svg, .class("arrow"), .with(.width, "100%"), .with(.height, "14"), .with(.role, "img"), .label(label)) {
      line("rail", "6%", "7", "94%", "7")
      line("way", "\(from)%", "7", "\(to)%", "7")
      circle("from", "\(from)%", "7", "3.5")
      circle("to", "\(to)%", "7", "5")
    }
  }

  func rect(
    _ style: String, x: String = "0", y: String = "0", width: String, height: String
  ) {
    tag(
      .rect, .class(style), .with(.x, x), .with(.y, y), .with(.width, width), .with(.height, height))
  }

  func line(_ style: String, _ x1: String, _ y1: String, _ x2: String, _ y2: String) {
    tag(.line, .class(style), .with(.x1, x1), .with(.y1, y1), .with(.x2, x2), .with(.y2, y2))
  }

  func circle(_ style: String, _ x: String, _ y: String, _ radius: String) {
    tag(.circle, .class(style), .with(.cx, x), .with(.cy, y), .with(.r, radius))
  }

  func svgText(_ text: String, x: String, y: String, anchor: String, style: String? = nil) {
    let place: [HTMLAttribute] = [.with(.x, x), .with(.y, y), .with(.textAnchor, anchor)]
    tag(.text, style.map { [.class($0)] + place } ?? place) { self.text(text) }
  }

  /// A sample of a bar's part, for the key beside it.
  func swatch(_ style: String) {
    tag(.svg, .class("swatch"), .with(.width, "14"), .with(.height, "14"), .decorative, .unfocusable) {
      rect(style, width: "14", height: "14")
    }
  }
}
