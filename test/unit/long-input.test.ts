import { describe, expect, it } from 'vitest';

import { parseKnownWords, usage } from '../../src/command-line/argparse.ts';
import type { Value } from '../../src/model/values.ts';
import { compileQuery } from '../../src/output/query/query.ts';
import { plainPaint } from '../../src/output/table/paint.ts';
import { formatTable } from '../../src/output/table/table-format.ts';
import { formatText } from '../../src/output/text-format.ts';
import { isoTimestamp } from '../../src/output/timestamps.ts';
import { readToken } from '../../src/pagination/page-options.ts';
import { maskedText, maskedUrl } from '../../src/platform/masks.ts';
import { parseIni, valueText } from '../../src/python/configparser.ts';
import { parseTime } from '../../src/python/dateutil.ts';
import { closeMatches } from '../../src/python/difflib.ts';
import { integerProblem } from '../../src/python/integers.ts';
import { parseJson } from '../../src/python/json.ts';
import { splitWords } from '../../src/python/shlex.ts';
import { secretProblems } from '../../src/validation/secret.ts';
import { registryNameProblem, urlProblem } from '../../src/validation/upstream-url.ts';
import { parseYaml } from '../../src/yaml/reader.ts';
import { scalarKind } from '../../src/yaml/scalars.ts';
import { YamlWriter } from '../../src/yaml/writer.ts';

const long = 1_000_000;
/** For work that takes more than a microsecond per letter or item. */
const shorter = long / 10;
const times = (text: string, count = long) => text.repeat(count);
const entries = Object.fromEntries(
  Array.from({ length: shorter / 5 }, (_, index) => [
    `k${String(index)}`,
    index % 2 === 0 ? 'some words' : { inner: 'quay.io' },
  ]),
);
const table = (value: Value) => formatTable(value, { title: 'T', width: 80, paint: plainPaint });
const paginator = { inputToken: 'nextToken', outputToken: 'nextToken', limitKey: 'maxResults', resultKey: 'rules' };

// Quadratic work on such a length exceeds the time limit of a test.
describe('long input is read or written in one pass', () => {
  it.each<readonly [string, () => unknown]>([
    ['a setting without a separator', () => parseIni(`[a]\nk${times(' ')}x`, valueText)],
    [
      'settings with many keys',
      () =>
        parseIni(
          `[a]\n${Array.from({ length: shorter }, (_, index) => `k${String(index)} = v`).join('\n')}`,
          valueText,
        ),
    ],
    ['an unterminated section name', () => parseIni(times('['), valueText)],
    ['words in quotes', () => splitWords(times('"a" ', shorter))],
    [
      'options',
      () =>
        parseKnownWords(
          Array.from({ length: shorter / 10 }, () => '--x'),
          { options: [], valueProblem: () => undefined, usage: () => usage },
        ),
    ],
    ['an invalid integer', () => integerProblem(`${times('1_1', shorter)}x`)],
    ['JSON', () => parseJson(`[${times('"\\\\",', shorter)}1]`)],
    ['an unterminated JSON string', () => parseJson(`"${times('\\\\')}`)],
    ['a pagination token', () => readToken(times('_'), paginator)],
    ['YAML', () => parseYaml(times('- a: 1\n', shorter / 10))],
    [
      'YAML whose aliases expand to a hundred million values',
      () =>
        parseYaml(
          Array.from(
            { length: 9 },
            (_, index) =>
              `k${String(index)}: &a${String(index)} [${times(index === 0 ? 'x,' : `*a${String(index - 1)},`, 10)}]`,
          ).join('\n'),
        ),
    ],
    ['YAML that contains itself', () => parseYaml('&a [*a]')],
    ['a YAML number', () => scalarKind(`1${times('_1')}x`)],
    ['a YAML date', () => scalarKind(`2024-01-01${times(' ')}x`)],
    ['a query', () => compileQuery(`[${times('a, ', shorter / 10)}a]`)],
    ['a query without its closing bracket', () => compileQuery(`[${times('a, ', shorter / 10)}a`)],
    ['a query of brackets', () => compileQuery(times('[', shorter / 10))],
    ['a query of colons', () => compileQuery(`[${times(':', shorter / 10)}]`)],
    ['an invalid number in a query', () => compileQuery(`to_number('${times('1')}x')`)(null)],
    ['an invalid fraction in a query', () => compileQuery(`to_number('${times('1')}.${times('1')}x')`)(null)],
    ['an invalid date with blanks', () => isoTimestamp(`2024-01-01${times(' ')}x`)],
    ['an invalid date with a month name and blanks', () => isoTimestamp(`1 Jan 2024${times(' ')}x`)],
    ['an invalid expiration', () => parseTime(`2099-01-01${times(' ')}x`)],
    ['a URL of colons', () => urlProblem(`https://quay.io${times(':')}`, undefined)],
    ['a URL with a password', () => urlProblem(`https://u:${times('p')}@quay.io`, undefined)],
    ['a proxy', () => maskedUrl(`http://${times('a:')}`)],
    ['URLs without an end', () => maskedText(times('//a'))],
    ['the name of an upstream registry', () => registryNameProblem(times('quay'))],
    [
      'the ARN of a secret',
      () => secretProblems(`arn:aws:secretsmanager:${times(':')}`, { region: 'us-east-1', account: undefined }),
    ],
    ['a name to suggest a correction for', () => closeMatches(times('quay'), ['quay', 'ecr'], 0.8)],
    ['YAML to print', () => new YamlWriter(entries).document()],
    ['a long line to print as YAML', () => new YamlWriter({ a: times('word ', shorter) }).document()],
    ['text to print', () => formatText(entries)],
    ['rows of a table', () => table(Array.from({ length: shorter / 25 }, () => 'x'))],
    ['boxes of a table', () => table(Object.fromEntries(Object.entries(entries).slice(0, shorter / 100)))],
    ['wide letters in a table', () => table([times('日', shorter)])],
    ['lines in a table', () => table([times('é\n', shorter / 25)])],
    ['control characters in a table', () => table([times('\u001b[31m\u0007\u009b', shorter)])],
  ])('%s', (_, read) => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(RangeError);
    }
  });
});
