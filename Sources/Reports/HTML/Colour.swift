import Glibc

/// A colour of a screen, `#rrggbb`.
public struct Colour: Sendable, Hashable {
  /// Its parts, from 0 to 255.
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  static let black = Colour(0, 0, 0)
  static let white = Colour(255, 255, 255)

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// A colour as style sheets write it, with six digits; nil for any other text.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[0] == UInt8(ascii: "#") else { return nil }
    var digits: [UInt8] = []
    for byte in bytes.dropFirst() {
      switch byte {
      case 0x30...0x39: digits.append(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: digits.append((byte | 0x20) - 0x61 + 10)
      default: return nil
      }
    }
    self.init(digits[0] << 4 | digits[1], digits[2] << 4 | digits[3], digits[4] << 4 | digits[5])
  }

  /// `#0c6338`.
  public var hex: String {
    "#"
      + [red, green, blue].map { part in
        let digits = String(part, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
      }
      .joined()
  }

  /// The contrast ratio of two colours by WCAG 2.2, from 1 to 21.
  public func contrast(with other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The relative luminance by WCAG 2.2, which is that of sRGB.
  private var luminance: Double {
    func linear(_ part: UInt8) -> Double {
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// So many hundredths of it over another colour.
  func mixed(into ground: Colour, percent: Int) -> Colour {
    func mixed(_ part: UInt8, _ under: UInt8) -> UInt8 {
      UInt8(clamping: (Int(part) * percent + Int(under) * (100 - percent) + 50) / 100)
    }
    return Colour(mixed(red, ground.red), mixed(green, ground.green), mixed(blue, ground.blue))
  }
}
