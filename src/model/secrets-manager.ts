import type { Member, Operation, StringShape, StructureShape } from './shapes.ts';
import { secretNamePrefix } from './upstream-registries.ts';

const text: StringShape = { type: 'string' };
const secretId: Member = { name: 'SecretId', shape: text, required: true, help: 'The name of the secret.' };
const arn: Member = { name: 'ARN', shape: text, help: 'The ARN of the secret.' };
const value: readonly Member[] = [
  { name: 'ClientRequestToken', shape: text, help: 'Makes a repeated request have no further effect.' },
  { name: 'SecretString', shape: text, help: 'The value of the secret.' },
];

export const createSecret: Operation = {
  name: 'CreateSecret',
  help: 'Create a secret.',
  subject: 'secret',
  effect: 'created',
  existsError: 'ResourceExistsException',
  input: { type: 'structure', members: [{ name: 'Name', shape: text, required: true, help: 'Its name.' }, ...value] },
  output: { type: 'structure', members: [arn] },
};

export const putSecretValue: Operation = {
  name: 'PutSecretValue',
  help: 'Give a secret a new value.',
  subject: 'secret',
  effect: 'updated',
  input: { type: 'structure', members: [secretId, ...value] },
  output: { type: 'structure', members: [arn] },
};

export const describeSecret: Operation = {
  name: 'DescribeSecret',
  help: 'Describe a secret, without its value.',
  input: { type: 'structure', members: [secretId] },
  output: {
    type: 'structure',
    members: [
      arn,
      { name: 'KmsKeyId', shape: text, help: 'The key that encrypts it, unless that is aws/secretsmanager.' },
      { name: 'DeletedDate', shape: { type: 'timestamp' }, help: 'When it was marked for deletion.' },
    ],
  },
};

/** The part of AWS Secrets Manager that the tool calls. (Service model, 2017-10-17) */
export const secretsManager = {
  /** The name of the service in settings, such as `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  settingsName: 'secrets_manager',
  jsonVersion: '1.1',
  targetPrefix: 'secretsmanager',
  /** The shape of the input of an operation. @throws Error for an operation that is not in the model */
  inputOf(name: string): StructureShape {
    const operation = [createSecret, putSecretValue, describeSecret].find((one) => one.name === name);
    if (operation === undefined) throw new Error(`The model has no operation ${name}.`);
    return operation.input;
  },
} as const;

/** The maximum length of a secret's name, in characters. (Service model of Secrets Manager) */
export const maxSecretName = 512;

/** Returns the name of a secret with the prefix that Amazon ECR requires. */
export function withSecretPrefix(name: string): string {
  return name.startsWith(secretNamePrefix) ? name : secretNamePrefix + name;
}

/** Returns whether Amazon ECR takes a secret of this name. (Pattern of credentialArn in the service model) */
export function isSecretName(name: string): boolean {
  return (
    name.startsWith(secretNamePrefix) &&
    name.length <= maxSecretName &&
    /^[A-Za-z0-9/_+=.@-]+$/.test(name.slice(secretNamePrefix.length))
  );
}
