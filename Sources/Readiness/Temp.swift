import Diagnostics
import Documents
extension Node { var fragment: SourceFragment? { text.map { SourceFragment(text: $0, range: range, pieces: []) } } }
