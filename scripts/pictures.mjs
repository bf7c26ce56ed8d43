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
const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/docker-hub-AbCdEf';
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** The width of a picture: that of the smallest usual terminal. */
const columns = 80;

const pictures = [
  {
    name: 'prompt',
    title: 'The prompt: a command line, the options that are left, and help for the highlighted one',
    rows: 16,
    shown: ['ecr --cli-auto-prompt'],
    command: `${local} -- ${ecr} --cli-auto-prompt`,
    keys: [['create'], ['Tab'], ['Down'], ['F3']],
  },
  {
    name: 'error',
    title: 'Three mistakes in one command, reported together before anything is sent',
    rows: 14,
    shown: [
      'ecr create-pull-through-cache-rule --ecr-repository-prefix Hub \\',
      '    --upstream-registry-url https://docker.io',
    ],
    command: `${ecr} create-pull-through-cache-rule --region us-east-1 --ecr-repository-prefix Hub --upstream-registry-url https://docker.io`,
    keys: [],
  },
  {
    name: 'first-pull',
    title:
      'A first pull: a rule for Docker Hub is created, and image-uri prints the reference to pull nginx:1.27 through it',
    rows: 18,
    shown: [],
    command: script([
      [
        'ecr create-pull-through-cache-rule --ecr-repository-prefix docker-hub \\',
        '    --upstream-registry-url registry-1.docker.io --credential-arn "$SECRET" \\',
        "    --query '[ecrRepositoryPrefix, upstreamRegistryUrl]' --output text",
      ],
      ['ecr image-uri nginx:1.27'],
    ]),
    keys: [],
  },
  {
    name: 'plan',
    title: 'A plan over two Regions: two rules to create, one in conflict, one unchanged',
    rows: 16,
    shown: ['ecr plan --rules file://rules.yaml --regions us-east-1 eu-west-1'],
    command: inRulesFolder(
      `${rules}- {ecrRepositoryPrefix: k8s, upstreamRegistryUrl: registry.k8s.io}\\n`,
      `${ecr} ${create} --region us-east-1 >/dev/null; ${ecr} ${create.replace('quay.io', 'public.ecr.aws')} --region eu-west-1 >/dev/null`,
      `${ecr} plan --rules file://rules.yaml --regions us-east-1 eu-west-1`,
    ),
    keys: [],
  },
];

/** A command in a folder with a rules file, below ecr-local. */
function inRulesFolder(content, before, command) {
  return `cd $(mktemp -d); printf -- "${content}" > rules.yaml; AWS_PAGER= ${local} -- sh -c '${before}; clear; ${command}'`;
}

/** Runs commands below ecr-local, each after a line that shows it as typed. */
function script(commands) {
  const lines = commands.flatMap((typed) => [
    ...shownLines(typed).map((line) => `printf '%s\\n' ${quoted(line)}`),
    typed.join('\n'),
  ]);
  const inside = `ecr() { ${ecr} "$@"; }; SECRET=${secret}\n${lines.join('\n')}`;
  return `AWS_PAGER= ${local} -- sh -c ${quoted(inside)}`;
}

/** Quotes a word for a shell. */
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

for (const { name, title, rows, shown, command, keys } of pictures) {
  const session = `ecr-picture-${process.pid}`;
  const tmux = (...words) => execFileSync('tmux', ['-f', '/dev/null', ...words], { encoding: 'utf8' });
  tmux(
    'new-session',
    '-d',
    '-x',
    String(columns),
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
  writeFileSync(path.join(folder, `${name}.svg`), svg(title, [...shownLines(shown), ...screen.split('\n')]));
}

/** The lines of a command as typed, in bold. */
function shownLines(lines) {
  return lines.map((line, index) => `\u001b[1m${index === 0 ? '$ ' : ''}${line}\u001b[0m`);
}

/** Draws a screen, with its colors, as an SVG picture with a title for those who cannot see it. */
function svg(title, lines) {
  const [width, height] = [8.4, 18];
  const colors = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 34: '#79c0ff', 35: '#d2a8ff', 36: '#56d4dd' };
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  // A style lasts until another one, also over the ends of lines.
  let style = { fill: '#e6edf3' };
  const rows = lines.map((line, row) => {
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
          else if (colors[code]) style = { ...style, fill: colors[code] };
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
  const size = `width="${(28 + columns * width).toFixed(0)}" height="${22 + lines.length * height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size} font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve"><title>${escape(title)}</title><rect x="0.5" y="0.5" width="${(27 + columns * width).toFixed(0)}" height="${21 + lines.length * height}" rx="8" fill="#0d1117" stroke="#8b949e"/>${rows.join('\n')}</svg>\n`;
}
