/// An ASCII letter in lower case, everything else as it is. Names and markup are compared so where case does not matter:
/// what other letters become depends on the language.
@inlinable
@inline(__always)
public func asciiLowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
