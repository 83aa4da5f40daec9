/** Names the part of AWS that a region belongs to; accounts, logins and host names do not cross it. */
export interface Partition {
  /** As in ARNs. */
  readonly id: string;
  /** How the names of its regions begin. */
  readonly regions: RegExp;
  /** What the host names of its registries end with. */
  readonly suffix: string;
  /** The same for registries that can be reached by IPv6 as well. */
  readonly dualStackSuffix: string;
  /** Host of the web console, below which each region has its own name where `regional`. */
  readonly console: { readonly host: string; readonly regional: boolean };
}

const commercial: Partition = {
  id: 'aws',
  regions: /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/,
  suffix: 'amazonaws.com',
  dualStackSuffix: 'on.aws',
  console: { host: 'console.aws.amazon.com', regional: true },
};

const others: readonly Partition[] = [
  {
    id: 'aws-cn',
    regions: /^cn-[a-z]+-\d+$/,
    suffix: 'amazonaws.com.cn',
    dualStackSuffix: 'on.amazonwebservices.com.cn',
    console: { host: 'console.amazonaws.cn', regional: true },
  },
  {
    id: 'aws-us-gov',
    regions: /^us-gov-[a-z]+-\d+$/,
    suffix: 'amazonaws.com',
    dualStackSuffix: 'on.aws',
    console: { host: 'console.amazonaws-us-gov.com', regional: false },
  },
  {
    id: 'aws-eusc',
    regions: /^eusc-[a-z]+-[a-z]+-\d+$/,
    suffix: 'amazonaws.eu',
    dualStackSuffix: 'on.amazonwebservices.eu',
    console: { host: 'console.amazonaws-eusc.eu', regional: true },
  },
];

/** A region nobody has heard of yet is taken for one of the commercial partition, as the AWS SDKs do. */
export function partitionOf(region: string): Partition {
  return others.find(({ regions }) => regions.test(region)) ?? commercial;
}
