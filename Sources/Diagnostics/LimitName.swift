/// The limits on what strangers' files may cost, by the names that the command line changes them by. What they are at
/// first is declared where they hold: in `Limits` for one file, in `DiscoveryBounds` for a project.
public enum LimitName: String, Sendable, CaseIterable {
  case fileBytes = "file-bytes"
  case streamedBytes = "streamed-bytes"
  case textBytes = "text-bytes"
  case depth
  case nodes
  case aliases
  case files
  case folderDepth = "folder-depth"
  case totalBytes = "total-bytes"
  case filesPerKind = "files-per-kind"

  /// What a complaint about a limit adds: the option that lifts it.
  public var remedy: String { "where it is meant to be so, raise the limit: --limit \(rawValue)=…" }
}
