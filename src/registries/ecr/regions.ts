/** Regions to choose from. New ones can be typed: nothing depends on being in this list. */
const knownRegions: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1'],
  ...['mx-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['af-south-1', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...['ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
  ...['ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
  ...['ap-southeast-4', 'ap-southeast-5', 'ap-southeast-7'],
  ...['us-gov-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1', 'eusc-de-east-1'],
];

/** Whether a text reads as the name of a region, also of one that is new: `eu-west-1`, `us-gov-east-1`. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}$/.test(text);
}

/** The known regions, with those somebody uses already in front. */
export function regionsWithFirst(first: readonly (string | undefined)[]): readonly string[] {
  const used = first.filter((region) => region !== undefined);
  return [...new Set([...used, ...knownRegions])];
}
