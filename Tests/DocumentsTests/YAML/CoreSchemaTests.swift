import Documents
import Testing

@Suite struct CoreSchemaTests {
  @Test(
    "a plain scalar is what YAML 1.2's core schema says",
    arguments: [
      ("", "null"), ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"), ("nULL", "\"nULL\""),
      ("true", "true"), ("True", "true"), ("TRUE", "true"), ("tRue", "\"tRue\""), ("TRue", "\"TRue\""),
      ("false", "false"), ("FALSE", "false"), ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""),
      ("off", "\"off\""), ("y", "\"y\""), ("n", "\"n\""), ("NO", "\"NO\""),
      ("0", "0"), ("17", "17"), ("017", "17"), ("-3", "-3"), ("+3", "3"), ("0o17", "15"), ("0o18", "\"0o18\""),
      ("0x1F", "31"), ("0xfg", "\"0xfg\""), ("-0x1F", "\"-0x1F\""), ("0x", "\"0x\""), ("1_000", "\"1_000\""),
      ("1:30", "\"1:30\""), ("12:30:45", "\"12:30:45\""), ("2026-11-21", "\"2026-11-21\""),
      ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "unrepresentable"),
      ("-9223372036854775808", "-9223372036854775808"), ("-9223372036854775809", "unrepresentable"),
      ("0x7fffffffffffffff", "9223372036854775807"), ("0x8000000000000000", "unrepresentable"),
      ("0xfffffffffffffffff", "unrepresentable"), ("0o777777777777777777777", "9223372036854775807"),
      ("0o1000000000000000000000", "unrepresentable"), ("99999999999999999999999999", "unrepresentable"),
      ("1.5", "1.5"), ("1.", "1.0"), (".5", "0.5"), ("-.5", "-0.5"), ("1e3", "1000.0"), ("1E+3", "1000.0"),
      ("1.e3", "1000.0"), ("1e-3", "0.001"), ("0.1", "0.1"), ("1.10", "1.1"), ("1e400", "unrepresentable"),
      ("-1e400", "unrepresentable"), ("1e-400", "0.0"), ("1e99999999999999999999", "unrepresentable"),
      ("123456789012345678901234567890.5", "1.2345678901234568e+29"),
      ("2.2250738585072014e-308", "2.2250738585072014e-308"),
      ("9007199254740993.0", "9007199254740992.0"), ("1e22", "1e+22"), ("1e23", "1e+23"), ("8.5e-5", "8.5e-05"),
      ("1.2.3", "\"1.2.3\""), ("1e", "\"1e\""), ("e5", "\"e5\""), (".", "\".\""), ("-", "\"-\""), ("+", "\"+\""),
      ("-.", "\"-.\""), ("..5", "\"..5\""), ("1 2", "\"1 2\""),
      (".inf", "inf"), (".Inf", "inf"), (".INF", "inf"), ("-.inf", "-inf"), ("+.inf", "inf"), (".iNf", "\".iNf\""),
      (".nan", "nan"), (".NaN", "nan"), (".NAN", "nan"), (".Nan", "\".Nan\""), ("-.nan", "\"-.nan\""),
      ("nan", "\"nan\""), ("inf", "\"inf\""), ("Infinity", "\"Infinity\""), ("0x1p3", "\"0x1p3\""),
    ])
  func resolution(_ scalar: String, _ expected: String) {
    // In a list in brackets, so that '-' and nothing are scalars too where YAML allows.
    let document = yaml("k: \(scalar)\n")
    let value = scalar == "-" ? yaml("k: [\(scalar), 1]").root?["k"]?.elements.first : document.root?["k"]
    if scalar == "-" && value == nil { return }
    #expect(shape(value) == expected)
  }

  @Test(
    "a quoted scalar is text, whatever it says", arguments: ["'17'", "\"true\"", "''", "\"null\"", "! 17", "!!str 17"])
  func quoted(_ scalar: String) {
    #expect(yaml("k: \(scalar)").root?["k"]?.text != nil)
  }

  @Test(
    "the core tags are read",
    arguments: [
      ("!!int \"5\"", "5"), ("!!float 5", "5.0"), ("!!float \"1.5\"", "1.5"), ("!!bool 'true'", "true"),
      ("!!null ''", "null"), ("!!str true", "\"true\""), ("!!map {a: 1}", "{a: 1}"), ("!!seq [1]", "[1]"),
      ("!<tag:yaml.org,2002:int> 7", "7"),
    ])
  func coreTags(_ scalar: String, _ expected: String) {
    let document = yaml("k: \(scalar)")
    #expect(document.ids == [])
    #expect(shape(document.root?["k"]) == expected)
  }

  @Test("a number knows how it was written")
  func sourceText() {
    let root = yaml("version: 1.10\nsha: 1234567890e12\nquoted: !!int \"05\"\nanchored: &a 1.10\n").root
    #expect(root?["version"]?.scalarText == "1.10")
    #expect(root?["sha"]?.scalarText == "1234567890e12")
    #expect(root?["quoted"]?.scalarText == "05")
    #expect(root?["anchored"]?.scalarText == "1.10")
  }
}
