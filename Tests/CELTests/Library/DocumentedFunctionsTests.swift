import Testing

/// The libraries for which the conformance suite has no cases, and what else cel-go's `ext/README.md` says of functions, as
/// whole expressions: parsed, checked, planned and traced.
@Suite("Functions as cel-go documents them")
struct DocumentedFunctionsTests {
  @Test(
    "lists",
    arguments: [
      ("[1, 2, 2, 3, 3].distinct()", "[1, 2, 3]"), ("['b', 'b', 'c', 'a', 'c'].distinct()", "['b', 'c', 'a']"),
      ("[1, 'b', 2, 'b'].distinct()", "[1, 'b', 2]"), ("[].distinct()", "[]"), ("[1, 1.0, 1u].distinct()", "[1]"),
      ("[1, [2, 3], [4]].flatten()", "[1, 2, 3, 4]"), ("[1, [2, [3, 4]]].flatten()", "[1, 2, [3, 4]]"),
      ("[1, 2, [], [], [3, 4]].flatten()", "[1, 2, 3, 4]"), ("[1, [2, [3, [4]]]].flatten(2)", "[1, 2, 3, [4]]"),
      ("[1, [2, [3, [4]]]].flatten(100)", "[1, 2, 3, 4]"), ("[[1], [2]].flatten(0)", "[[1], [2]]"),
      ("[1, [2]].flatten(-1)", "error: invalidArgument"), ("[].flatten()", "[]"),
      ("[[{'a': [1]}]].flatten()", "[{'a': [1]}]"),
      ("lists.range(5)", "[0, 1, 2, 3, 4]"), ("lists.range(0)", "[]"), ("lists.range(size('abc'))", "[0, 1, 2]"),
      ("[5, 3, 1, 2].reverse()", "[2, 1, 3, 5]"), ("[].reverse()", "[]"), ("'añ😀'.reverse()", "'😀ña'"),
      ("[1, 2, 3, 4].slice(1, 3)", "[2, 3]"), ("[1, 2, 3, 4].slice(2, 4)", "[3, 4]"), ("[].slice(0, 0)", "[]"),
      ("[1].slice(1, 1)", "[]"), ("[1].slice(0, 2)", "error: indexOutOfRange"),
      ("[1].slice(1, 0)", "error: indexOutOfRange"), ("[1].slice(-1, 0)", "error: indexOutOfRange"),
      ("[3, 2, 1].sort()", "[1, 2, 3]"), ("['b', 'c', 'a'].sort()", "['a', 'b', 'c']"), ("[].sort()", "[]"),
      ("[2.5, -1.0].sort()", "[-1.0, 2.5]"), ("[2u, 1u].sort()", "[1u, 2u]"), ("[true, false].sort()", "[false, true]"),
      ("[b'b', b'a'].sort()", "[b'a', b'b']"),
      ("[timestamp(2), timestamp(1)].sort().map(t, int(t))", "[1, 2]"),
      // Both are refused where types are known, and fail where they are not.
      ("[1, 'b'].sort()", "error: noSuchOverload"), ("[[1, 2, 3]].sort()", "cel.no-overload"),
      ("[dyn([1])].sort()", "error: noSuchOverload"), ("{'a': 1}.sort()", "cel.no-overload"),
      ("[1, 2, 3].first().value()", "1"), ("[1, 2, 3].last().value()", "3"), ("[].last().orValue('test')", "'test'"),
      ("[].first().hasValue()", "false"), ("[null].first()", "optional.of(null)"),
    ])
  func lists(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }

  @Test(
    "sets",
    arguments: [
      ("sets.contains([], [])", "true"), ("sets.contains([], [1])", "false"),
      ("sets.contains([1, 2, 3, 4], [2, 3])", "true"), ("sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", "true"),
      ("sets.contains([1], [1, 1])", "true"), ("sets.contains([[1], {'a': 1}], [{'a': 1.0}])", "true"),
      ("sets.equivalent([], [])", "true"), ("sets.equivalent([1], [1, 1])", "true"),
      ("sets.equivalent([1], [1u, 1.0])", "true"), ("sets.equivalent([1, 2, 3], [3u, 2.0, 1])", "true"),
      ("sets.equivalent([1, 2], [1])", "false"), ("sets.equivalent([null, 'a'], ['a', null])", "true"),
      ("sets.intersects([1], [])", "false"), ("sets.intersects([], [])", "false"),
      ("sets.intersects([1], [1, 2])", "true"),
      ("sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]])", "true"),
      // NaN is in no set, not even in its own.
      ("sets.contains([0.0 / 0.0], [0.0 / 0.0])", "false"), ("sets.intersects([0.0 / 0.0], [0.0 / 0.0])", "false"),
      ("sets.contains([1], ['a'])", "cel.no-overload"), ("sets.contains([1], 1)", "cel.no-overload"),
      ("sets.contains(dyn(1), [1])", "error: noSuchOverload"),
    ])
  func sets(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }

