import Testing

@testable import CEL

@Suite("format")
struct StringFormatTests {
  @Test(
    "verbs",
    arguments: [
      ("'%% and %%'.format([])", "% and %"), ("'%%%s%%'.format(['text'])", "%text%"), ("''.format([])", ""),
      ("'%d %s'.format([1, 'é'])", "1 é"), ("'%s'.format(['a', 'b'])", "a"),
      ("'%s %s'.format([true, null])", "true null"), ("'%s'.format([999999999999])", "999999999999"),
      ("'%s'.format([5u])", "5"),
      ("'%s'.format([1.0])", "1"), ("'%s'.format([1234567.0])", "1234567"),
      ("'%s'.format([1e20])", "100000000000000000000"),
      ("'%s'.format([0.00001])", "0.00001"), ("'%s'.format([1.5e-10])", "0.00000000015"),
      ("'%s'.format([-0.5])", "-0.5"),
      ("'%s'.format([b'xyz'])", "xyz"), ("'%s'.format([b'\\xffa'])", "\u{fffd}a"),
      ("'%s'.format([type('a')])", "string"),
      ("'%s'.format([timestamp('2023-02-03T23:31:20+00:00')])", "2023-02-03T23:31:20Z"),
      ("'%s'.format([duration('1h45m47s')])", "6347s"),
      ("'%s'.format([['abc', 3.14, null, [9, 8], duration('1s')]])", "[abc, 3.14, null, [9, 8], 1s]"),
      ("'%s'.format([[]])", "[]"),
      ("'%s'.format([{'b': 1, 'a': [2]}])", "{a: [2], b: 1}"),
      ("'%s'.format([{'strKey': 'x', 6: 1, true: 42}])", "{6: 1, strKey: x, true: 42}"),
      ("'%s'.format([{}])", "{}"), ("'%s'.format([[0.0 / 0.0, 1.0 / 0.0, -1.0 / 0.0]])", "[NaN, Infinity, -Infinity]"),
      ("'%d'.format([-7])", "-7"), ("'%d'.format([7u])", "7"), ("'%d'.format([1.5])", "1.5"),
      ("'%d'.format([0.0 / 0.0])", "NaN"),
      ("'%d'.format([1.0 / 0.0])", "Infinity"), ("'%x'.format([30])", "1e"), ("'%X'.format([30u])", "1E"),
      ("'%x'.format([-255])", "-ff"),
      ("'%x'.format(['Hello'])", "48656c6c6f"), ("'%X'.format([b'\\xab'])", "AB"), ("'%b'.format([-5])", "-101"),
      ("'%b'.format([true])", "1"),
      ("'%b'.format([64u])", "1000000"), ("'%o'.format([65535u])", "177777"), ("'%o'.format([-8])", "-10"),
      ("'%f'.format([2.71828])", "2.718280"), ("'%f'.format([2])", "2.000000"), ("'%f'.format([2u])", "2.000000"),
      ("'%.3f'.format([1.2345])", "1.234"),
      ("'%.2f'.format([2.675])", "2.67"), ("'%.3f'.format([0.0005])", "0.001"), ("'%.0f'.format([0.5])", "0"),
      ("'%.0f'.format([1.5])", "2"),
      ("'%.0f'.format([2.5])", "2"), ("'%.0f'.format([3.4999])", "3"), ("'%.3f'.format([123.4999])", "123.500"),
      ("'%.3f'.format([-123.4994])", "-123.499"),
      ("'%.5f'.format([-1.2])", "-1.20000"), ("'%.1f'.format([9.96])", "10.0"), ("'%.0f'.format([0.6])", "1"),
      ("'%.1f'.format([0.06])", "0.1"),
      ("'%.1f'.format([0.006])", "0.0"), ("'%.2f'.format([0.0])", "0.00"), ("'%.1f'.format([-0.0])", "-0.0"),
      ("'%.2f'.format([1e22])", "10000000000000000000000.00"),
      ("'%.1f'.format([99.95])", "100.0"), ("'%.20f'.format([0.1])", "0.10000000000000000555"),
      ("'%f'.format([0.0 / 0.0])", "NaN"),
      ("'%e'.format([2.71828])", "2.718280e+00"), ("'%e'.format([0.0])", "0.000000e+00"),
      ("'%.6e'.format([1052.032911275])", "1.052033e+03"),
      ("'%.2e'.format([12345.678])", "1.23e+04"), ("'%e'.format([3u])", "3.000000e+00"),
      ("'%.1e'.format([9.99])", "1.0e+01"), ("'%.0e'.format([2.5])", "2e+00"),
      ("'%.3e'.format([1e-10])", "1.000e-10"), ("'%.2e'.format([5e-324])", "4.94e-324"),
      ("'%.1e'.format([-1e300])", "-1.0e+300"), ("'%e'.format([-1.0 / 0.0])", "-Infinity"),
    ])
  func verbs(_ call: String, _ text: String) throws {
    guard case .string(let result) = try LibraryCalls.evaluate(call) else { throw TestProblem.wrongForm }
    #expect(result.utf8.elementsEqual(text.utf8), "\(call) is \(result), not \(text)")
  }

  @Test(
    "errors",
    arguments: [
      ("'%a'.format([1])", "format: there is no '%a'"), ("'%E'.format([1.0])", "format: there is no '%E'"),
      ("'%5d'.format([1])", "format: there is no '%5'"),
      ("'%é'.format([1])", "format: there is no '%�'"), ("'%'.format([1])", "format: the format ends after a '%'"),
      ("'%.2'.format([1])", "format: the format ends in a precision"),
      ("'%.'.format([1])", "format: a precision without digits"),
      ("'%.f'.format([1])", "format: a precision without digits"),
      ("'%.101f'.format([1])", "format: a precision over 100"),
      ("'%.99999999999999999999f'.format([1])", "format: a precision over 100"),
      ("'%d %d'.format([0])", "format: index 1 out of range: too few arguments"),
      ("'%d'.format(['a'])", "format: a string cannot be formatted as '%d'"),
      ("'%d'.format([null])", "format: a null_type cannot be formatted as '%d'"),
      ("'%b'.format(['abc'])", "format: a string cannot be formatted as '%b'"),
      ("'%o'.format([true])", "format: a bool cannot be formatted as '%o'"),
      ("'%x'.format([0.5])", "format: a double cannot be formatted as '%x'"),
      ("'%X'.format([null])", "format: a null_type cannot be formatted as '%X'"),
      ("'%e'.format([null])", "format: a null_type cannot be formatted as '%e'"),
      ("'%f'.format(['a'])", "format: a string cannot be formatted as '%f'"),
      ("'%s'.format([optional.none()])", "format: a optional_type cannot be formatted as '%s'"),
      ("'%s'.format([[ip('::1')]])", "format: a net.IP cannot be formatted as '%s'"),
    ])
  func errors(_ call: String, _ message: String) throws {
    let failure = try LibraryCalls.failure(of: call)
    #expect(failure.kind == .invalidArgument)
    #expect(failure.message.utf8.elementsEqual(message.utf8), "\(failure.message)")
  }

  @Test(
    "exact digits agree with the shortest ones",
    arguments: [0.1, 1e23, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 123.456, 2.5, 0.3, 1e-5])
  func digits(_ double: Double) throws {
    #expect(Double(DoubleText.scientific(double, places: 17)) == double)
    #expect(Double(DoubleText.general(double)) == double)
    #expect(Double(DoubleText.plain(double)) == double)
  }
}
