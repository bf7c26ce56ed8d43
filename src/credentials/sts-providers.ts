/** The SDK's providers that call STS: named here, so that the bundle has them and none of the others. */
export { fromTemporaryCredentials, fromWebToken } from '@aws-sdk/credential-providers';
