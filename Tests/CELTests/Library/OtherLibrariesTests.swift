import Diagnostics
import Testing

@testable import CEL

@Suite("Optionals, lists, sets, encoders, patterns, mathematics and networks")
struct OtherLibrariesTests {
  @Test(
    "optionals",
    arguments: [
      Equation("optional.of(1).value()", "1"), Equation("optional.of(1).hasValue()", "true"),
      Equation("optional.none().hasValue()", "false"),
      Equation("optional.none().orValue(2)", "2"), Equation("optional.of(1).orValue(2)", "1"),
      Equation("optional.of(null).hasValue()", "true"),
      Equation("optional.none().or(optional.of(3))", "optional.of(3)"),
      Equation("optional.of(1).or(optional.of(3))", "optional.of(1)"),
      Equation("optional.ofNonZeroValue(0)", "optional.none()"),
      Equation("optional.ofNonZeroValue(0u)", "optional.none()"),
      Equation("optional.ofNonZeroValue(-0.0)", "optional.none()"),
      Equation("optional.ofNonZeroValue('')", "optional.none()"),
      Equation("optional.ofNonZeroValue(b'')", "optional.none()"),
      Equation("optional.ofNonZeroValue([])", "optional.none()"),
      Equation("optional.ofNonZeroValue({})", "optional.none()"),
      Equation("optional.ofNonZeroValue(null)", "optional.none()"),
      Equation("optional.ofNonZeroValue(false)", "optional.none()"),
      Equation("optional.ofNonZeroValue(duration('0'))", "optional.none()"),
      Equation("optional.ofNonZeroValue(timestamp(0))", "optional.none()"),
      Equation("optional.ofNonZeroValue(optional.none())", "optional.none()"),
      Equation("optional.ofNonZeroValue([0])", "optional.of([0])"),
      Equation("optional.ofNonZeroValue('a')", "optional.of('a')"),
      Equation("optional.ofNonZeroValue(type(1)).hasValue()", "true"), Equation("[1, 2].first()", "optional.of(1)"),
      Equation("[1, 2].last()", "optional.of(2)"),
      Equation("[].first()", "optional.none()"), Equation("[].last()", "optional.none()"),
      Equation("optional.unwrap([optional.of(1), optional.none()])", "[1]"),
      Equation("[optional.of(1)].unwrapOpt()", "[1]"),
    ])
  func optionals(_ equation: Equation) throws { try equation.check() }

  @Test(
    "lists",
    arguments: [
      Equation("[1, 2, 3].slice(1, 3)", "[2, 3]"), Equation("[1, 2].slice(2, 2)", "[]"),
      Equation("[[1], [2, [3]]].flatten()", "[1, 2, [3]]"),
      Equation("[1, [2]].flatten()", "[1, 2]"), Equation("[[1, [2, [3]]]].flatten(2)", "[1, 2, [3]]"),
      Equation("[[1]].flatten(0)", "[[1]]"),
      Equation("[1, 2, 1.0, 'a', 'a', [1], [1u]].distinct()", "[1, 2, 'a', [1]]"),
      Equation("[0.0 / 0.0, 0.0 / 0.0].distinct().size()", "2"),
      Equation("[3, 1, 2].sort()", "[1, 2, 3]"), Equation("['b', 'a', 'B'].sort()", "['B', 'a', 'b']"),
      Equation("[].sort()", "[]"),
      Equation("[true, false].sort()", "[false, true]"),
      Equation("[duration('2s'), duration('1s')].sort()", "[duration('1s'), duration('2s')]"),
      Equation("['foo', 'bar', 'baz'].@sortByAssociatedKeys([3, 1, 2])", "['bar', 'baz', 'foo']"),
      Equation("['a', 'b', 'c'].@sortByAssociatedKeys([1, 0, 1])", "['b', 'a', 'c']"),
      Equation("[1, 2].reverse()", "[2, 1]"),
      Equation("lists.range(3)", "[0, 1, 2]"), Equation("lists.range(0)", "[]"), Equation("lists.range(-1)", "[]"),
    ])
  func lists(_ equation: Equation) throws { try equation.check() }

