import type { OptionDefinition } from './options.ts';

/** What `ecr-local` is and takes. Its help and its manual page are built from it. */
export const localCommand = {
  name: 'ecr-local',
  purpose: 'An endpoint for Amazon ECR pull through cache rules on this machine',
  usage: '[options] [-- COMMAND [ARG...]]',
  description: [
    'Use it to try `ecr`, and to test scripts without an AWS account. Any AWS SDK and the AWS CLI can use it.',
    'With a command, ecr-local runs it with the endpoint in its environment, and exits with its exit code. Without one, it prints the variables for a shell, and serves until Ctrl-C.',
  ],
  details: [
    "Each account has a registry in each Region. An access key ID of twelve digits belongs to the account of that number. The endpoint also serves GetCallerIdentity and AssumeRole of AWS STS, which returns such a key for the role's account, and CreateSecret, PutSecretValue and DescribeSecret of AWS Secrets Manager.",
  ],
} as const;

export const localOptions = {
  port: {
    name: 'port',
    takes: 'integer',
    value: 'number',
    help: 'Listen on this port.',
    default: 'a free one',
  },
  account: {
    name: 'account',
    takes: 'text',
    value: 'id',
    help: 'Use the registries of this account for access keys that do not name one.',
    default: '123456789012',
  },
  state: { name: 'state', takes: 'text', value: 'file', help: 'Keep rules and secrets in this file across restarts.' },
  latency: {
    name: 'latency',
    takes: 'integer',
    value: 'ms',
    help: 'Delay every response by this many milliseconds.',
  },
  throttle: {
    name: 'throttle',
    takes: 'integer',
    value: 'n',
    help: 'Return ThrottlingException for more than this many requests a second.',
  },
  allowUnsigned: { name: 'allow-unsigned', takes: 'nothing', help: 'Accept requests without a signature.' },
} as const satisfies Readonly<Record<string, OptionDefinition>>;
