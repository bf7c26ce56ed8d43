import { describe, expect, it } from 'vitest';

import { containerCredentials } from '../../../src/credentials/container.ts';
import { TlsContexts } from '../../../src/transport/tls.ts';
import { startScriptedService } from '../../support/scripted-service.ts';
import { testIo } from '../../support/test-io.ts';

const at = (url: string) => {
  const io = testIo({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
  return containerCredentials({ io, tls: new TlsContexts(io) });
};

describe('the endpoint of a container over plain HTTP', () => {
  it.each([
    '127.evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '128.0.0.1',
    '[::2]',
    '[fd00:ec2::24]',
    '169.254.170.3',
  ])('is refused at %s', async (host) => {
    const name = host.replace(/^\[|\]$/g, '');
    await expect(at(`http://${host}:1/`)).rejects.toThrow(`Unsupported host '${name}'.`);
  });

  it.each(['127.0.0.1', '127.1.2.3', '[::1]', 'localhost'])('is asked at %s', async (host) => {
    await expect(at(`http://${host}:1/`)).rejects.toThrow('Error retrieving metadata');
  });

  it('is asked once where its response is too long', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    const service = await startScriptedService(() => ({
      stream: (response) => {
        const send = () => {
          while (!response.destroyed && response.write(megabyte));
          if (!response.destroyed) response.once('drain', send);
        };
        send();
      },
    }));
    await expect(at(`${service.url}/`)).rejects.toThrow('The response is longer than');
    expect(service.requests).toHaveLength(1);
    service.close();
  });
});
