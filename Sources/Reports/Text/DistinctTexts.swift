import Diagnostics

/// Texts that were met, told apart by their bytes: Swift's own sets go by canonical equivalence, which no reader of a
/// report knows.
struct DistinctTexts {
  private var keys: Set<Key> = []

  /// Takes a text in; whether it is the first of its kind.
  mutating func insert(_ text: String) -> Bool {
    keys.insert(Key(text: text)).inserted
  }

  private struct Key: Hashable {
    let text: String

    static func == (a: Key, b: Key) -> Bool { sameBytes(a.text, b.text) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
