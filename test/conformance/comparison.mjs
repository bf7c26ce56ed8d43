// What counts as the same: a case's `compare` says so for each part, otherwise it is every byte.

/** A skeleton's comments are each tool's own prose; keys, values, [REQUIRED] and 'Valid values are: ...' count. */
function skeletonShape(text) {
  return text
    .split('\n')
    .map((line) => {
      const match = /^(.*?)\s+# (.*)$/.exec(line);
      if (!match) return line;
      const [, code, comment] = match;
      const marks = [
        /\[REQUIRED\]/.exec(comment)?.[0],
        /Valid values are: .*$/.exec(comment)?.[0],
        comment.replace('[REQUIRED]', '').trim() ? 'PROSE' : '',
      ];
      return `${code} # ${marks.filter(Boolean).join(' ')}`;
    })
    .join('\n');
}

function isSameText(mode, expected, actual) {
  if (mode === 'ignore') return true;
  if (mode === 'skeleton') return skeletonShape(expected) === skeletonShape(actual);
  if (mode?.startsWith('contains:')) return actual.includes(mode.slice('contains:'.length));
  if (mode?.startsWith('matches:')) return new RegExp(mode.slice('matches:'.length), 's').test(actual);
  return expected === actual;
}

function sortKeys(value) {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key])]),
  );
}

function comparableBody({ body, contentType }) {
  return typeof body === 'string' && contentType?.startsWith('application/x-www-form-urlencoded')
    ? [...new URLSearchParams(body)].sort()
    : sortKeys(body);
}

const comparable = (requests) =>
  JSON.stringify(
    requests.map((request) => [
      request.scheme,
      request.method,
      request.path,
      request.host,
      request.target,
      request.contentType?.split(';')[0],
      request.securityToken,
      request.signature,
      comparableBody(request),
    ]),
  );

function areSameRequests(mode, expected, actual) {
  if (mode === 'ignore') return true;
  if (mode === 'count') return expected.length === actual.length;
  return comparable(expected) === comparable(actual);
}

/** @returns the names of the parts in which a run differs from what the case expects */
export function differences({ expect, compare = {} }, actual) {
  const isSame = {
    rc: expect.rc === actual.rc,
    stdout: isSameText(compare.stdout, expect.stdout, actual.stdout),
    stderr: isSameText(compare.stderr, expect.stderr, actual.stderr),
    requests: areSameRequests(compare.requests, expect.requests, actual.requests),
    connects:
      compare.connects === 'ignore' || JSON.stringify(expect.connects ?? []) === JSON.stringify(actual.connects),
  };
  return Object.keys(isSame).filter((part) => !isSame[part]);
}
