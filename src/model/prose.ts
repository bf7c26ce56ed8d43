/** An example of a command. A test runs all examples of the manual against `ecr-local`, in this order. */
export interface Example {
  readonly title: string;
  /** One or more lines of shell input. */
  readonly command: string;
  /** The exit code, if it is not 0. */
  readonly exitCode?: number;
}

/** The parts of an operation's manual page that are not in the model of the API. */
export interface Prose {
  readonly description: readonly string[];
  readonly examples: readonly Example[];
}

/** The texts by API name of the operation. Only help loads them. */
export const prose: Readonly<Record<string, Prose>> = {
  CreatePullThroughCacheRule: {
    description: [
      "When an image is pulled under the rule's prefix for the first time, Amazon ECR fetches it from the upstream registry and stores it in a repository in your registry. Later pulls check the upstream registry for a newer version at most once in 24 hours.",
      'The URL, registry, secret and prefixes are checked first; all problems are reported together and nothing is sent.',
    ],
    examples: [
      {
        title: 'Create a rule for Quay, which needs no credentials',
        command: [
          'ecr create-pull-through-cache-rule \\',
          '    --ecr-repository-prefix quay \\',
          '    --upstream-registry-url quay.io',
        ].join('\n'),
      },
      {
        title: 'Create a rule for Docker Hub with a secret that holds an access token',
        command: [
          'ecr create-pull-through-cache-rule \\',
          '    --ecr-repository-prefix docker-hub \\',
          '    --upstream-registry-url registry-1.docker.io \\',
          '    --credential-arn arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf',
        ].join('\n'),
      },
      {
        title: 'Show the request without sending it',
        command: [
          'ecr create-pull-through-cache-rule \\',
          '    --ecr-repository-prefix k8s \\',
          '    --upstream-registry-url registry.k8s.io \\',
          '    --dry-run',
        ].join('\n'),
      },
      {
        title: 'Create or update a rule in a script that can run again, and have the service check it',
        command: [
          'ecr create-pull-through-cache-rule \\',
          '    --ecr-repository-prefix quay \\',
          '    --upstream-registry-url quay.io \\',
          '    --if-exists update --validate',
        ].join('\n'),
      },
      {
        title: 'Create a rule from a file; --generate-cli-skeleton yaml-input prints a template',
        command:
          "printf '%s\\n' 'ecrRepositoryPrefix: ecr-public' \\\n    'upstreamRegistryUrl: public.ecr.aws' > rule.yaml\n" +
          'ecr create-pull-through-cache-rule --cli-input-yaml file://rule.yaml',
      },
    ],
  },
  DescribePullThroughCacheRules: {
    description: ['Without prefixes, all rules of the registry are listed.'],
    examples: [
      { title: 'List all rules as a table', command: 'ecr describe-pull-through-cache-rules --output table' },
      {
        title: 'Print only the prefixes',
        command: [
          'ecr describe-pull-through-cache-rules \\',
          "    --query 'pullThroughCacheRules[].ecrRepositoryPrefix' \\",
          '    --output text',
        ].join('\n'),
      },
      {
        title: 'List two rules',
        command: ['ecr describe-pull-through-cache-rules \\', '    --ecr-repository-prefixes quay docker-hub'].join(
          '\n',
        ),
      },
    ],
  },
  ValidatePullThroughCacheRule: {
    description: [
      'The service tries the credentials of the rule at the upstream registry. A failed check is not an error: isValid is false, and failure has the reason.',
    ],
    examples: [
      {
        title: 'Check one rule',
        command: [
          'ecr validate-pull-through-cache-rule \\',
          '    --ecr-repository-prefix docker-hub --query isValid',
        ].join('\n'),
      },
    ],
  },
  UpdatePullThroughCacheRule: {
    description: [
      'Only the secret and the role of a rule can be changed. To change the URL, delete the rule and create a new one.',
    ],
    examples: [
      {
        title: 'Change the secret of a rule',
        command: [
          'ecr update-pull-through-cache-rule \\',
          '    --ecr-repository-prefix docker-hub \\',
          '    --credential-arn arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-GhIjKl',
        ].join('\n'),
      },
    ],
  },
  DeletePullThroughCacheRule: {
    description: [
      'No new images are fetched under the prefix. Cached images stay in their repositories until you delete them.',
    ],
    examples: [
      {
        title: 'Delete one rule',
        command: 'ecr delete-pull-through-cache-rule --ecr-repository-prefix quay',
      },
    ],
  },
};

