import CEL
import Readiness

// Page one, the case: the plan as a line in time, and below it what the numbers on the line stand for.

/// Where the dated milestones of a plan and the day of the assessment stand on a line from 0 to 100.
struct Timeline {
  struct Mark: Hashable {
    /// The milestone, by its place in the plan.
    var milestone: Int
    var place: Int
    /// How far below the line it stands, so that marks of the same time do not hide each other.
    var row: Int
  }

  /// The marks, by date.
  private(set) var marks: [Mark] = []
  /// Where the day of the assessment stands.
  private(set) var today = 0
  /// The first and the last day of the line.
  private(set) var ends: (first: String, last: String) = ("", "")

  private static let mostRows = 3
  /// Marks that are nearer than this, in hundredths of the line, would touch on a phone.
  private static let reach = 8

  /// The line of a plan; nil where it would have no length.
  init?(_ milestones: [BusinessCase.Milestone], today: String) {
    guard let now = dayNumber(of: today) else { return nil }
    let dated = milestones.indices.compactMap { index -> (milestone: Int, text: String, day: Int64)? in
      guard let text = milestones[index].dueOn, let day = dayNumber(of: text) else { return nil }
      return (index, text, day)
    }
    .sorted { ($0.day, $0.milestone) < ($1.day, $1.milestone) }
    guard let earliest = dated.first, let latest = dated.last else { return nil }
    let (first, last) = (min(earliest.day, now), max(latest.day, now))
    guard first < last else { return nil }
    func place(_ day: Int64) -> Int { Int((day - first) * 100 / (last - first)) }
    self.today = place(now)
    ends = (earliest.day <= now ? earliest.text : today, latest.day >= now ? latest.text : today)
    var taken = [Int](repeating: -Self.reach, count: Self.mostRows)
    for (milestone, _, day) in dated {
      let place = place(day)
      let row = taken.firstIndex { place - $0 >= Self.reach } ?? Self.mostRows - 1
      taken[row] = place
      marks.append(Mark(milestone: milestone, place: place, row: row))
    }
  }
}

/// The day of a date, counted from some day.
private func dayNumber(of text: String) -> Int64? {
  (try? Timestamp.parseDate(text)).map { $0.seconds / 86_400 }
}

extension ReportPage {
  private static let shownMilestones = 4

  /// The plan: the picture has every milestone with a date, the list those around today.
  func plan(_ milestones: [BusinessCase.Milestone]) {
    guard !milestones.isEmpty else { return }
    let line = Timeline(milestones, today: assessment.asOf.dateDescription)
    // By date, those without one last.
    let dated = line?.marks.map(\.milestone) ?? []
    let ordered = dated + milestones.indices.filter { !dated.contains($0) }
    let past = ordered.filter { milestones[$0].isPast }.suffix(2)
    let shown = past + ordered.filter { !milestones[$0].isPast }.prefix(Self.shownMilestones - past.count)
    if let line { picture(of: line, milestones, shown: Array(shown)) }
    tag(.ol, .class("milestones"), .label("Milestones")) {
      for (number, index) in shown.enumerated() { item(milestones[index], number: number + 1) }
    }
    if milestones.count > shown.count {
      tag(.p, .class("small soft")) { text("and \(counted(milestones.count - shown.count, "more", "more")).") }
    }
  }

  private func item(_ milestone: BusinessCase.Milestone, number: Int) {
    tag(.li, .class(milestone.isPast ? "past" : "ahead")) {
      tag(.b, .class("num")) { text(number) }
      text(" ")
      tag(.span, .class("day")) {
        if let due = milestone.dueOn {
          text("\(milestone.isPast ? "was due" : "due") \(dayInWords(excerpt(due, 20)))")
        } else {
          text("no date")
        }
      }
      text(" ")
      tag(.span, .class("cut")) { outside(milestone.title, limit: 60) }
    }
  }

  private func picture(of line: Timeline, _ milestones: [BusinessCase.Milestone], shown: [Int]) {
    let rows = (line.marks.map(\.row).max() ?? 0) + 1
    let rail = 26
    let pitch = 22
    let foot = rail + pitch * rows + 6
    // A little air on both sides, for the marks at the ends.
    func x(_ place: Int) -> String { "\(4 + place * 92 / 100)%" }
    let past = line.marks.filter { milestones[$0.milestone].isPast }.count
    // A plan of hundreds of milestones is no picture; those of the list are.
    let drawn = line.marks.count <= 60 ? line.marks : line.marks.filter { shown.contains($0.milestone) }
    tag(
      .svg, .class("timeline"), .with(.width, "100%"), .with(.height, "\(foot + 8)"), .with(.role, "img"),
      .label(
        "The plan from \(dayInWords(line.ends.first)) to \(dayInWords(line.ends.last)): \(counted(past, "milestone")) "
          + "\(past == 1 ? "was" : "were") due, \(line.marks.count - past) to come; the \(gateTitle) is assessed on \(day)"
      )
    ) {
      self.line("rail", x(0), "\(rail)", x(100), "\(rail)")
      self.line("now", x(line.today), "14", x(line.today), "\(rail + pitch * rows - 10)")
      svgText(
        gateTitle, x: x(line.today), y: "10", anchor: line.today > 70 ? "end" : line.today < 30 ? "start" : "middle")
      for mark in drawn {
        let y = rail + pitch * mark.row
        if mark.row > 0 { self.line("rail", x(mark.place), "\(rail)", x(mark.place), "\(y)") }
        let isPast = milestones[mark.milestone].isPast
        let number = shown.firstIndex(of: mark.milestone).map { $0 + 1 }
        circle(isPast ? "past" : "ahead", x(mark.place), "\(y)", number == nil ? "4" : "10")
        if let number {
          svgText(
            "\(number)", x: x(mark.place), y: "\(y + 5)", anchor: "middle", style: isPast ? "on-past" : "on-ahead")
        }
      }
      svgText(dayInWords(line.ends.first), x: "0", y: "\(foot + 4)", anchor: "start")
      svgText(dayInWords(line.ends.last), x: "100%", y: "\(foot + 4)", anchor: "end")
    }
  }
}
