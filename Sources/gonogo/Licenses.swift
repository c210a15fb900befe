/// The licences of everything that is linked into the executable.
enum Licenses {
  static let text = """
    gonogo \(Gonogo.version)                Apache-2.0
    swift-argument-parser       Apache-2.0 with Runtime Library Exception (Apple Inc. and contributors)
    Swift runtime and library   Apache-2.0 with Runtime Library Exception (Apple Inc. and contributors)
    libxml2                     MIT (Daniel Veillard and contributors)
    libyaml                     MIT (Kirill Simonov, Ingy döt Net)
    RE2                         BSD-3-Clause (The RE2 Authors)
    """
}
