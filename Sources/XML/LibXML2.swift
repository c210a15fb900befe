import CLibXML2

/// libxml2's one-time initialisation, which must happen before threads use it.
enum LibXML2 {
  private static let isReady: Bool = {
    xmlInitParser()
    return true
  }()

  /// To be called before each use: the handler of generic errors, which would print, is each thread's own.
  static func prepare() {
    _ = isReady
    cxml_silence()
  }
}
