// The tool's readers and writers by themselves: each has the errors that it may throw, and throws no others.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { load as loadYaml } from 'js-yaml';
import { build } from 'rolldown';
import { root } from '../ready.mjs';
import { below, currentSeed, pick, spoilt } from './random.mjs';

const modules = {
  aliases: 'command-line/aliases',
  completion: 'completion/answer',
  errors: 'errors',
  format: 'output/format',
  history: 'prompt/keys',
  ini: 'ini',
  json: 'json',
  listing: 'input/listing',
  profiles: 'settings/profiles',
  query: 'output/query/query',
  timestamps: 'output/timestamps',
  words: 'command-line/words',
  yaml: 'input/yaml',
};

const samples = {
  ini: '[default]\nregion = us-east-1\n# no\nkey : value\n  goes on\n[profile "my team"]\nrole_arn = arn\n[services s]\necr =\n  endpoint_url = http://127.0.0.1:1\n',
  json: '{"pullThroughCacheRules":[{"ecrRepositoryPrefix":"aa","createdAt":1637000000.123,"ok":true,"n":null,"l":[1,-2.5e3,"\\u00e9 \\"x\\""]},{"a":{}}],"nextToken":"x"}',
  yaml: 'ecrRepositoryPrefix: aa\nupstreamRegistryUrl: "quay.io"\nlist: [a, {b: c}, 0x1F, 1_000, .inf, 2024-01-02]\nanchor: &a\n  - 1\nuse: *a\ntext: |\n  one\n  two\n',
  query:
    "pullThroughCacheRules[?ecrRepositoryPrefix=='aa' && createdAt > `1`].{a: registryId, b: createdAt[1:2:3]} | sort_by(@, &a)[0:2] | [length(@), to_number('1.5'), *.x]",
  words:
    'create-pull-through-cache-rule --ecr-repository-prefix aa --upstream-registry-url=quay.io --output json --query a --cli-read-timeout 1 --debug -- help',
  time: '2024-01-02T03:04:05.678+01:00',
  token: Buffer.from('{"nextToken": "x", "boto_truncate_amount": 2}').toString('base64'),
};

const formats = ['json', 'text', 'table', 'yaml', 'yaml-stream'];

/** What is tried; each throws where something is wrong. */
function attemptsWith(tool) {
  const { EcrError, GeneralError, ParameterError } = tool.errors;
  const text = (name) => spoilt(samples[name]).toString();
  const allowing = (kinds, read) => {
    try {
      return read();
    } catch (error) {
      if (!kinds.some((kind) => error instanceof kind)) throw error;
      return undefined;
    }
  };
  /** An error of the YAML library, which says where; one of JavaScript's own would be a mistake. */
  const yamlErrors = [
    {
      [Symbol.hasInstance]: (error) =>
        error instanceof Error &&
        !(error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError),
    },
  ];
  const io = (content) => ({
    environment: {},
    home: () => '/home',
    files: { isFile: () => true, read: () => content, list: () => [] },
  });
  const value = () => allowing([SyntaxError], () => tool.json.parseJson(text('json'))) ?? null;
  return {
    settings: () => allowing([tool.ini.MalformedIni], () => tool.ini.parseIni(text('ini'))),
    profiles: () => allowing([GeneralError], () => tool.profiles.readProfileFiles(io(spoilt(samples.ini)))),
    aliases: () =>
      allowing([GeneralError], () => {
        const aliases = tool.aliases.readAliases(
          '/alias',
          io(spoilt('[command ecr]\nmine = describe-pull-through-cache-rules "a b"\nshell = !ls\n')),
        );
        for (const alias of aliases.values()) alias.kind === 'shell' ? alias.command(['a b', "'"]) : alias.words();
      }),
    JSON() {
      const source = text('json');
      const read = allowing([SyntaxError], () => tool.json.parseJson(source));
      const native = allowing([SyntaxError], () => JSON.parse(source));
      if (native !== undefined && read === undefined) throw new Error('JSON is refused.');
      if (
        read !== undefined &&
        tool.json.writeJson(tool.json.parseJson(tool.json.writeJson(read, 'compact')), 'compact') !==
          tool.json.writeJson(read, 'compact')
      )
        throw new Error('JSON is not read back as it was written.');
    },
    YAML: () => allowing(yamlErrors, () => tool.yaml.parseYaml(text('yaml'))),
    query() {
      const ask = allowing([ParameterError], () => tool.query.compileQuery(text('query')));
      if (ask !== undefined) allowing([GeneralError], () => ask(value()));
    },
    async formats() {
      const format = pick(formats);
      const result = value();
      const written = await (
        await tool.format.formatter(format)
      )(result, { title: 'Title', coloured: below(2) === 0, width: below(200) });
      if (typeof written !== 'string') throw new Error('A format has no text.');
      if (format === 'json' && written !== '') tool.json.parseJson(written);
      if (format.startsWith('yaml') && written !== '') loadYaml(written);
    },
    time: () => allowing([GeneralError], () => tool.timestamps.isoTimestamp(below(2) === 0 ? text('time') : value())),
    token: () => allowing([GeneralError], () => tool.listing.readToken(text('token'), { inputToken: 'nextToken' })),
    words() {
      const words = text('words').split(/\s+/);
      const globals = allowing([EcrError], () => tool.words.takeGlobalOptions(words));
      if (globals?.kind === 'call')
        allowing([EcrError], () => tool.words.takeOperation(globals.rest, globals.given, new Map()));
    },
    completion: () =>
      tool.completion.completionAnswer(
        pick(['bash', 'zsh', 'fish']),
        text('words').split(/ /),
        io(spoilt(samples.ini)),
      ),
    keys: () =>
      new tool.history.KeyReader().read(
        text('words') + pick(['\u001b', '\u001b[', '\u001b[200~x', '\u0003', '\u001b[1;5D']),
      ),
  };
}

/**
 * Reads and writes for some time.
 *
 * @returns how often, and what went wrong
 */
export async function fuzzParts(seconds) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-fuzz-parts-'));
  const input = Object.fromEntries(Object.entries(modules).map(([name, place]) => [name, `src/${place}.ts`]));
  await build({
    cwd: root,
    platform: 'node',
    input,
    resolve: { mainFields: ['module', 'main'] },
    logLevel: 'silent',
    output: { dir: folder, format: 'cjs' },
  });
  const require = createRequire(path.join(folder, 'x.js'));
  const attempts = Object.entries(
    attemptsWith(Object.fromEntries(Object.keys(modules).map((name) => [name, require(`./${name}.js`)]))),
  );
  const failures = [];
  let count = 0;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; count++) {
    const seed = currentSeed();
    const [name, attempt] = attempts[count % attempts.length];
    const start = Date.now();
    try {
      await attempt();
      if (Date.now() - start > 5000) throw new Error('It took more than five seconds.');
    } catch (error) {
      failures.push({ seed, part: name, error: error instanceof Error ? error.stack : String(error) });
    }
  }
  fs.rmSync(folder, { recursive: true, force: true });
  return { count, failures };
}
