import { type Entries, type Example, type Prose, secretPage } from './prose.ts';

/** The part of the manual page of one of the tool's builtin commands that is not in its definition. */
export interface BuiltinProse extends Prose {
  readonly output: Entries;
  readonly exitCodes: Entries;
}

const rulesFileExample: Example = {
  title: 'Write a rules file',
  command: `cat > rules.yaml <<'END'
- ecrRepositoryPrefix: quay
  upstreamRegistryUrl: quay.io
- ecrRepositoryPrefix: docker-hub
  upstreamRegistryUrl: registry-1.docker.io
  credentialArn: arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:ecr-pullthroughcache/docker-hub-AbCdEf
END`,
};

const rulesFile = [
  'A rule has the fields of create-pull-through-cache-rule; ecrRepositoryPrefix and upstreamRegistryUrl are required. The file holds one rule, a list of rules, or the output of describe-pull-through-cache-rules or `ecr export`.',
  'A string may hold ${AWS::Region}, ${AWS::AccountId} and ${AWS::Partition}, which are replaced for each registry; a credentialArn may be ${SecretArn:NAME}, the ARN of the secret ecr-pullthroughcache/NAME in each registry. Editors can check the file with rules.schema.json, a JSON Schema in the package.',
  'A registry is a profile and a Region, or an account and a Region. The rules, profiles and Regions are checked before any call; all problems of the file are reported together.',
];

const registryOutput: BuiltinProse['output'] = [
  ['registries (list)', 'One entry for each registry, in the order of the command line.'],
  ['registries[].profile (string)', 'The profile; null without --profiles. With --accounts, account takes its place.'],
  ['registries[].region (string)', 'The Region.'],
  ['registries[].registryId (string)', 'The account of the registry; null where it is not known.'],
  ['registries[].rules (list)', 'The rules of the file and, with --prune, those that are not in the file.'],
  ['registries[].rules[].ecrRepositoryPrefix (string)', 'The repository prefix of the rule.'],
  [
    'registries[].rules[].action (string)',
    'create, update, none, delete, or conflict: a field differs that cannot be changed, and the rule stays as it is.',
  ],
  [
    'registries[].rules[].differences (list)',
    'The fields that differ, each with member (its name), actual and wanted.',
  ],
];

const registryError: BuiltinProse['output'][number] = [
  'registries[].error (structure)',
  'Why the registry as a whole failed: code, message. Other registries are not affected.',
];

const noCall: BuiltinProse['exitCodes'][number] = [
  '252',
  'The command line or the rules file is wrong; nothing was sent.',
];

