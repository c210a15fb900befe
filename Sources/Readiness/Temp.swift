import Diagnostics
import Documents
import CEL
extension Node { var fragment: SourceFragment? { text.map { SourceFragment(text: $0, range: range, pieces: []) } } }
extension Document { static func yaml(_ f: SourceFile, limits: Limits, firstOnly: Bool) throws(DiagnosticsError) -> Document { try yaml(f, limits: limits).valid() } }
extension Library { static var strings: Library { Library(name: "strings", functions: []) } }
