import Builtins
import Diagnostics
import Documents
import Glibc
import Readiness
import Reports
import Schema

/// An organisation's theme: the YAML file that `--theme` names, and the picture that it may name in turn. What is wrong
/// with either is told at its place, all at once, and no report is made with half a theme.
struct ThemeFile {
  private let file: SourceFile
  private let root: Node

  /// Reads a theme and holds it to its schema.
  init(_ path: String) throws(DiagnosticsError) {
    file = try readFile(path, limits: .standard)
    let document = try Document.yaml(file).valid()
    guard let root = document.root, document.roots.count == 1 else { throw DiagnosticsError([.noTheme(file)]) }
    self.root = root
    let diagnostics = try Builtins.schemas.schema(named: "theme").validate(root)
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  }

  /// The theme, on top of the one that comes along.
  func theme() throws(DiagnosticsError) -> Theme {
    var theme = Builtins.theme
    var problems: [Diagnostic] = []
    theme.inputs = [input("theme", file)]
    if let organisation = root["organisation"]?.scalarText { theme.organisation = organisation }
    for entry in root["words"]?.entries ?? [] {
      if let word = Theme.Word(rawValue: entry.key), let text = entry.value.scalarText { theme.words[word] = text }
    }
    theme.colours = colours(&problems)
    if let logo = root["logo"] {
      do throws(Diagnostic) {
        theme.logo = try self.logo(logo, &theme.inputs)
      } catch {
        problems.append(error)
      }
    }
    if problems.hasErrors { throw DiagnosticsError(problems.sortedByPlace) }
    return theme
  }

  private func colours(_ problems: inout [Diagnostic]) -> ThemeColours {
    var colours = ThemeColours()
    for scheme in ThemeColours.Scheme.allCases {
      for role in ThemeColours.Role.allCases {
        guard let node = root["colours"]?[scheme.rawValue]?[role.rawValue], let text = node.scalarText,
          let colour = Colour(text)
        else { continue }
        colours[scheme, role] = colour
        if let fault = colours.fault(of: role, in: scheme) {
          problems.append(.weakColour(role, scheme, fault, at: node.range))
        }
      }
    }
    return colours
  }

  /// The logo, from an address that holds it or from a file below the theme's folder.
  private func logo(_ node: Node, _ inputs: inout [Provenance.Input]) throws(Diagnostic) -> Logo {
    let text = node.scalarText ?? ""
    if text.utf8.starts(with: "data:".utf8) { return try Logo(address: text, at: node.range) }
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { throw .logoPath(at: node.range) }
    let picture: SourceFile
    do throws(Diagnostic) {
      picture = try below(folder, parts)
    } catch {
      throw .noLogo(text, error, at: node.range)
    }
    inputs.append(input("logo", picture))
    return try Logo(picture)
  }

  /// The folder of the theme.
  private var folder: String {
    guard let end = file.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let folder = String(file.path[..<end])
    return folder.isEmpty ? "/" : folder
  }

  /// A file below a folder, opened part by part and through no link, so that nothing leads outside.
  private func below(_ folder: String, _ parts: [String]) throws(Diagnostic) -> SourceFile {
    var limits = Limits.standard
    // A little more than is allowed, so that the complaint is that of the logo.
    limits.bytes = Logo.mostBytes * 4
    var descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    for part in parts.dropLast() where descriptor >= 0 {
      let next = unsafe openat(descriptor, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      close(descriptor)
      descriptor = next
    }
    let shown = (folder == "." ? parts : [folder] + parts).joined(separator: "/")
    guard descriptor >= 0, let name = parts.last else { throw .noFolder(of: shown) }
    return try RegularFile.open(name, shownAs: shown, from: descriptor, followingLink: false).contents(limits: limits)
  }

  /// A file as the report names it: by its name, since its folder is of this machine.
  private func input(_ role: String, _ file: SourceFile) -> Provenance.Input {
    let name = file.path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
    return Provenance.Input(role: role, path: name ?? file.path, digest: file.digest)
  }
}

extension Diagnostic {
  fileprivate static func noTheme(_ file: SourceFile) -> Diagnostic {
    Diagnostic(
      .error, id: "theme.empty", "a theme is one YAML document that states something", at: file.whole,
      fix: "begin it with `organisation: NAME`")
  }

  fileprivate static func weakColour(
    _ role: ThemeColours.Role, _ scheme: ThemeColours.Scheme, _ fault: ThemeColours.Fault, at place: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .error, id: "theme.contrast",
      "'\(role.rawValue)' has a contrast of \(fault.contrastInWords) on the \(scheme.rawValue) page; "
        + "\(fault.neededInWords) are needed to be read", at: place, fix: "such as '\(fault.better.hex)'")
  }

  fileprivate static func logoPath(at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "theme.logo", "the logo is a file below the theme's folder, named from there", at: place,
      fix: "such as `logo: logo.svg`")
  }

  fileprivate static func noLogo(_ path: String, _ reason: Diagnostic, at place: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, id: "theme.logo", "the logo '\(path)' cannot be read", at: place,
      notes: [Note(reason.message, place: reason.place)])
  }

  fileprivate static func noFolder(of path: String) -> Diagnostic {
    Diagnostic(
      .error, id: "file.missing", "there is no such folder, or a link leads to it",
      at: SourceFile(path: path, bytes: []).whole)
  }
}