/** By the commands' names. Only help loads it. The examples run in a shell below `ecr-local`, in this order. */
export const builtinProse: Readonly<Record<string, BuiltinProse>> = {
  plan: {
    description: [
      'Nothing is changed. On a terminal, a table shows the rules that differ; elsewhere, or with --output, the result has all rules. A summary goes to stderr.',
      ...rulesFile,
    ],
    examples: [
      rulesFileExample,
      {
        title: 'Show what apply would do in two Regions',
        command: ['ecr plan --rules file://rules.yaml --regions us-east-1 eu-west-1 \\', '    --output table'].join(
          '\n',
        ),
      },
      {
        title: 'Fail a CI job when a registry has drifted; the exit code is 2 then',
        command: [
          'ecr plan --rules file://rules.yaml --regions us-east-1 eu-west-1 \\',
          '    --detailed-exitcode',
        ].join('\n'),
        exitCode: 2,
      },
      {
        title: 'Print only the rules that would be changed',
        command: [
          'ecr plan --rules file://rules.yaml --regions us-east-1 eu-west-1 \\',
          '    --query "registries[].rules[?action!=\'none\'].ecrRepositoryPrefix"',
        ].join('\n'),
      },
    ],
    output: [...registryOutput, registryError],
    exitCodes: [
      ['0', 'All registries were compared; without --detailed-exitcode, even if changes are planned.'],
      ['2', 'With --detailed-exitcode: a rule would be created, updated or deleted, or is in conflict.'],
      ['130', 'It was interrupted by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP.'],
      noCall,
      ['253', 'There is no Region, or a setting cannot be used; nothing was sent.'],
      ['255', 'A profile does not exist, or a registry failed.'],
    ],
  },
  apply: {
    description: [
      'The registries are changed at once, without a question unless --prune is given. `ecr plan` shows what would be done. On a terminal, a table shows the rules that differed; elsewhere, or with --output, the result has all rules. A summary goes to stderr.',
      'Rules that exist and are not in the file stay, unless --prune is given. With --prune, apply lists the rules to be deleted and asks once; without a terminal it needs --yes. Rules in conflict are not changed: delete them and run apply again. Cached images stay in their repositories.',
      'A failed rule or registry does not stop the others, and running the same command again goes on where it stopped. Throttled calls are tried again for up to five minutes. After Ctrl-C, SIGTERM or SIGHUP, apply starts nothing new, gives up waits and questions, lets the calls that are under way end, and prints what was done. A second signal ends it at once.',
      ...rulesFile,
    ],
    examples: [
      {
        title: 'Create and update the rules in two Regions, and have the service check them',
        command: ['ecr apply --rules file://rules.yaml --regions us-east-1 eu-west-1 \\', '    --validate'].join('\n'),
      },
      {
        title: 'Work in two accounts by assuming a role in each',
        command: [
          'ecr apply --rules file://rules.yaml --regions us-east-1 \\',
          '    --accounts 111111111111 222222222222 --role-name RegistryAdmin',
        ].join('\n'),
      },
      {
        title: 'Also delete the rules that are not in the file',
        command: ['ecr apply --rules file://rules.yaml --regions us-east-1 eu-west-1 \\', '    --prune --yes'].join(
          '\n',
        ),
      },
    ],
    output: [
      ...registryOutput,
      ['registries[].rules[].done (boolean)', 'Whether the rule was created, updated or deleted.'],
      ['registries[].rules[].error (structure)', 'Why that failed: code, message.'],
      ['registries[].rules[].valid (boolean)', 'With --validate: whether the service can use the rule.'],
      ['registries[].rules[].failure (string)', 'With --validate: why it cannot.'],
      registryError,
    ],
    exitCodes: [
      ['0', 'All registries have the rules of the file.'],
      ['130', 'It was interrupted by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP.'],
      noCall,
      ['253', 'There is no Region, or a setting cannot be used; nothing was sent.'],
      ['255', 'A profile does not exist, a registry or a rule failed, is not valid or is in conflict.'],
    ],
  },
  export: {
    description: [
      'Without --rules, the rules of the registry are read. With --rules, no Region, credentials or network are needed.',
      'A CloudFormation template has one AWS::ECR::PullThroughCacheRule for each rule, with placeholders as Fn::Sub, and a parameter for each ${SecretArn:NAME}, for which Terraform has a data source. A Terraform configuration has one aws_ecr_pull_through_cache_rule for each rule, and import blocks where the rules were read from a registry. The same rules give the same text.',
      '--query and --output cannot be used with this command.',
    ],
    examples: [
      { title: 'Save the rules of the registry as a rules file', command: 'ecr export > exported.yaml' },
      {
        title: 'Write a CloudFormation template from a rules file',
        command: ['ecr export --rules file://rules.yaml \\', '    --format cloudformation > template.yaml'].join('\n'),
      },
      {
        title: 'Write a Terraform configuration that imports the rules of the registry',
        command: 'ecr export --format terraform > rules.tf',
      },
    ],
    output: [],
    exitCodes: [
      ['0', 'The rules were written.'],
      noCall,
      ['253', 'The registry is to be read, and there is no Region or there are no credentials.'],
      ['254', 'The service answered with an error.'],
      ['255', 'Anything else: the network, a missing profile, a malformed settings file.'],
    ],
  },
  'put-upstream-secret': secretPage,
  'image-uri': {
    description: [
      'An image is read as Docker reads it: without a host it is on Docker Hub, where a single word is in library/. A tag and a digest stay as they are. - reads images from standard input, one per line, so that one call serves a whole manifest.',
      'A rule covers an image if its upstream registry has the host of the image, and the repository begins with its upstream repository prefix. The longest such prefix wins. A reference that already points to the registry is printed as it is.',
      'The rules are those of the registry, which are listed once, or of --rules. With --rules, --registry-id and a Region, nothing is sent and no credentials are needed. If the rules name no account, STS is asked for that of the credentials. The settings for FIPS and dual stack choose the host.',
      'If no rule covers one of the images, nothing is printed on stdout and all such images are on stderr. --registry-host takes the place of the images. --query and --output cannot be used with this command.',
    ],
    examples: [
      { title: 'Print what to pull instead of two images', command: 'ecr image-uri nginx:1.27 quay.io/team/app' },
      {
        title: 'Map a list of images, and keep those that no rule covers',
        command: "printf '%s\\n' nginx ghcr.io/team/app |\n    ecr image-uri --keep-unmatched -",
      },
      {
        title: 'Map images by a rules file, without a call',
        command: [
          'ecr image-uri --rules file://rules.yaml \\',
          '    --registry-id 123456789012 --region us-east-1 nginx',
        ].join('\n'),
      },
      { title: 'Print the host of the registry', command: 'ecr image-uri --registry-host' },
    ],
    output: [],
    exitCodes: [
      ['0', 'The references were printed.'],
      ['252', 'The command line or the rules file is wrong, or an image is not a reference; nothing was sent.'],
      ['253', 'There is no Region, or there are no credentials where they are needed.'],
      ['254', 'The service answered with an error.'],
      ['255', 'No rule covers an image, or anything else: the network, a missing profile.'],
    ],
  },
  'get-login-password': {
    description: [
      'The password is valid for twelve hours, for all registries that the credentials may use. The user name is AWS: `ecr get-login-password | docker login --username AWS --password-stdin "$(ecr image-uri --registry-host)"`',
      '--output and --query are checked and have no effect, as in the AWS CLI.',
    ],
    examples: [{ title: 'Print the password', command: 'ecr get-login-password' }],
    output: [],
    exitCodes: [
      ['0', 'The password was printed.'],
      ['252', 'The command line is wrong; nothing was sent.'],
      ['253', 'There is no Region, or there are no credentials.'],
      ['254', 'The service answered with an error.'],
      ['255', 'Anything else: the network, a missing profile, a response without a password.'],
    ],
  },
  completion: {
    description: [
      'The script completes commands, options that are not yet given, and values: enumerations, Regions, profiles, and files after file://. It asks `ecr` for them at each tab, so that it needs no update.',
      'For bash, put the line of the example into ~/.bashrc. For zsh, put it into ~/.zshrc after compinit, with zsh in place of bash. fish loads the file of the example by itself.',
    ],
    examples: [
      { title: 'Complete in this bash', command: 'eval "$(ecr completion bash)"' },
      {
        title: 'Complete in every new fish',
        command: [
          'mkdir -p ~/.config/fish/completions',
          'ecr completion fish > ~/.config/fish/completions/ecr.fish',
        ].join('\n'),
      },
    ],
    output: [],
    exitCodes: [
      ['0', 'The script was printed.'],
      ['252', 'The shell is missing or unknown.'],
    ],
  },
};
