import type { Entries, Prose } from './prose.ts';

/** The manual page of `put-upstream-secret`. */
export const secretPage: Prose & { readonly output: Entries; readonly exitCodes: Entries } = {
  description: [
    'A rule for docker-hub, github-container-registry, gitlab-container-registry, azure-container-registry or chainguard needs a secret in AWS Secrets Manager, in the account and Region of the registry. This command creates it, or gives an existing one a new value, with the keys that Amazon ECR reads: username and accessToken. The rule then needs the ARN; a rules file can have ${SecretArn:NAME} in its place.',
    'The access token is read from standard input with -, from a file with file://PATH, or asked for on the terminal without echo. One line end at its end is dropped. It is refused on the command line, and appears in no output and no log.',
    'The secret is encrypted with the key aws/secretsmanager; Amazon ECR supports no other key. A secret under another key is not changed. The certificate of Secrets Manager is always verified; --no-verify-ssl has no effect, and --endpoint-url is refused.',
    'The permissions secretsmanager:DescribeSecret, secretsmanager:CreateSecret and secretsmanager:PutSecretValue are needed. A failed registry does not stop the others. On a terminal, the result is a table if no output format is set. After Ctrl-C, nothing new is started and the result is printed.',
  ],
  examples: [
    {
      title: 'Create the secret for Docker Hub, or renew its token',
      command: [
        'printf \'%s\' "${DOCKER_TOKEN:-token}" | ecr put-upstream-secret \\',
        '    --upstream-registry docker-hub --username bob --access-token -',
      ].join('\n'),
    },
    {
      title: 'Do so in two Regions of two accounts',
      command: [
        'printf \'%s\' "${DOCKER_TOKEN:-token}" | ecr put-upstream-secret \\',
        '    --upstream-registry docker-hub --username bob --access-token - \\',
        '    --regions us-east-1 eu-west-1 \\',
        '    --accounts 111111111111 222222222222 --role-name RegistryAdmin',
      ].join('\n'),
    },
  ],
  output: [
    ['registries (list)', 'One entry for each registry, in the order of the command line.'],
    [
      'registries[].profile (string)',
      'The profile; null without --profiles. With --accounts, account takes its place.',
    ],
    ['registries[].region (string)', 'The Region.'],
    ['registries[].arn (string)', 'The ARN of the secret.'],
    ['registries[].action (string)', 'create or update.'],
    ['registries[].error (structure)', 'Why it failed: code, message. Other registries are not affected.'],
  ],
  exitCodes: [
    ['0', 'All registries have the secret.'],
    ['130', 'It was interrupted by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP.'],
    [
      '252',
      'The command line is wrong: a token on it, an upstream registry without secrets, no terminal to ask on. Nothing was sent.',
    ],
    ['253', 'There is no Region, or a setting cannot be used; nothing was sent.'],
    ['255', 'A profile does not exist, or a registry failed.'],
  ],
};
