/** Metadata of the service, from its service model. */
export const service = {
  /** The name of the service in settings, such as `AWS_ENDPOINT_URL_ECR` and a `services` section. */
  settingsName: 'ecr',
  apiVersion: '2015-09-21',
  jsonVersion: '1.1',
  signingName: 'ecr',
  /** The part of the X-Amz-Target header before the operation's name. */
  targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
} as const;
