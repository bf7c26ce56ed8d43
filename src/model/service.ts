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

/** How many rules a registry holds at most. (Amazon ECR service quotas) */
export const maxRules = 50;

/**
 * The errors that have a shape in the service model. Errors of other operations are included, because botocore looks
 * for the shape of an error in the whole service. For the operations of this tool, `message` is the only relevant
 * member.
 */
export const serviceErrors: readonly string[] = [
  'BlockedByOrganizationPolicyException',
  'EmptyUploadException',
  'ExclusionAlreadyExistsException',
  'ExclusionNotFoundException',
  'ImageAlreadyExistsException',
  'ImageArchivedException',
  'ImageDigestDoesNotMatchException',
  'ImageNotFoundException',
  'ImageStorageClassUpdateNotSupportedException',
  'ImageTagAlreadyExistsException',
  'InvalidLayerException',
  'InvalidLayerPartException',
  'InvalidParameterException',
  'InvalidTagParameterException',
  'KmsException',
  'LayerAlreadyExistsException',
  'LayerInaccessibleException',
  'LayerPartTooSmallException',
  'LayersNotFoundException',
  'LifecyclePolicyNotFoundException',
  'LifecyclePolicyPreviewInProgressException',
  'LifecyclePolicyPreviewNotFoundException',
  'LimitExceededException',
  'PullThroughCacheRuleAlreadyExistsException',
  'PullThroughCacheRuleNotFoundException',
  'ReferencedImagesNotFoundException',
  'RegistryPolicyNotFoundException',
  'RepositoryAlreadyExistsException',
  'RepositoryNotEmptyException',
  'RepositoryNotFoundException',
  'RepositoryPolicyNotFoundException',
  'ScanNotFoundException',
  'SecretNotFoundException',
  'ServerException',
  'SigningConfigurationNotFoundException',
  'TemplateAlreadyExistsException',
  'TemplateNotFoundException',
  'TooManyTagsException',
  'UnableToAccessSecretException',
  'UnableToDecryptSecretValueException',
  'UnableToGetUpstreamImageException',
  'UnableToGetUpstreamLayerException',
  'UnableToListUpstreamImageReferrersException',
  'UnsupportedImageTypeException',
  'UnsupportedUpstreamRegistryException',
  'UploadNotFoundException',
  'ValidationException',
];
