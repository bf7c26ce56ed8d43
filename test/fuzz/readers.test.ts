import { load as loadYaml } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { readAliases } from '../../src/command-line/aliases.ts';
import { takeGlobalOptions } from '../../src/command-line/global-options.ts';
import { completionLines } from '../../src/completion/candidates.ts';
import { EcrError } from '../../src/model/errors.ts';
import { outputFormats } from '../../src/model/options.ts';
import type { Value } from '../../src/model/values.ts';
import { formatter } from '../../src/output/format.ts';
import { compileQuery } from '../../src/output/query/query.ts';
import { isoTimestamp } from '../../src/output/timestamps.ts';
import { readToken } from '../../src/pagination/page-options.ts';
import { KeyReader } from '../../src/prompt/keys.ts';
import { MalformedIni, parseIni, valueText } from '../../src/python/configparser.ts';
import { parseJson, writeJson } from '../../src/python/json.ts';
import { readProfileFiles } from '../../src/settings/profiles.ts';
import { parseYaml } from '../../src/yaml/reader.ts';
import { fc, times } from '../support/property.ts';
import { testIo } from '../support/test-io.ts';
import { damaged, damagedText } from './damage.ts';

const ini =
  '[default]\nregion = us-east-1\n# no\nkey : value\n  goes on\n[profile "my team"]\nrole_arn = arn\n[services s]\necr =\n  endpoint_url = http://127.0.0.1:1\n';
const aliases = '[command ecr]\nmine = describe-pull-through-cache-rules "a b"\nshell = !ls\n';
const json =
  '{"pullThroughCacheRules":[{"ecrRepositoryPrefix":"aa","createdAt":1637000000.123,"ok":true,"n":null,"l":[1,-2.5e3,"\\u00e9 \\"x\\""]},{"a":{}}],"nextToken":"x"}';
const yaml =
  'ecrRepositoryPrefix: aa\nupstreamRegistryUrl: "quay.io"\nlist: [a, {b: c}, 0x1F, 1_000, .inf, 2024-01-02]\nanchor: &a\n  - 1\nuse: *a\ntext: |\n  one\n  two\n';
const query =
  "pullThroughCacheRules[?ecrRepositoryPrefix=='aa' && createdAt > `1`].{a: registryId, b: createdAt[1:2:3]} | sort_by(@, &a)[0:2] | [length(@), to_number('1.5'), *.x]";
const commandLine =
  'create-pull-through-cache-rule --ecr-repository-prefix aa --upstream-registry-url=quay.io --output json --query a --cli-read-timeout 1 --debug -- help';
const token = Buffer.from('{"nextToken": "x", "boto_truncate_amount": 2}').toString('base64');
const paginator = { inputToken: 'nextToken', outputToken: 'nextToken', limitKey: 'maxResults', resultKey: 'rules' };

/** Each run takes a fraction of a millisecond. */
const many = { numRuns: 1000 * times };

type ErrorClass = abstract new (...words: never[]) => Error;

/** Returns the result of a reader, or undefined when it throws one of these errors. Other errors fail the test. */
function allowing<T>(errors: readonly ErrorClass[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!errors.some((kind) => error instanceof kind)) throw error;
    return undefined;
  }
}

/** Runs a reader on many damaged texts. */
function readsDamaged(valid: string, read: (text: string) => unknown): void {
  fc.assert(
    fc.property(damagedText(valid), (text) => {
      read(text);
    }),
    many,
  );
}

const value: fc.Arbitrary<Value> = damagedText(json).map(
  (text) => allowing([SyntaxError], () => parseJson(text)) ?? null,
);

describe('a damaged text is read or refused with a documented error:', () => {
  it('a configuration file', () => {
    readsDamaged(ini, (text) => allowing([MalformedIni], () => parseIni(text, valueText)));
  });

  it('the profile files, with any bytes', () => {
    fc.assert(
      fc.property(damaged(ini), damaged(ini), (config, credentials) => {
        const io = testIo({}, { '/home/someone/.aws/config': config, '/home/someone/.aws/credentials': credentials });
        allowing([EcrError], () => readProfileFiles(io));
      }),
      many,
    );
  });

  it('aliases', () => {
    fc.assert(
      fc.property(damaged(aliases), (content) => {
        const read = allowing([EcrError], () => readAliases('/alias', testIo({}, { '/alias': content })));
        for (const alias of read?.values() ?? []) {
          if (alias.kind === 'shell') alias.command(['a b', "'"]);
          else allowing([EcrError], () => alias.words());
        }
      }),
      many,
    );
  });

  it('JSON, with the syntax of JavaScript, and the same value after writing', () => {
    readsDamaged(json, (text) => {
      const read = allowing([SyntaxError], () => parseJson(text));
      if (read === undefined) expect(() => void JSON.parse(text)).toThrow(SyntaxError);
      else expect(writeJson(parseJson(writeJson(read, 'compact')), 'compact')).toBe(writeJson(read, 'compact'));
    });
  });

  it('YAML', () => {
    // The YAML library has its own error class; JavaScript's error classes would be bugs.
    readsDamaged(yaml, (text) => {
      try {
        parseYaml(text);
      } catch (error) {
        for (const kind of [TypeError, RangeError, ReferenceError]) expect(error).not.toBeInstanceOf(kind);
      }
    });
  });

  it('a query, evaluated on any value', () => {
    fc.assert(
      fc.property(damagedText(query), value, (text, data) => {
        const compiled = allowing([EcrError], () => compileQuery(text));
        if (compiled !== undefined) allowing([EcrError], () => compiled(data));
      }),
      many,
    );
  });

  it('a timestamp', () => {
    readsDamaged('2024-01-02T03:04:05.678+01:00', (text) => allowing([EcrError], () => isoTimestamp(text)));
    fc.assert(
      fc.property(value, (wire) => {
        allowing([EcrError], () => isoTimestamp(wire));
      }),
      many,
    );
  });

  it('a pagination token', () => {
    readsDamaged(token, (text) => allowing([EcrError], () => readToken(text, paginator)));
  });

  it('a command line', () => {
    readsDamaged(commandLine, (text) => allowing([EcrError], () => takeGlobalOptions(text.split(/\s+/))));
  });

  it('a command line that a shell completes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('bash', 'zsh', 'fish'),
        damagedText(commandLine),
        damaged(ini),
        (shell, text, config) => {
          const io = testIo({}, { '/home/someone/.aws/config': config });
          expect(completionLines(shell, text.split(' '), io)).toBeTypeOf('string');
        },
      ),
      many,
    );
  });

  it('keystrokes', () => {
    const ends = ['', '\u001b', '\u001b[', '\u001b[200~x', '\u0003', '\u001b[1;5D'];
    fc.assert(
      fc.property(damagedText(commandLine), fc.constantFrom(...ends), (text, end) => {
        new KeyReader().read(text + end);
      }),
      many,
    );
  });
});

it.each(outputFormats)('any value is written as %s', async (format) => {
  const write = await formatter(format);
  await fc.assert(
    fc.asyncProperty(value, fc.boolean(), fc.nat(200), async (result, colored, width) => {
      const text = await write(result, { title: 'Title', colored, width });
      if (text === '') return;
      if (format === 'json') parseJson(text);
      if (format === 'yaml' || format === 'yaml-stream') loadYaml(text);
    }),
    many,
  );
});
