import { describe, expect, it } from 'vitest';

import { EcrError, GeneralError, ServiceError, UnansweredError } from '../../../../src/model/errors.ts';
import { ensureRule } from '../../../../src/extensions/rules/ensure-rule.ts';
import { operationByName } from '../../../../src/model/operations.ts';
import type { Parameters, ValueMap } from '../../../../src/model/values.ts';

const operation = operationByName('CreatePullThroughCacheRule');
const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/${name}`;

/** A rule in the output of the describe operation. */
const present = {
  ecrRepositoryPrefix: 'hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  createdAt: '2026-01-01',
  registryId: '123456789012',
  credentialArn: secret('a'),
  upstreamRepositoryPrefix: 'ROOT',
  upstreamRegistry: 'docker-hub',
  updatedAt: '2026-01-02',
};
/** The same rule in the output of the create operation. */
const printed = {
  ecrRepositoryPrefix: 'hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  createdAt: '2026-01-01',
  registryId: '123456789012',
  upstreamRegistry: 'docker-hub',
  credentialArn: secret('a'),
  upstreamRepositoryPrefix: 'ROOT',
};
const request = { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io' };
const existing = () =>
  new ServiceError('PullThroughCacheRuleAlreadyExistsException', 'CreatePullThroughCacheRule', 'It exists.', undefined);

type Responses = Readonly<Record<string, ValueMap | Error>>;

/** Runs a create call with scripted responses by operation name. */
async function create(
  parameters: Parameters,
  options: { ifExists?: 'fail' | 'keep' | 'update'; validate?: boolean },
  responses: Responses,
) {
  const calls: [string, Parameters][] = [];
  const warnings: string[] = [];
  let result: ValueMap | undefined;
  const call = (called: { name: string }, input: Parameters) => {
    calls.push([called.name, input]);
    const response = responses[called.name] ?? new Error(`not called in this test: ${called.name}`);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  const print = (value: ValueMap) => Promise.resolve(void (result = value));
  const warn = (line: string) => Promise.resolve(void warnings.push(line));
  let failure: unknown;
  try {
    await ensureRule({ operation, parameters, options }, { call, print, warn });
  } catch (error) {
    failure = error;
  }
  const { exitCode, message, note } =
    failure instanceof EcrError
      ? failure
      : { exitCode: 0, message: failure instanceof Error ? failure.message : undefined, note: undefined };
  return { calls, warnings, result, exitCode, message, note };
}

const wrong = (name: string, is: string, wanted: string) => `${name} is ${is}; wanted: ${wanted}`;
const warning = (line: string) => `warning: the existing rule differs: ${line}`;
const role = 'arn:aws:iam::123456789012:role/r';

/** Existing rule × requested rule → the members that differ, unchangeable and changeable. */
const combinations: [
  string,
  { rule?: ValueMap; more?: Parameters; fixed?: string[]; changes?: Parameters; words?: string[] },
][] = [
  ['only the URL', {}],
  [
    'the same rule',
    {
      more: {
        registryId: '123456789012',
        upstreamRegistry: 'docker-hub',
        credentialArn: secret('a'),
        upstreamRepositoryPrefix: 'ROOT',
      },
    },
  ],
  [
    'a URL',
    {
      more: { upstreamRegistryUrl: 'ghcr.io' },
      fixed: [wrong('upstreamRegistryUrl', 'registry-1.docker.io', 'ghcr.io')],
    },
  ],
  ['a registry', { more: { upstreamRegistry: 'quay' }, fixed: [wrong('upstreamRegistry', 'docker-hub', 'quay')] }],
  [
    'a registry name that the service does not return',
    { rule: { ...present, upstreamRegistry: null }, more: { upstreamRegistry: 'docker-hub' } },
  ],
  [
    'an upstream prefix',
    { more: { upstreamRepositoryPrefix: 'library' }, fixed: [wrong('upstreamRepositoryPrefix', 'ROOT', 'library')] },
  ],
  [
    'ROOT where the service returns no prefix',
    { rule: { ...present, upstreamRepositoryPrefix: null }, more: { upstreamRepositoryPrefix: 'ROOT' } },
  ],
  ['no upstream prefix', { rule: { ...present, upstreamRepositoryPrefix: 'library' } }],
  ['a host in another case', { more: { upstreamRegistryUrl: 'Registry-1.Docker.IO' } }],
  [
    'an upstream prefix with a final slash',
    { rule: { ...present, upstreamRepositoryPrefix: 'library' }, more: { upstreamRepositoryPrefix: 'library/' } },
  ],
  [
    'URL, registry and upstream prefix',
    {
      more: { upstreamRegistryUrl: 'ghcr.io', upstreamRegistry: 'quay', upstreamRepositoryPrefix: 'library' },
      fixed: [
        wrong('upstreamRegistryUrl', 'registry-1.docker.io', 'ghcr.io'),
        wrong('upstreamRegistry', 'docker-hub', 'quay'),
        wrong('upstreamRepositoryPrefix', 'ROOT', 'library'),
      ],
    },
  ],
  [
    'another secret',
    {
      more: { credentialArn: secret('b') },
      changes: { credentialArn: secret('b') },
      words: [wrong('credentialArn', secret('a'), secret('b'))],
    },
  ],
  [
    'a secret where the rule has none',
    {
      rule: { ...present, credentialArn: null },
      more: { credentialArn: secret('b') },
      changes: { credentialArn: secret('b') },
      words: [wrong('credentialArn', 'not set', secret('b'))],
    },
  ],
  [
    'a role where the rule has none',
    {
      more: { customRoleArn: role },
      changes: { customRoleArn: role },
      words: [wrong('customRoleArn', 'not set', role)],
    },
  ],
  [
    'another role',
    {
      rule: { ...present, customRoleArn: `${role}2` },
      more: { customRoleArn: role },
      changes: { customRoleArn: role },
      words: [wrong('customRoleArn', `${role}2`, role)],
    },
  ],
  ['no role', { rule: { ...present, customRoleArn: role } }],
  [
    'secret and role, where only the role differs',
    {
      more: { credentialArn: secret('a'), customRoleArn: role },
      changes: { customRoleArn: role },
      words: [wrong('customRoleArn', 'not set', role)],
    },
  ],
  [
    'secret and role, both different',
    {
      more: { credentialArn: secret('b'), customRoleArn: role },
      changes: { credentialArn: secret('b'), customRoleArn: role },
      words: [wrong('credentialArn', secret('a'), secret('b')), wrong('customRoleArn', 'not set', role)],
    },
  ],
  [
    'a secret and a URL',
    {
      more: { credentialArn: secret('b'), upstreamRegistryUrl: 'ghcr.io' },
      fixed: [wrong('upstreamRegistryUrl', 'registry-1.docker.io', 'ghcr.io')],
      changes: { credentialArn: secret('b') },
      words: [wrong('credentialArn', secret('a'), secret('b'))],
    },
  ],
];

describe.each(combinations)(
  'a create call for an existing rule with %s',
  (_, { rule = present, more = {}, fixed = [], changes = {}, words = [] }) => {
    const updated: ValueMap = Object.fromEntries(
      Object.entries(changes).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const existingRule = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null));
    const shown = Object.fromEntries(
      operation.output.members.flatMap(({ name }) =>
        existingRule[name] === undefined ? [] : [[name, existingRule[name]]],
      ),
    );
    const input = { ...request, ...more };
    const within = 'registryId' in more ? { registryId: '123456789012' } : {};
    const responses: Responses = {
      CreatePullThroughCacheRule: existing(),
      DescribePullThroughCacheRules: { pullThroughCacheRules: [existingRule] },
      UpdatePullThroughCacheRule: {
        ecrRepositoryPrefix: 'hub',
        registryId: '123456789012',
        updatedAt: '2026-02-02',
        upstreamRepositoryPrefix: 'ROOT',
        ...('credentialArn' in existingRule ? { credentialArn: existingRule['credentialArn'] } : {}),
        ...updated,
      },
      ValidatePullThroughCacheRule: { isValid: true },
    };
    const described: [string, Parameters] = [
      'DescribePullThroughCacheRules',
      { ...within, ecrRepositoryPrefixes: ['hub'] },
    ];

    it.each([{}, { ifExists: 'fail' }, { validate: true }, { ifExists: 'fail', validate: true }] as const)(
      "%j reports the service's error",
      async (options) => {
        const outcome = await create(input, options, responses);
        expect(outcome).toEqual({
          calls: [['CreatePullThroughCacheRule', input]],
          warnings: [],
          result: undefined,
          exitCode: 254,
          message: 'It exists.',
          note: undefined,
        });
      },
    );

    it.each([false, true])(
      'keep prints the existing rule and warns about differences (validate: %j)',
      async (validate) => {
        const outcome = await create(input, { ifExists: 'keep', validate }, responses);
        expect(outcome).toMatchObject({ result: shown, exitCode: 0, message: undefined });
        expect(Object.keys(outcome.result ?? {})).toEqual(Object.keys(shown));
        const names = operation.input.members.map(({ name }) => name);
        const order = (line: string) => names.indexOf(line.split(' ', 1)[0] ?? '');
        expect(outcome.warnings).toEqual([...fixed, ...words].sort((a, b) => order(a) - order(b)).map(warning));
        expect(outcome.calls.slice(1)).toEqual([
          described,
          ...(validate ? [['ValidatePullThroughCacheRule', { ...within, ecrRepositoryPrefix: 'hub' }]] : []),
        ]);
      },
    );

    it.each([false, true])('update changes the secret and the role, or nothing (validate: %j)', async (validate) => {
      const outcome = await create(input, { ifExists: 'update', validate }, responses);
      expect(outcome.warnings).toEqual([]);
      const checked = validate ? [['ValidatePullThroughCacheRule', { ...within, ecrRepositoryPrefix: 'hub' }]] : [];
      if (fixed.length > 0) {
        expect(outcome).toMatchObject({
          result: undefined,
          exitCode: 255,
          message: `The rule exists and differs in fields that cannot be changed:\n${fixed.join('\n')}\nNothing was changed.`,
        });
        expect(outcome.calls.slice(1)).toEqual([described]);
        return;
      }
      expect(outcome).toMatchObject({ exitCode: 0, message: undefined });
      const isUpdated = Object.keys(changes).length > 0;
      expect(outcome.result).toEqual(isUpdated ? { upstreamRepositoryPrefix: 'ROOT', ...shown, ...changes } : shown);
      expect(outcome.calls.slice(1)).toEqual([
        described,
        ...(isUpdated ? [['UpdatePullThroughCacheRule', { ...within, ecrRepositoryPrefix: 'hub', ...changes }]] : []),
        ...checked,
      ]);
    });
  },
);

describe('a create call for a new rule', () => {
  it.each([undefined, 'fail', 'keep', 'update'] as const)('creates the rule with --if-exists %s', async (ifExists) => {
    const outcome = await create(request, ifExists === undefined ? {} : { ifExists }, {
      CreatePullThroughCacheRule: printed,
    });
    expect(outcome).toEqual({
      calls: [['CreatePullThroughCacheRule', request]],
      warnings: [],
      result: printed,
      exitCode: 0,
      message: undefined,
      note: undefined,
    });
  });

  it.each([
    [{ isValid: true }, 0, undefined],
    [{ isValid: false, failure: 'no access' }, 255, 'The rule was created, but the service cannot use it: no access'],
    [{}, 255, 'The rule was created, but the service cannot use it: the service gives no reason.'],
    [
      { isValid: false, failure: '' },
      255,
      'The rule was created, but the service cannot use it: the service gives no reason.',
    ],
  ])('validates the rule: the response %j ends with %i', async (validation: ValueMap, exitCode, message) => {
    const outcome = await create(
      request,
      { validate: true },
      { CreatePullThroughCacheRule: printed, ValidatePullThroughCacheRule: validation },
    );
    expect(outcome).toMatchObject({ result: printed, exitCode, message });
  });
});

describe('a failure between calls reports the state of the rule', () => {
  const throttled = (name: string) => new ServiceError('ThrottlingException', name, 'slow', 2);
  const note = 'The rule may have been changed by this command.';
  const lost = () => Object.assign(new UnansweredError('lost'), { note });
  const exists = {
    CreatePullThroughCacheRule: existing(),
    DescribePullThroughCacheRules: { pullThroughCacheRules: [present] },
  };
  const rows: [
    string,
    Parameters,
    { ifExists?: 'keep' | 'update'; validate?: boolean },
    Responses,
    number,
    string | undefined,
    boolean,
  ][] = [
    [
      'create refused',
      request,
      { ifExists: 'keep' },
      { CreatePullThroughCacheRule: throttled('CreatePullThroughCacheRule') },
      254,
      undefined,
      false,
    ],
    ['create unanswered', request, { ifExists: 'keep' }, { CreatePullThroughCacheRule: lost() }, 255, note, false],
    [
      'create not sent',
      request,
      { ifExists: 'keep' },
      { CreatePullThroughCacheRule: new UnansweredError('refused') },
      255,
      undefined,
      false,
    ],
    [
      'describe throttled',
      request,
      { ifExists: 'keep' },
      { ...exists, DescribePullThroughCacheRules: throttled('DescribePullThroughCacheRules') },
      254,
      'The rule exists; nothing was changed.',
      false,
    ],
    [
      'update refused',
      { ...request, customRoleArn: role },
      { ifExists: 'update' },
      { ...exists, UpdatePullThroughCacheRule: throttled('UpdatePullThroughCacheRule') },
      254,
      'The rule exists and was not changed.',
      false,
    ],
    [
      'update unanswered',
      { ...request, customRoleArn: role },
      { ifExists: 'update' },
      { ...exists, UpdatePullThroughCacheRule: lost() },
      255,
      note,
      false,
    ],
    [
      'validate throttled after a create',
      request,
      { validate: true },
      { CreatePullThroughCacheRule: printed, ValidatePullThroughCacheRule: throttled('ValidatePullThroughCacheRule') },
      254,
      'The rule was created; whether the service can use it could not be checked.',
      true,
    ],
    [
      'validate unanswered after a create',
      request,
      { validate: true },
      { CreatePullThroughCacheRule: printed, ValidatePullThroughCacheRule: new UnansweredError('lost') },
      255,
      'The rule was created; whether the service can use it could not be checked.',
      true,
    ],
    [
      'validate refused after keep',
      request,
      { ifExists: 'keep', validate: true },
      { ...exists, ValidatePullThroughCacheRule: throttled('ValidatePullThroughCacheRule') },
      254,
      'The rule exists and was not changed; whether the service can use it could not be checked.',
      true,
    ],
    [
      'validate refused after update',
      { ...request, customRoleArn: role },
      { ifExists: 'update', validate: true },
      {
        ...exists,
        UpdatePullThroughCacheRule: { customRoleArn: role },
        ValidatePullThroughCacheRule: throttled('ValidatePullThroughCacheRule'),
      },
      254,
      'The rule existed and was updated; whether the service can use it could not be checked.',
      true,
    ],
  ];

  it.each(rows)('%s', async (_, parameters, options, responses, exitCode, note, isPrinted) => {
    const outcome = await create(parameters, options, responses);
    expect(outcome).toMatchObject({ exitCode });
    expect(outcome.note).toBe(note);
    expect(outcome.result !== undefined).toBe(isPrinted);
  });

  it('reports a rule that the service does not list', async () => {
    const outcome = await create(
      request,
      { ifExists: 'keep' },
      { ...exists, DescribePullThroughCacheRules: { pullThroughCacheRules: [] } },
    );
    expect(outcome).toMatchObject({
      exitCode: 255,
      message: 'The service reports that the rule exists, but does not list it. Nothing was changed.',
    });
  });

  it('rethrows other errors', async () => {
    const outcome = await create(
      request,
      { ifExists: 'keep' },
      { CreatePullThroughCacheRule: new GeneralError('odd') },
    );
    expect(outcome).toMatchObject({ exitCode: 255, message: 'odd', note: undefined });
  });
});
