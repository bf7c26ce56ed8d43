import { describe, expect, it } from 'vitest';

import { parseJson, writeJson } from '../../../../src/python/json.ts';
import { compileQuery } from '../../../../src/output/query/query.ts';

const data = parseJson(
  '{"name":"ecr","count":3,"tags":["b","a","B"],"rules":[{"p":"x","n":2},{"p":"y","n":1},{"p":"z"}],"createdAt":"2024-05-01"}',
);
const ask = (expression: string) => writeJson(compileQuery(expression)(data), 'inline');

// Each expectation is what the AWS CLI 2.36 prints for the same expression, but for what is marked as ours.
describe('a query', () => {
  it.each([
    ['name', '"ecr"'],
    ['missing', 'null'],
    ['rules[*].p', '["x", "y", "z"]'],
    ['rules[?n].p', '["x", "y"]'],
    ['rules[?n > `1`] | [0]', '{"p": "x", "n": 2}'],
    ["[createdAt][?@ >= '2024-01-01']", '["2024-05-01"]'],
    ['rules[].n', '[2, 1]'],
    ['`[[1,[2]],[3]]`[]', '[1, [2], 3]'],
    ['*.p', '[]'],
    ['rules[0].*', '["x", 2]'],
    ['{a: name, "b c": `1`}', '{"a": "ecr", "b c": 1}'],
    ['{"10": name, a: count, "9": missing}', '{"10": "ecr", "a": 3, "9": null}'],
    ['keys(merge(`{"3": 1, "b": 2}`, `{"1": 2, "3": 5}`))', '["3", "b", "1"]'],
    ['[name, missing]', '["ecr", null]'],
    ['missing.[a]', 'null'],
    ['tags[::-1]', '["B", "a", "b"]'],
    ['tags[-2:]', '["a", "B"]'],
    ['tags[5]', 'null'],
    ['`[0,1,2,3]`[1::2]', '[1, 3]'],
    ['`[0,1,2,3]`[2::-1]', '[2, 1, 0]'],
    ['name && count', '3'],
    ['missing || name', '"ecr"'],
    ['`0` && name', '"ecr"'],
    ['!`0`', 'false'],
    ['`1` == `1.0`', 'true'],
    ['`1` == `true`', 'false'],
    ['`{"a":[1]}` == `{"a":[1.0]}`', 'true'],
    ['name != count', 'true'],
    ['`null` < `1`', 'null'],
    ['`1.0`', '1.0'],
    ['`foo`', '"foo"'],
    ["'it\\'s'", '"it\'s"'],
    ['`"a\\`b"`', '"a`b"'],
    ['avg(`[1,3]`)', '2.0'],
    ['avg(`[]`)', 'null'],
    ['sum(`[1.0,2]`)', '3.0'],
    ['sum(`[]`)', '0'],
    ['sum(`[9007199254740993,1]`)', '9007199254740994'],
    ['abs(`-1.0`)', '1.0'],
    ['ceil(`-0.5`)', '0'],
    ['floor(`1.9`)', '1'],
    ['sort(tags)', '["B", "a", "b"]'],
    ['sort(`[10,9,1]`)', '[1, 9, 10]'],
    ['sort_by(rules[?n], &n)[].p', '["y", "x"]'],
    ['max_by(rules[?n], &n).p', '"x"'],
    ['min_by(`[]`, &n)', 'null'],
    ['max(tags)', '"b"'],
    ['min(`[2,1]`)', '1'],
    ["length('🚀a')", '2'],
    ["reverse('añ🚀')", '"🚀ña"'],
    ['reverse(`[1,2]`)', '[2, 1]'],
    // What an argument or a group begins with may go on.
    ['length(@.name)', '3'],
    ['length(@.rules[0])', '2'],
    ['not_null(@[0], name)', '"ecr"'],
    ['contains(@.tags, @.missing || name)', 'false'],
    ['not_null(@ | count)', '3'],
    ['type(@ && name)', '"string"'],
    ['type(@ == name)', '"boolean"'],
    ['(@.name)', '"ecr"'],
    ['(@ && count)', '3'],
    ['(@[0])', 'null'],
    ['map(&@.p, @.rules)', '["x", "y", "z"]'],
    ["join('-', tags)", '"b-a-B"'],
    ['contains(`[1]`, `1.0`)', 'true'],
    ["contains(name, 'c')", 'true'],
    ["starts_with(name, 'e')", 'true'],
    ["ends_with(name, 'r')", 'true'],
    ['keys(rules[0])', '["p", "n"]'],
    ['values(rules[0])', '["x", 2]'],
    ['merge(`{"a":1}`, `{"b":2}`)', '{"a": 1, "b": 2}'],
    ['map(&length(@), tags)', '[1, 1, 1]'],
    ['not_null(missing, name)', '"ecr"'],
    ['to_array(name)', '["ecr"]'],
    ["to_number('1_0')", '10'],
    ["to_number(' 7.0 ')", '7.0'],
    ["to_number('x')", 'null'],
    ['to_string(`{"a":"é"}`)', '"{\\"a\\":\\"\\\\u00e9\\"}"'],
    ['type(`1.5`)', '"number"'],
    ['type(&a)', 'null'],
    ['`{"__proto__": 1}`.__proto__', '1'],
    ['constructor', 'null'],
    ['@', writeJson(data, 'inline')],
  ])('%s is %s', (expression, result) => {
    expect(ask(expression)).toBe(result);
  });

  it.each([
    ['', 'Invalid JMESPath expression: cannot be empty.'],
    ['a[', 'Invalid jmespath expression: Incomplete expression:\n"a["\n   ^'],
    [
      'foo bar',
      'Unexpected token: bar: Parse error at column 4, token "bar" (UNQUOTED_IDENTIFIER), for expression:\n"foo bar"\n     ^',
    ],
    ["'unclosed", "Bad jmespath expression: Unclosed ' delimiter:\n'unclosed\n^"],
    [
      '*.',
      `Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: eof: Parse error at column 2, token "" (EOF)`,
    ],
    ['{a}', 'Expecting: colon, got: rbrace: Parse error at column 2, token "}" (RBRACE)'],
    ['[a b]', 'Expecting: comma, got: unquoted_identifier: Parse error at column 3'],
    ['(a b)', 'Expecting: rparen, got: unquoted_identifier'],
    ['a[:::]', 'syntax error: Parse error at column 4'],
    ['[::', 'syntax error: Parse error at column 3, token "" (EOF)'],
    ['[::a]', 'syntax error: Parse error at column 3, token "a"'],
    ['[0:[1]]', 'syntax error: Parse error at column 3, token "["'],
    ['**', 'syntax error: Parse error at column 1, token "*"'],
    ['[*]{a: b}', 'syntax error: Parse error at column 3, token "{"'],
    ['a[]!', 'syntax error: Parse error at column 3, token "!"'],
    ['[1:2](a)', 'syntax error: Parse error at column 5, token "("'],
    ['[*]`1`', 'Unexpected token: 1: Parse error at column 3'],
    ['a = b', "Bad jmespath expression: Unknown token '=':"],
    ['#', 'Bad jmespath expression: Unknown token #:'],
    ['"f"(x)', 'Quoted identifier not allowed for function names.: Parse error at column 0'],
    ['nope(@)', 'Unknown function: nope()'],
    ['constructor(@)', 'Unknown function: constructor()'],
    ['length()', 'Expected 1 argument for function length(), received 0'],
    ['a || [sort_by(@)]', 'Expected 2 arguments for function sort_by(), received 1'],
    ['not_null()', 'Expected at least 1 argument for function not_null(), received 0'],
  ])('%j is refused', (expression, message) => {
    expect(() => compileQuery(expression)).toThrow(`Bad value for --query ${expression}: ${message}`);
  });

  it.each([
    [
      'length(count)',
      'In function length(), invalid type for value: 3, expected one of: ["string", "array", "object"], received: "number"',
    ],
    ['sort(`[1,"a"]`)', 'In function sort(), invalid type for value: "a"'],
    ['sum(tags)', 'In function sum(), invalid type for value: "b"'],
    ['map(a, tags)', 'In function map(), invalid type for value: null'],
    ['sort_by(rules, &n)', 'In function sort_by(), invalid type for value: null'],
    ['tags[::0]', 'slice step cannot be zero'],
    ['&name', 'expression reference'],
  ])('%s fails on the result', (expression, message) => {
    expect(() => ask(expression)).toThrow(message);
  });
});
