import { describe, expect, it } from 'vitest';

import { parseReference } from '../../../../src/extensions/image-uri/image-reference.ts';

const hex = 'f'.repeat(64);
const dockerHub = 'docker.io';

describe('a reference', () => {
  it.each([
    ['nginx', dockerHub, 'nginx', ''],
    ['nginx:1.27', dockerHub, 'nginx', ':1.27'],
    ['library/nginx', dockerHub, 'library/nginx', ''],
    ['team/app/web:v1', dockerHub, 'team/app/web', ':v1'],
    ['docker.io/nginx', 'docker.io', 'nginx', ''],
    ['index.docker.io/nginx', 'index.docker.io', 'nginx', ''],
    // Without a slash, what looks like a host or a port is a path and a tag.
    ['test.com', dockerHub, 'test.com', ''],
    ['test.com:5000', dockerHub, 'test.com', ':5000'],
    ['192.168.1.1:tag', dockerHub, '192.168.1.1', ':tag'],
    ['foo/foo_bar.com:8080', dockerHub, 'foo/foo_bar.com', ':8080'],
    ['quay.io/team/app', 'quay.io', 'team/app', ''],
    ['QUAY.IO/team/app', 'QUAY.IO', 'team/app', ''],
    ['Foo/app', 'Foo', 'app', ''],
    ['test:5000/repo:tag', 'test:5000', 'repo', ':tag'],
    ['localhost/app', 'localhost', 'app', ''],
    ['localhost:5000/app', 'localhost:5000', 'app', ''],
    ['192.168.1.1:5000/repo:5050', '192.168.1.1:5000', 'repo', ':5050'],
    ['[2001:db8::1]/repo', '[2001:db8::1]', 'repo', ''],
    ['[2001:db8::1]:5000/repo:tag', '[2001:db8::1]:5000', 'repo', ':tag'],
    ['xn--n3h.com/myimage:xn--n3h.com', 'xn--n3h.com', 'myimage', ':xn--n3h.com'],
    ['a.b/c__d/e--f.g_h', 'a.b', 'c__d/e--f.g_h', ''],
    ['lowercase:Uppercase', dockerHub, 'lowercase', ':Uppercase'],
    [`nginx@sha256:${hex}`, dockerHub, 'nginx', `@sha256:${hex}`],
    [`quay.io/a:1@sha256:${hex}`, 'quay.io', 'a', `:1@sha256:${hex}`],
    [`a@sha512:${hex}${hex}`, dockerHub, 'a', `@sha512:${hex}${hex}`],
    [`a@sha384:${'0'.repeat(96)}`, dockerHub, 'a', `@sha384:${'0'.repeat(96)}`],
    [`a:${'t'.repeat(128)}`, dockerHub, 'a', `:${'t'.repeat(128)}`],
    [`quay.io/${'a'.repeat(255)}:tag`, 'quay.io', 'a'.repeat(255), ':tag'],
  ])('%s is at %s: %s%s', (text, host, path, suffix) => {
    expect(parseReference(text)).toEqual({ host, path, suffix });
  });
});

describe('what is not a reference', () => {
  it.each([
    ['', 'it is empty'],
    ['Nginx', 'lower case'],
    ['team/App', 'lower case'],
    ['test:5000/Uppercase/lowercase:tag', 'lower case'],
    ['nginx:', 'its tag is empty'],
    [':justtag', 'no repository'],
    ['quay.io/', 'no repository'],
    ['quay.io/:tag', 'no repository'],
    ['a//b', 'an empty part'],
    ['/a', 'an empty part'],
    ['a/', 'an empty part'],
    ['-a/b', '"-a" is not a part'],
    ['a_/b', '"a_" is not a part'],
    ['a___b', '"a___b" is not a part'],
    ['a..b', '"a..b" is not a part'],
    ['aa/asdf$$^/aa', '"asdf$$^" is not a part'],
    [' nginx', '" nginx" is not a part'],
    ['nginx\n', 'is not a part'],
    ['a/b c', '"b c" is not a part'],
    ['ngïnx', 'is not a part'],
    ['foo_bar.com:8080/a', '"foo_bar.com:8080" is not a host'],
    ['-quay.io/a', '"-quay.io" is not a host'],
    ['quay.io:port/a', '"quay.io:port" is not a host'],
    ['[fe80::1%eth0]:5000/repo', 'is not a host'],
    ['a:.b', '".b" is not a tag'],
    ['a:b:c', '"b:c" is not a tag'],
    [`a:${'t'.repeat(129)}`, 'is not a tag'],
    ['a@', '"" is not a digest'],
    ['a@latest', '"latest" is not a digest'],
    [`@sha256:${hex}`, 'no repository'],
    [`a@sha256:${hex.slice(1)}`, 'a digest of sha256 has 64 hexadecimal digits'],
    [`a@sha256:${hex}0`, 'a digest of sha256 has 64 hexadecimal digits'],
    [`a@sha256:${hex.toUpperCase()}`, 'in lower case'],
    [`a@sha512:${hex}`, 'a digest of sha512 has 128 hexadecimal digits'],
    [`a@md5:${hex}`, 'must be of sha256, sha384, sha512'],
    [hex, 'the ID of an image'],
    ['https://quay.io/a', 'must not have a scheme'],
    ['docker://nginx', 'must not have a scheme'],
    [`quay.io/${'a'.repeat(256)}`, 'more than 255 characters'],
  ])('%j: %s', (text, problem) => {
    const result = parseReference(text);
    expect('problem' in result ? result.problem : '').toContain(problem);
  });
});
