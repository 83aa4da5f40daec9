/** What every command takes. */
export const commonOptions = {
  output: {
    type: 'string',
    short: 'o',
    value: 'FORMAT',
    description: 'text, or json for one JSON document on stdout',
  },
  quiet: { type: 'boolean', short: 'q', description: 'no progress and no notes on stderr' },
  verbose: { type: 'boolean', short: 'v', description: 'log each request to stderr' },
  help: { type: 'boolean', short: 'h', description: 'show this help' },
} as const;

/** For commands that talk to registries. */
export const registryOptions = {
  profile: {
    type: 'string',
    value: 'NAME',
    description: 'AWS profile for Amazon ECR, in place of the default chain',
  },
  'plain-http': { type: 'boolean', description: 'speak http; hosts on loopback need no option' },
  'ca-file': {
    type: 'string',
    value: 'FILE',
    description: 'trust the certificate authorities in this PEM file as well',
  },
  insecure: {
    type: 'boolean',
    description: 'do not check certificates; for a test registry only',
  },
} as const;

/** For commands that work with saved charts. */
export const savedOptions = {
  saved: {
    type: 'string',
    value: 'DIR',
    description: 'folder of the saved charts, in place of $CHARTROOM_SAVED',
  },
} as const;

/** For commands that change something. */
export const dryRunOption = {
  'dry-run': { type: 'boolean', description: 'say what would happen, and change nothing' },
} as const;

/** For commands that write into registries where repositories are made beforehand. */
export const creationOption = {
  'create-repository': {
    type: 'boolean',
    description: 'make a repository that is missing, where a push does not',
  },
} as const;
