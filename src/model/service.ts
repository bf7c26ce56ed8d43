/** What the service model says of the service as a whole. */
export const service = {
  /** The name under which settings speak of it, as in `AWS_ENDPOINT_URL_ECR` and a `services` section. */
  settingsName: 'ecr',
  apiVersion: '2015-09-21',
  jsonVersion: '1.1',
  signingName: 'ecr',
  /** What stands before the operation's name in the X-Amz-Target header. */
  targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
} as const;
