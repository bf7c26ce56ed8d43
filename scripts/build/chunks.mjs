// A chunk as the bundler writes it, made into one that `bin/ecr.js` loads.
import { parseAst } from 'rolldown/parseAst';

/**
 * What the chunks have that a script out of the code cache cannot: an import() of its own. And no letter outside ASCII,
 * so that V8 keeps the source with one byte for each.
 */
function plainScript(code) {
  const withoutImports = code.replace(
    /\bimport\(([`'"])([\w:./]+)\1\)/g,
    'Promise.resolve(Object.create(require("$2"),{default:{value:require("$2")}}))',
  );
  const left = /[^.\w$]import\(.{0,60}/.exec(withoutImports);
  if (left !== null) throw new Error(`A chunk has an import() left: ${left[0]}`);
  return withoutImports.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The bundler exports everything through getters, for what may change later. What does not is exported as it is: a
 * getter takes ten times as long to make, and a call of the service has a hundred.
 */
export function plainExports(code) {
  const assigned = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== 'string') return;
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'UpdateExpression' ? node.argument : undefined;
    if (target?.type === 'Identifier') assigned.add(target.name);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code, { lang: 'js', sourceType: 'script' }));
  return code.replace(
    /Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g,
    (getter, name, local) => (assigned.has(local) ? getter : `exports.${name}=${local}`),
  );
}

/** The chunk that every run starts with. Most of its exports are for others, which a short run has none of. */
export const firstChunk = 'cli.js';

/** The first chunk's exports other than `run`, made when another chunk first asks for them: there are forty. */
function putOffExports(code) {
  const [all = '', run] =
    /(?:exports\.[\w$]+=[\w$]+[,;])+$/.exec(code) === null
      ? []
      : [/(?:exports\.[\w$]+=[\w$]+[,;])+$/.exec(code)[0], /exports\.run=[\w$]+/.exec(code)];
  if (!run) throw new Error('The first chunk does not export `run` as it did.');
  return `${code.slice(0, -all.length)}${run[0]};exports.all=()=>{${all}exports.all=()=>exports;return exports};`;
}

/**
 * A chunk as `bin/ecr.js` evaluates it: with its own way to get at other chunks, and Node's for Node's modules.
 *
 * @param helpers the bundler's, where the chunk is to have them in itself
 */
export function loadable(name, code, helpers) {
  // That the exports are a module's is of no interest to anybody.
  const plain = plainExports(plainScript(code))
    .trim()
    .replace('Object.defineProperty(exports,Symbol.toStringTag,{value:`Module`});', '');
  const whole =
    helpers === undefined
      ? plain
      : plain.replaceAll('require("./rolldown-runtime.js")', () => `(exports=>{${helpers}return exports})({})`);
  const own = name === firstChunk ? putOffExports(whole) : whole;
  const loading = own.replace(/\brequire\((["`])\.\/([\w.-]+)\1\)/g, (call, quote, other) =>
    other === firstChunk ? `load("${other}").all()` : `load("${other}")`,
  );
  return `(function(exports,load,require){${loading}\n})\n`;
}
