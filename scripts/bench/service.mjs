// The services that the benchmark calls, in a separate process: Amazon ECR with a thousand rules, and STS. Pages of
// 1,000 and of 1 are listings of one page: with 100,000 rules, and with a text of 400,000 lines.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const rule = (number) => ({
  ecrRepositoryPrefix: `rule-${number}`,
  upstreamRegistryUrl: 'quay.io',
  createdAt: 1637000000.123,
  registryId: '123456789012',
  upstreamRegistry: 'quay',
  upstreamRepositoryPrefix: 'ROOT',
});
const created = JSON.stringify(rule(0));
const pages = Array.from({ length: 10 }, (_, page) =>
  JSON.stringify({
    pullThroughCacheRules: Array.from({ length: 100 }, (_, index) => rule(page * 100 + index)),
    ...(page < 9 ? { nextToken: String(page + 1) } : {}),
  }),
);
const authorization = JSON.stringify({
  authorizationData: [
    { authorizationToken: Buffer.from('AWS:password').toString('base64'), expiresAt: 1637000000.123 },
  ],
});
const large = {
  1000: () => Array.from({ length: 100_000 }, (_, number) => rule(number)),
  1: () => [{ ...rule(0), credentialArn: Array.from({ length: 400_000 }, (_, line) => `line ${line}`).join('\n') }],
};
const largePages = new Map();

function page({ nextToken = 0, maxResults }) {
  if (large[maxResults] === undefined) return pages[Number(nextToken)];
  if (!largePages.has(maxResults))
    largePages.set(maxResults, JSON.stringify({ pullThroughCacheRules: large[maxResults]() }));
  return largePages.get(maxResults);
}

const role =
  '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId>' +
  '<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>' +
  '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>';

function serve(request, response) {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const target = String(request.headers['x-amz-target']);
    const content = body.includes('Action=AssumeRole')
      ? role
      : target.endsWith('DescribePullThroughCacheRules')
        ? page(JSON.parse(body))
        : target.endsWith('GetAuthorizationToken')
          ? authorization
          : created;
    response
      .writeHead(200, { 'content-type': content === role ? 'text/xml' : 'application/x-amz-json-1.1' })
      .end(content);
  });
}

const [folder] = process.argv.slice(2);
const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const [key, cert] = ['key.pem', 'cert.pem'].map((name) => fs.readFileSync(`${folder}/${name}`));
const ports = {
  http: await listen(http.createServer(serve)),
  https: await listen(https.createServer({ key, cert }, serve)),
};
console.log(JSON.stringify(ports));
