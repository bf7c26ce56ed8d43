/** A proxy did not open a tunnel for a request. */
export class ProxyFailed extends Error {
  constructor(readonly proxy: string) {
    super('The proxy does not open a tunnel.');
  }
}
