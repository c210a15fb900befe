import Diagnostics

/// The trees of a file that can no longer change, as the build has read them: the executable's own rubrics and schemas
/// are parsed once, not in each run. `PreparedWriter` writes the form, `PreparedReader` reads it back.
///
/// Only a file that nothing was wrong with has a prepared form, so a tree that comes out of it never has diagnostics.
///
/// The form is a sequence of numbers, of bytes below 128: six bits each, the lowest first; a byte from 64 on says that
/// more follow. A signed number is the doubled one, or the doubled one's complement. So the form is valid UTF-8, as a
/// string literal must be, and texts can stand in it as they are.
///
/// - A form is its format, the count of trees, and each tree behind its length, so that trees can be skipped.
/// - A tree is the count of its keys, each as a text (its length, its bytes), and then a node.
/// - A node is its kind; where it starts, as a signed distance; what it holds; and for most kinds its length. Distances
///   are from where the last thing ended, or where the list or map started that this is the first thing in.
/// - A map holds the count of its entries, and for each a key (its number, distance and length) and a node; a list the
///   count of its nodes, and these. Behind them stands the signed distance of its end.
enum PreparedForm {
  /// How the file was written.
  enum Format: UInt64 {
    case yaml = 1
    case json = 2
  }

  /// What kind of node comes.
  enum Kind: UInt64 {
    case null
    case no
    case yes
    case integer
    case number
    case unrepresentable
    /// A text that the file has byte for byte where the node stands.
    case plainText
    /// The same between two quotes.
    case quotedText
    /// A text that the form has itself, because the file folds or escapes it.
    case ownText
    case list
    case map
  }

  /// The bits of a digit.
  static let bits: UInt64 = 6
  /// What is added to a digit that is not the last one.
  static let more: UInt8 = 64
}

extension Document {
  /// The file's trees, where the build has prepared them and the limits are those that the build kept to.
  static func prepared(
    _ file: SourceFile, _ format: PreparedForm.Format, limits: Limits, firstOnly: Bool
  ) -> Document? {
    guard let embedded = file.embedded, limits == .standard else { return nil }
    return embedded.prepared.withBytes { form in
      guard form.count > 0, UInt64(form[0]) == format.rawValue else { return nil }
      return prepared(file, form, firstOnly: firstOnly)
    }
  }

  /// The trees that a form says a file has; an error where the form is damaged.
  static func prepared(_ file: SourceFile, _ form: Span<UInt8>, firstOnly: Bool) -> Document {
    do throws(PreparedReader.Damage) {
      let roots = try file.withBytes { source throws(PreparedReader.Damage) in
        var reader = PreparedReader(file)
        return try reader.roots(form, source, firstOnly: firstOnly)
      }
      return Document(file: file, roots: roots, diagnostics: [])
    } catch {
      return Document(
        file: file, roots: [],
        diagnostics: [
          Diagnostic(
            .error, id: "document.prepared", "the prepared form of this file is damaged at its byte \(error.offset)",
            at: file.whole)
        ])
    }
  }
}