  @Test("lists that are made of others keep the places of their elements")
  func origins() throws {
    let file = SourceFile(path: "a.yaml", bytes: Array("123".utf8))
    let places = (0..<3).map { SourceRange(file: file, offsets: $0..<$0 + 1) }
    let list = Value.list(ListValue([.int(2), .int(1), .int(2)], origins: places))
    func origins(_ name: String, _ library: Library, _ more: Value...) throws -> [SourceRange]? {
      let overload = try #require(library.functions.first { $0.name == name }?.overloads.first)
      let result: Value
      switch overload.implementation {
      case .unary(let body): result = try body(list)
      case .binary(let body): result = try body(list, more[0])
      case .ternary(let body): result = try body(list, more[0], more[1])
      case .variadic, .planned: throw TestProblem.wrongForm
      }
      guard case .list(let made) = result else { throw TestProblem.wrongForm }
      return made.origins
    }
    #expect(try origins("sort", .lists) == [places[1], places[0], places[2]])
    #expect(try origins("reverse", .lists) == [places[2], places[1], places[0]])
    #expect(try origins("distinct", .lists) == [places[0], places[1]])
    #expect(try origins("slice", .lists, .int(1), .int(3)) == [places[1], places[2]])
    #expect(try origins("_+_", .standard, list) == places + places)
    #expect(try origins("_+_", .standard, .list(ListValue([.null]))) == nil)
  }

  @Test(
    "sets",
    arguments: [
      Equation("sets.contains([1, 2, 3], [3, 1u])", "true"), Equation("sets.contains([1], [1, 2])", "false"),
      Equation("sets.contains([], [])", "true"),
      Equation("sets.equivalent([1, 2, 2], [2.0, 1])", "true"), Equation("sets.equivalent([1], [1, 2])", "false"),
      Equation("sets.equivalent([[1]], [[1u]])", "true"),
      Equation("sets.intersects([1, 2], [2, 3])", "true"), Equation("sets.intersects([1], [])", "false"),
      Equation("sets.intersects([[1], {}], [{}])", "true"),
    ])
  func sets(_ equation: Equation) throws { try equation.check() }

  @Test(
    "base64",
    arguments: [
      Equation("base64.encode(b'hello')", "'aGVsbG8='"), Equation("base64.encode(b'')", "''"),
      Equation("base64.encode(b'a')", "'YQ=='"),
      Equation("base64.encode(b'abc')", "'YWJj'"), Equation("base64.encode(b'\\xfb\\xff')", "'+/8='"),
      Equation("base64.decode('aGVsbG8=')", "b'hello'"),
      Equation("base64.decode('aGVsbG8')", "b'hello'"), Equation("base64.decode('')", "b''"),
      Equation("base64.decode('+/8=')", "b'\\xfb\\xff'"),
    ])
  func encoders(_ equation: Equation) throws { try equation.check() }

  @Test(
    "patterns take texts apart",
    arguments: [
      Equation("regex.extract('hello world', 'hello(.*)')", "optional.of(' world')"),
      Equation("regex.extract('item-A, item-B', 'item-(\\\\w+)')", "optional.of('A')"),
      Equation("regex.extract('HELLO', 'hello')", "optional.none()"),
      Equation("regex.extract('abc', 'b')", "optional.of('b')"),
      Equation("regex.extract('ac', 'a(b)?c')", "optional.none()"),
      Equation("regex.extractAll('id:123, id:456', 'id:\\\\d+')", "['id:123', 'id:456']"),
      Equation("regex.extractAll('id:123, id:456', 'id:(\\\\d+)')", "['123', '456']"),
      Equation("regex.extractAll('id:123', 'assa')", "[]"),
      Equation("regex.extractAll('aéa', 'x*')", "['', '', '', '']"),
      Equation("regex.extractAll('baac', 'a*')", "['', 'aa', '']"),
      Equation("regex.replace('hello world hello', 'hello', 'hi')", "'hi world hi'"),
      Equation("regex.replace('banana', 'a', 'x', 0)", "'banana'"),
      Equation("regex.replace('banana', 'a', 'x', 2)", "'bxnxna'"),
      Equation("regex.replace('banana', 'a', 'x', -12)", "'bxnxnx'"),
      Equation("regex.replace('foo bar', '(fo)o (ba)r', '\\\\2 \\\\1')", "'ba fo'"),
      Equation("regex.replace('a', 'a', '\\\\\\\\')", "'\\\\'"),
      Equation("regex.replace('é', '', '-')", "'-é-'"), Equation("regex.replace('ab', '(x)?b', '[\\\\1]')", "'a[]'"),
      Equation("regex.replace('abc', '^', '>')", "'>abc'"),
    ])
  func regex(_ equation: Equation) throws { try equation.check() }

