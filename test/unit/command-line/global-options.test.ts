import { expect, it } from 'vitest';

import { checkGlobalOptions } from '../../../src/command-line/global-options.ts';

const check = (url: string) => () => {
  checkGlobalOptions(new Map([['endpoint-url', [url]]]));
};

it.each(['http://a', ' http://a', '\u0001https://a', '\thttp://a', 'ht\ntp://a', 'mailto:x', 'http:/a'])(
  'the endpoint %j has a scheme',
  (url) => {
    expect(check(url)).not.toThrow();
  },
);

it.each(['', ' ', 'a', ' a.example:80', 'localhost:4566/', 'http//a', '1http://a', 'a_b://c', '\u00a0http://a'])(
  'the endpoint %j has no scheme',
  (url) => {
    expect(check(url)).toThrow(`Bad value for --endpoint-url "${url}": scheme is missing.`);
  },
);