/** A term and its explanation in help. */
export type Entries = readonly (readonly [term: string, text: string])[];

/** The variables that people set most, first those of the AWS CLI. */
export const toolEnvironment: Entries = [
  [
    'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN',
    'Credentials. They count before those of a profile, unless --profile names one.',
  ],
  ['AWS_PROFILE', 'The profile to use without --profile.'],
  ['AWS_REGION, AWS_DEFAULT_REGION', 'The Region to use without --region.'],
  ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'Other files in place of ~/.aws/config and ~/.aws/credentials.'],
  ['AWS_ENDPOINT_URL_ECR, AWS_ENDPOINT_URL', 'Where to send requests without --endpoint-url.'],
  ['AWS_CA_BUNDLE', 'The certificates to trust without --ca-bundle.'],
  [
    'HTTPS_PROXY, HTTP_PROXY, NO_PROXY',
    'The proxies to use, and the hosts to reach without them; in upper or lower case.',
  ],
  ['AWS_MAX_ATTEMPTS, AWS_RETRY_MODE', 'How often, and how, a failed call is tried again.'],
  ['AWS_DEFAULT_OUTPUT, AWS_CLI_ERROR_FORMAT', 'The formats of results and of errors.'],
  ['AWS_CLI_AUTO_PROMPT', 'Turns the prompt on: on or on-partial.'],
  ['AWS_PAGER, PAGER', 'The pager for results on a terminal; empty for no pager.'],
  ['MANPAGER, PAGER', 'The pager for help on a terminal.'],
  ['NO_COLOR', 'Turns colors off, unless --color on is given.'],
  ['ECR_CODE_CACHE', 'With off, no compiled code is kept in the cache folder. Specific to ecr.'],
  ['ECR_ROLE_CACHE', 'With off, ~/.aws/cli/cache is neither read nor written. Specific to ecr.'],
  ['XDG_CACHE_HOME, XDG_STATE_HOME', 'The parent folders of the compiled code and of the history of the prompt.'],
];

/** The files that the tool reads or writes. */
export const toolFiles: Entries = [
  ['~/.aws/config, ~/.aws/credentials', 'Settings and credentials of profiles.'],
  ['~/.aws/cli/alias', 'Aliases: words that replace a command and its options, or shell commands.'],
  [
    '~/.aws/cli/cache, ~/.aws/sso/cache, ~/.aws/login/cache',
    'Credentials and tokens that expire, shared with the AWS CLI.',
  ],
  ['~/.cache/ecr-cli', 'Compiled code, which makes the next start faster. It can be deleted.'],
  ['~/.local/state/ecr-cli', 'The history of the prompt.'],
];

/** The manual page of `put-upstream-secret`. */
export const secretPage: Prose & { readonly output: Entries; readonly exitCodes: Entries } = {
  description: [
    'A rule for docker-hub, github-container-registry, gitlab-container-registry, azure-container-registry or chainguard needs a secret in AWS Secrets Manager, in the account and Region of the registry. This command creates it, or gives an existing one a new value, with the keys that Amazon ECR reads: username and accessToken. The rule then needs the ARN; a rules file can have ${SecretArn:NAME} in its place.',
    'The access token is read from standard input with -, from a file with file://PATH, or asked for on the terminal without echo. One line end at its end is dropped; any other invisible character is refused. A token is refused on the command line, and appears in no output and no log.',
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
