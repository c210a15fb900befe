/// A path as a relative address: with forward slashes, every byte that has a meaning of its own in an address escaped. So
/// no path can name a scheme or another machine.
func fileAddress(_ path: String) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(path.utf8.count)
  for (index, byte) in path.utf8.enumerated() {
    let isPlain =
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
      // Two slashes at the beginning would name a machine.
      case UInt8(ascii: "/"): index != 1 || bytes != [UInt8(ascii: "/")]
      default: false
      }
    if isPlain {
      bytes.append(byte)
    } else {
      bytes += [UInt8(ascii: "%"), hexadecimalDigit(byte >> 4), hexadecimalDigit(byte & 15)]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
}
