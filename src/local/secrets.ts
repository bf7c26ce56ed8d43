import { randomInt, randomUUID } from 'node:crypto';

import { partition } from '@aws-sdk/core/client';

import type { StringShape, StructureShape } from '../model/shapes.ts';
import { isList, type ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import type { RegistryAddress } from './identity.ts';
import { jsonService, type LocalOperation, type LocalService, textMember } from './json-service.ts';
import { invalidParameter, LocalError } from './local-error.ts';
import type { Secret, SecretValue, SecretVersion, Store } from './store.ts';

const text = (bounds: Omit<StringShape, 'type'>): StringShape => ({ type: 'string', ...bounds });
const member = (name: string, shape: StructureShape['members'][number]['shape'], required = false) => ({
  name,
  shape,
  required,
  help: '',
});

/** The members that carry a value. (AWS Secrets Manager API Reference) */
const valueMembers = [
  member('ClientRequestToken', text({ min: 32, max: 64 })),
  member('SecretString', text({ max: 65_536 })),
  member('SecretBinary', text({ max: 87_384 })),
];
const secretId = member('SecretId', text({ min: 1, max: 2048 }), true);

const createInput: StructureShape = {
  type: 'structure',
  members: [
    member('Name', text({ min: 1, max: 512, pattern: '^[A-Za-z0-9/_+=.@!-]+$' }), true),
    ...valueMembers,
    member('Description', text({ max: 2048 })),
    member('KmsKeyId', text({ max: 2048 })),
  ],
};
const putInput: StructureShape = {
  type: 'structure',
  members: [
    secretId,
    ...valueMembers,
    member('VersionStages', { type: 'list', min: 1, max: 20, member: text({ min: 1, max: 256 }) }),
  ],
};

/** AWS Secrets Manager: the operations by which secrets for pull through cache rules are made. */
export function secretsService(store: Store, { now }: Pick<Io, 'now'>): LocalService {
  const seconds = () => now().getTime() / 1000;
  const operations: Readonly<Record<string, LocalOperation>> = {
    CreateSecret: {
      input: createInput,
      perform: (input, caller) => {
        const secrets = store.secrets(caller);
        const name = textMember(input, 'Name') ?? '';
        const id = textMember(input, 'ClientRequestToken') ?? randomUUID();
        const value = valueIn(input);
        const existing = secrets.find(({ Name }) => Name === name);
        if (existing !== undefined) {
          // A client that got no response repeats the request with the same token.
          if (versionWith(existing, id, value) === undefined)
            throw new LocalError('ResourceExistsException', `The secret ${name} already exists.`);
          return { ARN: existing.ARN, Name: name, VersionId: id };
        }
        const [Description, KmsKeyId] = [textMember(input, 'Description'), textMember(input, 'KmsKeyId')];
        const secret: Secret = {
          ARN: `${arnWithoutName(caller)}${name}-${randomSuffix()}`,
          Name: name,
          ...(Description === undefined ? {} : { Description }),
          ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
          ...(isList(input['Tags'] ?? null) ? { Tags: input['Tags'] ?? [] } : {}),
          CreatedDate: seconds(),
          LastChangedDate: seconds(),
          versions: value === undefined ? [] : [{ id, stages: [current], ...value }],
        };
        store.setSecrets(caller, [...secrets, secret]);
        return { ARN: secret.ARN, Name: name, ...(value === undefined ? {} : { VersionId: id }) };
      },
    },

    PutSecretValue: {
      input: putInput,
      perform: (input, caller) => {
        const secrets = store.secrets(caller);
        const secret = find(secrets, input, caller);
        const id = textMember(input, 'ClientRequestToken') ?? randomUUID();
        const value = valueIn(input);
        if (value === undefined) throw invalidParameter('The request must have SecretString or SecretBinary.');
        const written = versionWith(secret, id, value);
        const versions =
          written === undefined ? withVersion(secret, { id, stages: stagesIn(input), ...value }) : secret.versions;
        if (written === undefined) {
          const updated = { ...secret, versions, LastChangedDate: seconds() };
          store.setSecrets(
            caller,
            secrets.map((other) => (other === secret ? updated : other)),
          );
        }
        const { stages = [] } = versions.find((version) => version.id === id) ?? {};
        return { ARN: secret.ARN, Name: secret.Name, VersionId: id, VersionStages: stages };
      },
    },

    DescribeSecret: {
      input: { type: 'structure', members: [secretId] },
      perform: (input, caller) => {
        const { versions, ...described } = find(store.secrets(caller), input, caller);
        return {
          ...described,
          VersionIdsToStages: Object.fromEntries(versions.map(({ id, stages }) => [id, stages])),
        };
      },
    },
  };
  return jsonService({ signingName: 'secretsmanager', targetPrefix: 'secretsmanager' }, operations);
}

const current = 'AWSCURRENT';
const previous = 'AWSPREVIOUS';

function arnWithoutName({ region, account }: RegistryAddress): string {
  return `arn:${partition(region).name}:secretsmanager:${region}:${account}:secret:`;
}

/** Returns the six characters that Secrets Manager adds to the name of a secret in its ARN. */
function randomSuffix(): string {
  const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 6 }, () => characters.charAt(randomInt(characters.length))).join('');
}

/** Finds a secret by its name or its ARN, with or without the random characters. @throws LocalError */
function find(secrets: readonly Secret[], input: ValueMap, caller: RegistryAddress): Secret {
  const wanted = textMember(input, 'SecretId') ?? '';
  const secret = secrets.find(({ ARN, Name }) => [ARN, Name, arnWithoutName(caller) + Name].includes(wanted));
  if (secret === undefined) throw new LocalError('ResourceNotFoundException', `There is no secret ${wanted}.`);
  return secret;
}

function valueIn(input: ValueMap): SecretValue | undefined {
  const [SecretString, SecretBinary] = [textMember(input, 'SecretString'), textMember(input, 'SecretBinary')];
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw invalidParameter('The request must have SecretString or SecretBinary, not both.');
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? undefined : { SecretBinary };
}

/**
 * Returns the version that an earlier request with the same token wrote.
 *
 * @throws LocalError if that request had another value
 */
function versionWith(secret: Secret, id: string, value: SecretValue | undefined): SecretVersion | undefined {
  const version = secret.versions.find((one) => one.id === id);
  if (version === undefined) return undefined;
  if (version.SecretString === value?.SecretString && version.SecretBinary === value?.SecretBinary) return version;
  throw new LocalError('ResourceExistsException', `The secret ${secret.Name} has a version ${id} with another value.`);
}

function stagesIn({ VersionStages: stages }: ValueMap): readonly string[] {
  return Array.isArray(stages) ? stages.map(String) : [current];
}

/** Adds a version, which takes its labels from the others. The one that was current before becomes the previous one. */
function withVersion({ versions }: Secret, added: SecretVersion): readonly SecretVersion[] {
  const isFirst = versions.length === 0;
  const stages = [...new Set(isFirst ? [current, ...added.stages] : added.stages)];
  const moved = new Set(stages.includes(current) ? [...stages, previous] : stages);
  const others = versions.map((version) => ({
    ...version,
    stages: [
      ...version.stages.filter((stage) => !moved.has(stage)),
      ...(version.stages.includes(current) && stages.includes(current) ? [previous] : []),
    ],
  }));
  // A version without labels is deprecated, and Secrets Manager deletes it.
  return [...others.filter((version) => version.stages.length > 0), { ...added, stages }];
}
