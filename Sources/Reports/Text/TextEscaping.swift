import Diagnostics

/// What a format takes as it is, and what stands in the place of the rest.
protocol TextEscaping {
  /// Whether a byte stands for itself. Every other begins a scalar that is asked about.
  static func isPlain(_ byte: UInt8) -> Bool

  /// Whether all of eight bytes do; false too where that is cheaper to say.
  static func arePlain(_ bytes: EightBytes) -> Bool

  /// What stands in a scalar's place; nil where it stands for itself.
  static func replacement(_ scalar: Unicode.Scalar) -> String?
}