  @Test(
    "patterns",
    arguments: [
      ("regex.replace('hello world hello', 'hello', 'hi')", "'hi world hi'"),
      ("regex.replace('banana', 'a', 'x', 0)", "'banana'"), ("regex.replace('banana', 'a', 'x', 1)", "'bxnana'"),
      ("regex.replace('banana', 'a', 'x', 2)", "'bxnxna'"), ("regex.replace('banana', 'a', 'x', -12)", "'bxnxnx'"),
      ("regex.replace('banana', 'a', 'x', 100)", "'bxnxnx'"), ("regex.replace('banana', '', '.', 2)", "'.b.anana'"),
      (#"regex.replace('foo bar', '(fo)o (ba)r', r'\2 \1')"#, "'ba fo'"),
      (#"regex.replace('foo bar', '(fo)o (ba)r', r'\0!')"#, "'foo bar!'"),
      (#"regex.replace('a.b', r'\.', r'\\')"#, #"'a\\b'"#), ("regex.replace('test', '(.)', '$2')", "'$2$2$2$2'"),
      (#"regex.replace('id=123', r'id=(?P<value>\d+)', r'value: \values')"#, "error: invalidArgument"),
      (#"regex.replace('test', '(.)', r'\2')"#, "error: invalidArgument"),
      (#"regex.replace('test', '(.)', '\\')"#, "error: invalidArgument"),
      ("regex.replace('foo bar', '(', 'x')", "cel.pattern"),
      ("regex.replace('foo bar', '(' + '', 'x')", "error: invalidArgument"),
      ("regex.extract('hello world', 'hello(.*)')", "optional.of(' world')"),
      (#"regex.extract('item-A, item-B', r'item-(\w+)')"#, "optional.of('A')"),
      ("regex.extract('HELLO', 'hello')", "optional.none()"),
      ("regex.extract('HELLO', '(?i)hello')", "optional.of('HELLO')"),
      // Of a group that is empty there is nothing to extract; of the whole there is.
      ("regex.extract('b', '(a*)b')", "optional.none()"), ("regex.extract('b', 'a*')", "optional.of('')"),
      ("regex.extract('user@domain', '(.*)@([^.]*)')", "error: invalidArgument"),
      ("regex.extract('user@domain', '(?:.*)@([^.]*)')", "optional.of('domain')"),
      (#"regex.extractAll('id:123, id:456', r'id:\d+')"#, "['id:123', 'id:456']"),
      (#"regex.extractAll('id:123, id:456', r'id:(\d+)')"#, "['123', '456']"),
      ("regex.extractAll('id:123, id:456', 'assa')", "[]"), ("regex.extractAll('ab', '(x*)')", "[]"),
      ("regex.extractAll('user@domain', '(.*)@([^.]*)')", "error: invalidArgument"),
      ("regex.extract(1, 'a')", "cel.no-overload"),
    ])
  func regex(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }

  @Test(
    "two variables, encoders and the forms of mathematics that take any number",
    arguments: [
      ("[1, 2, 3].all(i, j, i < j)", "true"), ("{'hello': 'world', 'taco': 'taco'}.all(k, v, k != v)", "false"),
      ("{'h': ['hello', 'hi'], 'j': ['joke']}.all(k, vals, vals.all(v, v.startsWith(k)))", "true"),
      ("{'greeting': 'hello'}.exists(k, v, k.startsWith('good') || v.endsWith('lo'))", "true"),
      ("[1, 2, 1, 3, 1, 4].existsOne(i, v, i == 1 || v == 1)", "false"),
      ("[1, 1, 2, 2, 3, 3].exists_one(i, v, i == 2 && v == 2)", "true"),
      ("[1, 2, 3].transformList(i, v, (i * v) + v)", "[1, 4, 9]"),
      ("[1, 2, 3].transformList(i, v, i % 2 == 0, (i * v) + v)", "[1, 9]"),
      ("{'a': 1}.transformList(k, v, k + string(v))", "['a1']"),
      ("[1, 2, 3].transformMap(i, v, i % 2 == 0, (i * v) + v)", "{0: 1, 2: 9}"),
      ("{'greeting': 'hello'}.transformMap(k, v, v + '!')", "{'greeting': 'hello!'}"),
      ("{'greeting': 'hello'}.transformMapEntry(k, v, {v: k})", "{'hello': 'greeting'}"),
      ("['a', 'a'].transformMapEntry(i, v, {v: i})", "error: invalidArgument"),
      ("[1].transformMapEntry(i, v, v == 1, {v: i, 'b': 2})", "{1: 0, 'b': 2}"),
      ("base64.encode(b'hello')", "'aGVsbG8='"), ("base64.decode('aGVsbG8=')", "b'hello'"),
      ("math.greatest(-42.0, -21.5, -100.0)", "-21.5"), ("math.greatest([-42.0, -21.5, -100.0])", "-21.5"),
      ("math.least(1u, 2u)", "1u"), ("math.greatest(dyn('a'))", "error: noSuchOverload"),
      ("math.greatest('a')", "cel.no-overload"), ("math.greatest()", "cel.no-overload"),
      ("math.sqrt(81)", "9.0"), ("math.isNaN(math.sqrt(-15))", "true"), ("math.round(-1.5)", "-2.0"),
      ("math.bitShiftLeft(1u, 200)", "0u"), ("math.bitShiftRight(-1, 63)", "1"),
      ("math.bitShiftLeft(1, -1)", "error: invalidArgument"),
      ("math.abs(-9223372036854775808)", "error: overflow"), ("math.sign(-0.0)", "0.0"),
    ])
  func others(source: String, expected: String) {
    #expect(Outcomes.text(source) == expected)
  }
}
