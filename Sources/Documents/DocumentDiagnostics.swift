import Diagnostics

extension Diagnostic {
  static func tooLarge(_ file: SourceFile, limit: Int) -> Diagnostic {
    Diagnostic(
      .error, id: "file.too-large", "the file is \(file.bytes.count) bytes long; at most \(limit) are read",
      at: file.whole, fix: LimitName.fileBytes.remedy)
  }

  static func repeatedKey(_ key: String, format: String, at place: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "\(format).repeated-key", "the key '\(shortened(key))' is repeated", at: place,
      notes: [Note("it is first here", place: first)], fix: "keep one of them")
  }

  static func complexKey(at place: SourceRange) -> Diagnostic {
    Diagnostic(.error, id: "yaml.complex-key", "a list or map may not be a key", at: place)
  }

  static func tag(_ tag: String, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "yaml.tag", "the tag '\(shortened(tag))' is not read; only YAML's own !!str, !!int and so on are",
      at: place, fix: "remove the tag")
  }

  static func template(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "yaml.template", "this is a template, not yet YAML", at: place,
      fix: "give the rendered file, or put the value in quotes")
  }
}

/// A text for a message: a key of a megabyte must not fill the screen.
func shortened(_ text: String) -> String {
  text.utf8.count <= 80 ? text : String(text.unicodeScalars.prefix(77)) + "…"
}