  @Test(
    "mathematics",
    arguments: [
      Equation("math.greatest(1)", "1"), Equation("math.greatest(1, 2.5)", "2.5"),
      Equation("math.greatest(5u, -7)", "5u"), Equation("math.greatest(1, 1.0)", "1"),
      Equation("math.greatest(10, 1, 3)", "10"),
      Equation("math.greatest(5.4, 10, 3u, -5.0, 9223372036854775807)", "9223372036854775807"),
      Equation("math.greatest([5.4, 10u, 3])", "10u"), Equation("math.@max([1, 2])", "2"),
      Equation("math.@max(1, 2)", "2"), Equation("math.greatest(0.0 / 0.0)", "0.0 / 0.0"),
      Equation("math.least(-3, 3)", "-3"), Equation("math.least(1, 1u, 1u)", "1"),
      Equation("math.least(5.4, 10, 3u, -5.0, 1.7e308)", "-5.0"), Equation("math.@min([3, 1u])", "1u"),
      Equation("math.ceil(-1.2)", "-1.0"), Equation("math.floor(-1.2)", "-2.0"), Equation("math.round(-1.5)", "-2.0"),
      Equation("math.round(2.5)", "3.0"), Equation("math.trunc(-1.9)", "-1.0"),
      Equation("math.isNaN(math.round(0.0 / 0.0))", "true"), Equation("math.isInf(-1.0 / 0.0)", "true"),
      Equation("math.isInf(1.0)", "false"), Equation("math.isFinite(1.5)", "true"),
      Equation("math.isFinite(0.0 / 0.0)", "false"), Equation("math.abs(-1)", "1"), Equation("math.abs(1u)", "1u"),
      Equation("math.abs(-11.5)", "11.5"), Equation("math.sign(-11)", "-1"),
      Equation("math.sign(100u)", "1u"), Equation("math.sign(0u)", "0u"), Equation("math.sign(-32.0)", "-1.0"),
      Equation("math.sign(-0.0)", "0.0"), Equation("math.sqrt(49)", "7.0"),
      Equation("math.sqrt(49u)", "7.0"), Equation("math.sqrt(-1.0)", "0.0 / 0.0"), Equation("math.bitAnd(1, 3)", "1"),
      Equation("math.bitAnd(6u, 3u)", "2u"), Equation("math.bitOr(4, -2)", "-2"),
      Equation("math.bitXor(4, -2)", "-6"), Equation("math.bitXor(1u, 3u)", "2u"), Equation("math.bitNot(1)", "-2"),
      Equation("math.bitNot(1u)", "18446744073709551614u"),
      Equation("math.bitShiftLeft(1, 2)", "4"), Equation("math.bitShiftLeft(-1, 200)", "0"),
      Equation("math.bitShiftLeft(1u, 63)", "9223372036854775808u"),
      Equation("math.bitShiftRight(1024, 2)", "256"), Equation("math.bitShiftRight(-1024, 3)", "2305843009213693824"),
      Equation("math.bitShiftRight(-1024, 64)", "0"), Equation("math.bitShiftRight(1024u, 200)", "0u"),
    ])
  func math(_ equation: Equation) throws { try equation.check() }

