/** An example of a command: pasted into a shell with `ecr-local` it works, in the order in which they stand here. */
export interface Example {
  readonly title: string;
  /** Lines of shell. */
  readonly command: string;
}

/** What is told of an operation beyond its one sentence. */
export interface Prose {
  readonly description: readonly string[];
  readonly examples: readonly Example[];
}

/** The manual's own words, by the operations' API names. No run but one that asks for help loads them. */
export const prose: Readonly<Record<string, Prose>> = {
  CreatePullThroughCacheRule: {
    description: [
      "With the rule in place, an image that is pulled from your private registry under the rule's prefix is fetched from the upstream registry the first time, kept in a repository of yours, and looked up again now and then to stay current.",
      "Before anything is sent, the URL, the registry's name, the secret and the prefixes are held against what the service asks for. Every problem is told at once, with what would be right.",
    ],
    examples: [
      {
        title: 'A rule for Quay, which asks for no credentials',
        command:
          'ecr create-pull-through-cache-rule \\\n    --ecr-repository-prefix quay \\\n    --upstream-registry-url quay.io',
      },
      {
        title: 'A rule for Docker Hub, with the secret that holds an access token',
        command:
          'ecr create-pull-through-cache-rule \\\n    --ecr-repository-prefix docker-hub \\\n    --upstream-registry-url registry-1.docker.io \\\n    --credential-arn arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf',
      },
      {
        title: 'Look first at what would be sent',
        command:
          'ecr create-pull-through-cache-rule \\\n    --ecr-repository-prefix k8s \\\n    --upstream-registry-url registry.k8s.io \\\n    --dry-run',
      },
      {
        title: 'In a script that may run again: make sure that the rule is there, and that the service can use it',
        command:
          'ecr create-pull-through-cache-rule \\\n    --ecr-repository-prefix quay \\\n    --upstream-registry-url quay.io \\\n    --if-exists update --validate',
      },
      {
        title: 'From a file, which --generate-cli-skeleton yaml-input begins for you',
        command:
          "printf 'ecrRepositoryPrefix: ecr-public\\nupstreamRegistryUrl: public.ecr.aws\\n' > rule.yaml\necr create-pull-through-cache-rule --cli-input-yaml file://rule.yaml",
      },
    ],
  },
  DescribePullThroughCacheRules: {
    description: ['Without prefixes, all rules of the registry are listed, over as many calls as it takes.'],
    examples: [
      { title: 'All rules, as a table', command: 'ecr describe-pull-through-cache-rules --output table' },
      {
        title: 'The prefixes alone',
        command:
          "ecr describe-pull-through-cache-rules \\\n    --query 'pullThroughCacheRules[].ecrRepositoryPrefix' --output text",
      },
      {
        title: 'Certain rules',
        command: 'ecr describe-pull-through-cache-rules --ecr-repository-prefixes quay docker-hub',
      },
    ],
  },
  ValidatePullThroughCacheRule: {
    description: [
      "The service tries the rule's credentials at the upstream registry. An answer that says no is not an error: look at isValid and failure.",
    ],
    examples: [
      {
        title: 'Whether a rule works',
        command: 'ecr validate-pull-through-cache-rule --ecr-repository-prefix docker-hub --query isValid',
      },
    ],
  },
  UpdatePullThroughCacheRule: {
    description: [
      'Only the secret and the role of a rule can be changed. For another URL, delete the rule and create it anew.',
    ],
    examples: [
      {
        title: 'Another secret for a rule',
        command:
          'ecr update-pull-through-cache-rule \\\n    --ecr-repository-prefix docker-hub \\\n    --credential-arn arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-GhIjKl',
      },
    ],
  },
  DeletePullThroughCacheRule: {
    description: [
      'New images are not fetched any more under the prefix. Those that were cached stay in their repositories until you delete them.',
    ],
    examples: [
      {
        title: 'A rule that is not needed any more',
        command: 'ecr delete-pull-through-cache-rule --ecr-repository-prefix quay',
      },
    ],
  },
};
