/** An AWS partition: a group of Regions with their own accounts, ARNs and host names. */
interface Partition {
  /** The second part of ARNs. */
  readonly name: string;
  /** The start of the partition's Regions, as a pattern. */
  readonly regions: string;
  /** The suffix of hosts that have IPv4 addresses only. */
  readonly suffix: string;
  /** The suffix of dual-stack hosts, which have IPv4 and IPv6 addresses. */
  readonly dualStackSuffix: string;
}

const otherPartitions: readonly Partition[] = [
  { name: 'aws-us-gov', regions: 'us-gov-', suffix: 'amazonaws.com', dualStackSuffix: 'on.aws' },
  { name: 'aws-cn', regions: 'cn-', suffix: 'amazonaws.com.cn', dualStackSuffix: 'on.amazonwebservices.com.cn' },
  { name: 'aws-eusc', regions: 'eusc-', suffix: 'amazonaws.eu', dualStackSuffix: 'on.amazonwebservices.eu' },
  { name: 'aws-iso', regions: 'us-iso-', suffix: 'c2s.ic.gov', dualStackSuffix: 'on.aws.ic.gov' },
  { name: 'aws-iso-b', regions: 'us-isob-', suffix: 'sc2s.sgov.gov', dualStackSuffix: 'on.aws.scloud' },
  { name: 'aws-iso-e', regions: 'eu-isoe-', suffix: 'cloud.adc-e.uk', dualStackSuffix: 'on.cloud-aws.adc-e.uk' },
  { name: 'aws-iso-f', regions: 'us-isof-', suffix: 'csp.hci.ic.gov', dualStackSuffix: 'on.aws.hci.ic.gov' },
];

const commercialPartition: Partition = {
  name: 'aws',
  regions: `(?!${otherPartitions.map(({ regions }) => regions).join('|')})`,
  suffix: 'amazonaws.com',
  dualStackSuffix: 'on.aws',
};

/**
 * All partitions. In host names, the commercial one has all other Regions, including future ones. Source: the list of
 * partitions in the AWS SDKs.
 */
export const partitions: readonly Partition[] = [commercialPartition, ...otherPartitions];

/** Returns the partition whose suffixes the hosts of a Region have. */
export function partitionOfHosts(region: string): Partition {
  return otherPartitions.find(({ regions }) => region.startsWith(regions)) ?? commercialPartition;
}

/** Regions in the form that the commercial partition has today. */
const commercialRegion = /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/;

/** Returns the name of a Region's partition; undefined for a Region that may be of a partition that is not listed. */
export function partitionName(region: string): string | undefined {
  if (commercialRegion.test(region)) return 'aws';
  return otherPartitions.find(({ regions }) => region.startsWith(regions))?.name;
}