  @Test(
    "addresses and networks",
    arguments: [
      Equation("string(ip('192.168.0.1'))", "'192.168.0.1'"), Equation("string(ip('2001:DB8::68'))", "'2001:db8::68'"),
      Equation("string(ip('::'))", "'::'"),
      Equation("string(ip('1:0:0:2:0:0:0:3'))", "'1:0:0:2::3'"),
      Equation("string(ip('1:0:2:3:4:5:6:7'))", "'1:0:2:3:4:5:6:7'"), Equation("string(ip('1::'))", "'1::'"),
      Equation("string(ip('64:ff9b::1.2.3.4'))", "'64:ff9b::102:304'"), Equation("isIP('192.168.0.1')", "true"),
      Equation("isIP('192.168.0.256')", "false"),
      Equation("isIP('01.2.3.4')", "false"), Equation("isIP(':::')", "false"),
      Equation("isIP('1:2:3:4:5:6:7:8:9')", "false"), Equation("isIP('1::2::3')", "false"),
      Equation("isIP('1:2')", "false"),
      Equation("isIP('1:2:3:4:5:6:7::')", "true"), Equation("isIP('1:2:3:4::5:6:7:8')", "false"),
      Equation("isIP('12345::')", "false"), Equation("isIP('1:')", "false"), Equation("isIP('')", "false"),
      Equation("ip.isCanonical('127.0.0.1')", "true"), Equation("ip.isCanonical('2001:DB8::68')", "false"),
      Equation("ip('::ffff:c0a8:1') == ip('192.168.0.1')", "true"),
      Equation("ip('127.0.0.1') == ip('10.0.0.1')", "false"), Equation("ip('192.168.0.1').family()", "4"),
      Equation("ip('::1').family()", "6"), Equation("ip('0.0.0.0').isUnspecified()", "true"),
      Equation("ip('::1').isLoopback()", "true"), Equation("ip('127.9.9.9').isLoopback()", "true"),
      Equation("ip('::2').isLoopback()", "false"), Equation("ip('192.168.0.1').isGlobalUnicast()", "true"),
      Equation("ip('255.255.255.255').isGlobalUnicast()", "false"),
      Equation("ip('ff00::1').isGlobalUnicast()", "false"), Equation("ip('224.0.0.1').isLinkLocalMulticast()", "true"),
      Equation("ip('224.0.1.1').isLinkLocalMulticast()", "false"),
      Equation("ip('ff02::1').isLinkLocalMulticast()", "true"),
      Equation("ip('169.254.169.254').isLinkLocalUnicast()", "true"),
      Equation("ip('fe80::1').isLinkLocalUnicast()", "true"), Equation("ip('fd80::1').isLinkLocalUnicast()", "false"),
      Equation("cidr('192.168.0.0/24').containsIP('192.168.0.1')", "true"),
      Equation("cidr('192.168.0.0/24').containsIP(ip('192.168.1.1'))", "false"),
      Equation("cidr('2001:db8::/32').containsIP(ip('192.168.1.1'))", "false"),
      Equation("cidr('0.0.0.0/0').containsIP('::1')", "false"),
      Equation("cidr('192.168.0.0/24').containsCIDR(cidr('192.168.0.0/25'))", "true"),
      Equation("cidr('192.168.0.0/24').containsCIDR('192.168.0.0/23')", "false"),
      Equation("cidr('192.168.0.0/24').ip() == ip('192.168.0.0')", "true"),
      Equation("cidr('192.168.0.1/24').masked() == cidr('192.168.0.0/24')", "true"),
      Equation("cidr('192.168.0.1/24').isMask()", "false"),
      Equation("cidr('10.1.0.0/15').masked().ip() == ip('10.0.0.0')", "true"),
      Equation("cidr('192.168.0.0/24').prefixLength()", "24"),
      Equation("string(cidr('2001:db8::/32'))", "'2001:db8::/32'"),
      Equation("isCIDR('10.0.0.0/8')", "true"), Equation("isCIDR('10.0.0.0/33')", "false"),
      Equation("isCIDR('10.0.0.0')", "false"), Equation("isCIDR('10.0.0.0/08')", "false"),
      Equation("isCIDR('::/128')", "true"),
      Equation("isCIDR('::ffff:c0a8:1/24')", "false"), Equation("isCIDR('1.2.3.4/8/8')", "false"),
    ])
  func network(_ equation: Equation) throws { try equation.check() }

