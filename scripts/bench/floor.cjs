'use strict';
// The lower limit for a tool of this kind: a signed POST in plain Node, with the response printed.
const { createHash, createHmac } = require('node:crypto');

const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region } = process.env;
const url = new URL(process.env.AWS_ENDPOINT_URL_ECR);
const isSecure = url.protocol === 'https:';
const { request } = isSecure ? require('node:https') : require('node:http');
const tls = isSecure ? { ca: require('node:fs').readFileSync(process.env.AWS_CA_BUNDLE) } : {};
const body = '{"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io"}';
const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
const target = 'AmazonEC2ContainerRegistry_V20150921.CreatePullThroughCacheRule';
const scope = `${time.slice(0, 8)}/${region}/ecr/aws4_request`;
const hex = (text) => createHash('sha256').update(text).digest('hex');
const mac = (key, text) => createHmac('sha256', key).update(text).digest();
const signed = 'content-type;host;x-amz-date;x-amz-target';
const canonical = `POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:${url.host}\nx-amz-date:${time}\nx-amz-target:${target}\n\n${signed}\n${hex(body)}`;
const key = scope.split('/').reduce(mac, `AWS4${secret}`);
const signature = mac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hex(canonical)}`).toString('hex');
const headers = {
  'content-type': 'application/x-amz-json-1.1',
  'content-length': body.length,
  'x-amz-date': time,
  'x-amz-target': target,
  authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
};
request(url, { ...tls, method: 'POST', headers }, (response) => {
  const chunks = [];
  response.on('data', (chunk) => chunks.push(chunk));
  response.on('end', () => {
    require('node:fs').writeSync(1, `${JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()), null, 4)}\n`);
    process.exit(0);
  });
}).end(body);
