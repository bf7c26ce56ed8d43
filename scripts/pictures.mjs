// Draws the pictures of the documents (docs/pictures/) from the terminal output of real runs.
//   node scripts/pictures.mjs
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ready, root } from './ready.mjs';

ready();
const folder = path.join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const ecr = `${process.execPath} ${path.join(root, 'bin', 'ecr.js')}`;
const local = `${process.execPath} ${path.join(root, 'bin', 'ecr-local.js')}`;
const create = 'create-pull-through-cache-rule --ecr-repository-prefix quay --upstream-registry-url quay.io';
const rules = '- {ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io}\\n';
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const pictures = [
  {
    name: 'prompt',
    rows: 14,
    shown: 'ecr --cli-auto-prompt',
    command: `${local} -- ${ecr} --cli-auto-prompt`,
    keys: [['create'], ['Tab'], ['Down'], ['F3']],
  },
  {
    name: 'table',
    rows: 16,
    shown: 'ecr describe-pull-through-cache-rules --output table',
    command: `${local} -- sh -c '${ecr} ${create} >/dev/null; clear; ${ecr} describe-pull-through-cache-rules --output table --no-cli-pager'`,
    keys: [],
  },
  {
    name: 'error',
    rows: 9,
    shown: 'ecr create-pull-through-cache-rule --ecr-repository-prefix Hub --upstream-registry-url https://docker.io',
    command: `${ecr} create-pull-through-cache-rule --region us-east-1 --ecr-repository-prefix Hub --upstream-registry-url https://docker.io`,
    keys: [],
  },
  {
    name: 'plan',
    rows: 16,
    shown: 'ecr plan --rules file://rules.yaml --regions us-east-1 eu-west-1 --output table',
    command: inRulesFolder(
      `${rules}- {ecrRepositoryPrefix: k8s, upstreamRegistryUrl: registry.k8s.io}\\n`,
      `${ecr} ${create} --region us-east-1 >/dev/null; ${ecr} ${create.replace('quay.io', 'public.ecr.aws')} --region eu-west-1 >/dev/null`,
      `${ecr} plan --rules file://rules.yaml --regions us-east-1 eu-west-1 --output table`,
    ),
    keys: [],
  },
  {
    name: 'apply',
    rows: 3,
    shown: 'ecr apply --rules file://rules.yaml --regions us-east-1 us-west-2 eu-west-1 ap-south-1 --concurrency 1',
    command: inRulesFolder(
      rules,
      ':',
      `${ecr} apply --rules file://rules.yaml --regions us-east-1 us-west-2 eu-west-1 ap-south-1 --concurrency 1`,
      450,
    ),
    keys: [],
  },
];

/** A command in a folder with a rules file, below ecr-local. */
function inRulesFolder(content, before, command, latency = 0) {
  return `cd $(mktemp -d); printf -- "${content}" > rules.yaml; ${local} --latency ${latency} -- sh -c '${before}; clear; ${command}'`;
}

for (const { name, rows, shown, command, keys } of pictures) {
  const session = `ecr-picture-${process.pid}`;
  const tmux = (...words) => execFileSync('tmux', ['-f', '/dev/null', ...words], { encoding: 'utf8' });
  tmux(
    'new-session',
    '-d',
    '-x',
    '100',
    '-y',
    String(rows),
    '-e',
    'AWS_EC2_METADATA_DISABLED=true',
    '-e',
    'HOME=/nonexistent',
    '-s',
    session,
    `${command}; sleep 20`,
  );
  await wait(2);
  for (const key of keys) {
    tmux('send-keys', '-t', session, ...key);
    await wait(0.4);
  }
  const screen = tmux('capture-pane', '-e', '-p', '-t', session).trimEnd();
  tmux('kill-session', '-t', session);
  writeFileSync(path.join(folder, `${name}.svg`), svg([`\u001b[1m$ ${shown}\u001b[0m`, ...screen.split('\n')]));
}

/** Draws a screen, with its colours, as an SVG picture. */
function svg(lines) {
  const [width, height] = [8.4, 18];
  const colours = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#56d4dd' };
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const rows = lines.map((line, row) => {
    let style = { fill: '#e6edf3' };
    let column = 0;
    let drawn = '';
    for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
      const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
      if (codes !== undefined) {
        for (const code of codes.split(';').map(Number)) {
          if (code === 0) style = { fill: '#e6edf3' };
          else if (code === 1) style = { ...style, 'font-weight': 'bold' };
          else if (code === 2) style = { ...style, fill: '#8b949e' };
          else if (code === 7) style = { ...style, inverse: true };
          else if (code === 27) style = { ...style, inverse: false };
          else if (colours[code]) style = { ...style, fill: colours[code] };
          else if (code === 39) style = { ...style, fill: '#e6edf3' };
        }
        continue;
      }
      const { inverse, ...attributes } = style;
      const x = 14 + column * width;
      const y = 26 + row * height;
      if (inverse)
        drawn += `<rect x="${x.toFixed(1)}" y="${y - 14}" width="${(part.length * width).toFixed(1)}" height="${height}" fill="#e6edf3"/>`;
      const own = Object.entries(inverse ? { ...attributes, fill: '#0d1117' } : attributes)
        .map(([key, value]) => ` ${key}="${value}"`)
        .join('');
      if (part.trim() !== '')
        drawn += `<text x="${x.toFixed(1)}" y="${y}" textLength="${(part.length * width).toFixed(1)}"${own}>${escape(part)}</text>`;
      column += part.length;
    }
    return drawn;
  });
  const columns = Math.max(100, ...lines.map((line) => line.replace(/\u001b\[[\d;]*m/g, '').length));
  const size = `width="${(28 + columns * width).toFixed(0)}" height="${22 + lines.length * height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve"><rect width="100%" height="100%" rx="8" fill="#0d1117"/>${rows.join('\n')}</svg>\n`;
}