  @Test(
    "errors",
    arguments: [
      Failing("optional.none().value()", .emptyOptional), Failing("(1).value()", .noSuchOverload),
      Failing("(1).hasValue()", .noSuchOverload), Failing("(1).or(optional.none())", .noSuchOverload),
      Failing("optional.none().or(1)", .noSuchOverload), Failing("(1).orValue(2)", .noSuchOverload),
      Failing("(1).first()", .noSuchOverload), Failing("(1).last()", .noSuchOverload),
      Failing("optional.unwrap([1])", .noSuchOverload), Failing("optional.unwrap(1)", .noSuchOverload),
      Failing("[1].slice(-1, 1)", .indexOutOfRange), Failing("[1].slice(1, 0)", .indexOutOfRange),
      Failing("[1].slice(0, 2)", .indexOutOfRange), Failing("(1).slice(0, 2)", .noSuchOverload),
      Failing("[1].flatten(-1)", .invalidArgument), Failing("(1).flatten()", .noSuchOverload),
      Failing("(1).distinct()", .noSuchOverload), Failing("[1, 'a'].sort()", .noSuchOverload),
      Failing("[1, 2u].sort()", .noSuchOverload), Failing("[[1]].sort()", .noSuchOverload),
      Failing("[1.0, 0.0 / 0.0].sort()", .invalidArgument), Failing("[1].@sortByAssociatedKeys([])", .invalidArgument),
      Failing("(1).reverse()", .noSuchOverload),
      Failing("lists.range(1000001)", .overflow), Failing("lists.range('a')", .noSuchOverload),
      Failing("sets.contains([1], 1)", .noSuchOverload), Failing("sets.equivalent(1, [1])", .noSuchOverload),
      Failing("base64.decode('a')", .invalidConversion), Failing("base64.decode('aGVsbG8*')", .invalidConversion),
      Failing("base64.decode('YQ=')", .invalidConversion), Failing("base64.decode('====')", .invalidConversion),
      Failing("base64.decode('Y Q=')", .invalidConversion), Failing("base64.decode(1)", .noSuchOverload),
      Failing("base64.encode('a')", .noSuchOverload),
      Failing("regex.extract('a', '(.)(.)')", .invalidArgument),
      Failing("regex.extractAll('a', '(.)(.)')", .invalidArgument),
      Failing("regex.extract('a', '(')", .invalidArgument),
      Failing("regex.replace('test', '(.)', '\\\\2')", .invalidArgument),
      Failing("regex.replace('test', '.', '\\\\')", .invalidArgument),
      Failing("regex.replace('test', '.', '\\\\x')", .invalidArgument),
      Failing("regex.replace('a', '(', 'b')", .invalidArgument), Failing("regex.extract(1, 'a')", .noSuchOverload),
      Failing("regex.extractAll('a', 1)", .noSuchOverload), Failing("regex.replace('a', 'a', 1)", .noSuchOverload),
      Failing("math.greatest([])", .invalidArgument), Failing("math.greatest('a')", .noSuchOverload),
      Failing("math.greatest(1, 2, 'a')", .noSuchOverload), Failing("math.least(1, 'a')", .noSuchOverload),
      Failing("math.least(1, 0.0 / 0.0)", .invalidArgument), Failing("math.ceil(1)", .noSuchOverload),
      Failing("math.isNaN(true)", .noSuchOverload), Failing("math.abs(-9223372036854775808)", .overflow),
      Failing("math.abs('a')", .noSuchOverload), Failing("math.sign(true)", .noSuchOverload),
      Failing("math.sqrt('a')", .noSuchOverload), Failing("math.bitAnd(2u, '')", .noSuchOverload),
      Failing("math.bitNot('')", .noSuchOverload),
      Failing("math.bitShiftLeft(1u, -1)", .invalidArgument), Failing("math.bitShiftRight(1, -1)", .invalidArgument),
      Failing("math.bitShiftLeft(4.3, 1)", .noSuchOverload), Failing("math.bitShiftLeft(1, 1u)", .noSuchOverload),
      Failing("ip('192.168.0.1.0')", .invalidConversion), Failing("ip('fe80::1%en0')", .invalidConversion),
      Failing("ip('::ffff:192.168.0.1')", .invalidConversion),
      Failing("ip.isCanonical('127.0.0.1.0')", .invalidConversion),
      Failing("ip(1)", .noSuchOverload), Failing("cidr('192.168.0.0/')", .invalidConversion),
      Failing("cidr('fe80::1%en0/24')", .invalidConversion),
      Failing("cidr('::ffff:192.168.0.1/24')", .invalidConversion),
      Failing("cidr('10.0.0.0/8').containsIP('x')", .invalidConversion),
      Failing("cidr('10.0.0.0/8').containsIP(1)", .noSuchOverload),
      Failing("cidr('10.0.0.0/8').containsCIDR(1)", .noSuchOverload),
      Failing("(1).family()", .noSuchOverload), Failing("(1).isLoopback()", .noSuchOverload),
      Failing("(1).masked()", .noSuchOverload), Failing("(1).prefixLength()", .noSuchOverload),
      Failing("cidr(1)", .noSuchOverload),
    ])
  func errors(_ failing: Failing) throws { try failing.check() }

  @Test("no overload is declared twice under one name, and declared arguments fit the implementation")
  func declarations() {
    for library in LibraryCalls.libraries {
      for function in library.functions {
        var seen: Set<String> = []
        for overload in function.overloads {
          #expect(seen.insert("\(overload.id)").inserted, "\(function.name): \(overload.id)")
          let arity: Int? =
            switch overload.implementation {
            case .unary: 1
            case .binary: 2
            case .ternary: 3
            case .variadic, .planned: nil
            }
          if let arity { #expect(arity == overload.parameters.count, "\(overload.id)") }
        }
      }
    }
  }
}
