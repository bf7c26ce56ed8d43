import fs from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLocal, type LocalEndpoint } from '../support/local-endpoint.ts';
import { inScratch, programs, run, saidBy } from '../support/run.ts';

const aliases = String.raw`
[toplevel]
count = !echo the wrong section

[command ecr]
greet =
  !f() {
    echo "hello ${'${1}'}" \
      and "$2"
  }; f

count = describe-pull-through-cache-rules \
    --query \
      'length(pullThroughCacheRules)' \

    --output text

both = count \
    --query '
      pullThroughCacheRules'

bare = !
code = !exit 200
interrupt = !kill -INT $$
terminate = !kill -TERM $$
kill = !kill -KILL $$
quote = describe-pull-through-cache-rules --query "open
escape = describe-pull-through-cache-rules \
`;

let endpoint: LocalEndpoint;
beforeAll(async () => {
  endpoint = await startLocal();
});
afterAll(async () => {
  await endpoint.stop();
});

describe.each(programs.filter(({ isThere }) => isThere))(
  'an alias of $tool',
  ({ command: [program = '', ...first] }) => {
    it.each([
      [['greet', 'a b', "it's"], 0, "hello a b and it's\n", ''],
      [['count'], 0, '0\n', ''],
      [['both'], 0, '0\n', ''],
      [['bare'], 0, '', ''],
      [['bare', 'exit', '3'], 3, '', ''],
      [['code'], 200, '', ''],
      [['interrupt'], 254, '', ''],
      [['terminate'], 241, '', ''],
      [['kill'], 247, '', ''],
      [
        ['quote'],
        255,
        '',
        'Value of alias "quote" could not be parsed. Received error: No closing quotation when parsing:\n' +
          'describe-pull-through-cache-rules --query "open',
      ],
      [
        ['escape'],
        255,
        '',
        'Value of alias "escape" could not be parsed. Received error: No escaped character when parsing:\n' +
          'describe-pull-through-cache-rules \\',
      ],
    ])('runs %j and ends with %i', async (words, code, stdout, message) => {
      await inScratch(async (HOME) => {
        fs.mkdirSync(path.join(HOME, '.aws', 'cli'), { recursive: true });
        fs.writeFileSync(path.join(HOME, '.aws', 'cli', 'alias'), aliases);
        const outcome = await run(program, [...first, ...words], { ...endpoint.environment, HOME });
        expect({ code: outcome.code, stdout: outcome.stdout, message: saidBy(outcome) }).toEqual({
          code,
          stdout,
          message,
        });
      });
    });
  },
);
