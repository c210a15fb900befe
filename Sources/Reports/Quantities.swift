// Numbers as people read them, without a locale: always the same text for the same number.

/// A whole number with thousands set apart: `1,234,567`.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude).utf8)
  var text: [UInt8] = number < 0 ? Array("−".utf8) : []
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
    text.append(digit)
  }
  return String(decoding: text, as: UTF8.self)
}

/// A number with at most so many decimals, trailing zeros left out. Beyond 15 digits it is as Swift prints it.
func quantity(_ number: Double, decimals: Int = 2) -> String {
  guard number.isFinite else { return "not a number" }
  guard abs(number) < 1e13 else { return number.description }
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  // What is written with two decimals would vanish below a hundredth: small numbers keep their own form.
  if number != 0, abs(number) * Double(scale) < 1 { return number.description }
  let scaled = Int((abs(number) * Double(scale)).rounded(.toNearestOrAwayFromZero))
  // The leading 1 keeps the zeros after the point, and goes.
  var fraction = String(String(scale + scaled % scale).dropFirst())
  while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
  let whole = grouped(scaled / scale)
  return (number < 0 ? "−" : "") + (fraction.isEmpty ? whole : "\(whole).\(fraction)")
}
