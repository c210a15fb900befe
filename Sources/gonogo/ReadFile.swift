import Diagnostics
import Documents

/// Reads a file that the user named; what is wrong is thrown as diagnostics.
func readFile(_ path: String, as shown: String? = nil, limits: Limits) throws(DiagnosticsError) -> SourceFile {
  do {
    return try RegularFile.open(path, shownAs: shown).contents(limits: limits)
  } catch {
    throw DiagnosticsError([error])
  }
}
