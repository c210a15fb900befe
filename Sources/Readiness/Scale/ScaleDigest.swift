import Diagnostics

extension Scale {
  /// Writes all that a scale decides and says by: a change of any of it is a change of the rubric.
  func write(to json: inout CanonicalJSON) {
    json.object { object in
      switch method {
      case .sections(let bands):
        object.member("bands") {
          $0.array(bands) { json, band in json.strings([band.above.map(String.init) ?? "", band.sentence]) }
        }
      case .levels: break
      }
      object.member("groups") { $0.array(groups) { json, group in json.strings([group.id, group.title]) } }
      object.member("items") { $0.array(items) { json, item in item.write(to: &json) } }
      switch method {
      case .sections: break
      case .levels(let levels, _):
        object.member("levels") {
          $0.array(levels) { json, level in
            json.strings([String(level.number), level.title, level.stated?.text ?? ""])
          }
        }
      }
      object.member("source") { $0.string(source ?? "") }
      object.member("title") { $0.string(title) }
      if case .levels(_, let waysBack?) = method {
        object.member("ways_back") { $0.array(waysBack) { json, way in way.write(to: &json) } }
      }
    }
  }
}

extension Scale.Item {
  fileprivate func write(to json: inout CanonicalJSON) {
    json.object { object in
      object.member("dropped") { $0.strings(dropped) }
      object.member("group") { $0.string(group?.name ?? "") }
      object.member("id") { $0.string(id) }
      object.member("level") { $0.integer(Int64(level ?? -1)) }
      object.member("note") { $0.string(note ?? "") }
      object.member("rules") { $0.strings(rules.map(\.name)) }
      object.member("title") { $0.string(title) }
    }
  }
}

extension Scale.WayBack {
  fileprivate func write(to json: inout CanonicalJSON) {
    json.object { object in
      object.member("because") { $0.string(because) }
      object.member("from") { $0.integer(Int64(from)) }
      object.member("items") { $0.strings(items.map(\.name)) }
      object.member("to") { $0.integer(Int64(to)) }
    }
  }
}
