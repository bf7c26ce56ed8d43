import type { Invocation } from '../command-line/invocation.ts';
import { EcrError, ParameterError } from '../model/errors.ts';
import { type InputValue, isInputMap, type Parameters, typeInWords } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { UndecodableText } from '../python/codecs/codec.ts';
import { parseJson } from '../python/json.ts';
import { byteOrderMarkHint, textOfJsonBytes, textOfYamlBytes } from './decoding.ts';
import { parameterError, readParameterFile, readStandardInput, schemeHint, sourceName } from './parameter-file.ts';

/** A language for the whole input of an operation. */
interface Language {
  readonly name: 'JSON' | 'YAML';
  readonly option: 'cli-input-json' | 'cli-input-yaml';
  /** @throws UndecodableText */
  readonly textOfBytes: (bytes: Buffer) => string;
  /** @throws Error when the text is malformed */
  readonly parse: (text: string) => InputValue;
  /** Says where the text of a file is wrong. */
  readonly problemOf?: (text: string, error: unknown, source: string) => string | undefined;
}

/**
 * Reads the parameters in --cli-input-json or --cli-input-yaml; without either, there are none. The value `-` reads
 * standard input, which is an extension.
 *
 * @throws ParameterError when the value or its file cannot be read
 * @throws GeneralError when the encoding of files is unknown
 */
export async function wholeInput({ options }: Invocation, io: Io): Promise<Parameters> {
  const { cliInputJson, cliInputYaml } = options;
  if (cliInputJson !== undefined && cliInputYaml !== undefined)
    throw new ParameterError('Only one --cli-input- parameter may be specified.');
  if (cliInputJson !== undefined) return readInput(json, cliInputJson, io);
  if (cliInputYaml === undefined) return {};
  const { parseYaml } = await import('../yaml/reader.ts');
  const { missingSpaceProblem, yamlProblem } = await import('../yaml/reader.ts');
  const problemOf = (text: string, error: unknown, source: string) =>
    error === undefined ? missingSpaceProblem(text, source) : yamlProblem(text, error, source);
  return readInput({ ...yaml, parse: parseYaml, problemOf }, cliInputYaml, io);
}

const json: Language = {
  name: 'JSON',
  option: 'cli-input-json',
  textOfBytes: textOfJsonBytes,
  parse: parseJson,
};

const yaml: Omit<Language, 'parse' | 'problemOf'> = {
  name: 'YAML',
  option: 'cli-input-yaml',
  textOfBytes: textOfYamlBytes,
};

async function readInput(language: Language, value: string, io: Io): Promise<Parameters> {
  const option = `--${language.option}`;
  const content = value === '-' ? await readStandardInput(option, io) : readParameterFile(option, value, io);
  const text = typeof content === 'string' ? content : bytesAsText(language, content);
  const hint = schemeHint(value, io);
  let input: InputValue;
  try {
    if (text === undefined) throw new SyntaxError('The bytes cannot be decoded.');
    input = language.parse(text);
  } catch (error) {
    if (error instanceof EcrError) throw error;
    // The AWS CLI does not print the errors of its parsers. It names the option without dashes here.
    const advice = hint === undefined ? malformedAdvice(language, value, text, error) : ` ${hint}`;
    throw parameterError(language.option, `Invalid ${language.name} received.${advice}`);
  }
  if (isInputMap(input)) return input;
  const advice = hint === undefined ? fileProblem(language, value, text, undefined) : `. ${hint}`;
  throw parameterError(option, `Invalid type: expecting map, received ${typeInWords(input)}${advice}`);
}

function bytesAsText({ textOfBytes }: Language, bytes: Buffer): string | undefined {
  try {
    return textOfBytes(bytes);
  } catch (error) {
    if (error instanceof UndecodableText) return undefined;
    throw error;
  }
}

/** An extension: returns the reason why a text is malformed, if it is obvious. */
function malformedAdvice(language: Language, value: string, text: string | undefined, error: unknown): string {
  if (text?.startsWith('\ufeff') !== true) return fileProblem(language, value, text, error);
  return text === value ? ' The value starts with a byte order mark: remove it.' : byteOrderMarkHint('utf-8-sig');
}

/** An extension: returns lines that say where the text of a file or of standard input is wrong. */
function fileProblem({ problemOf }: Language, value: string, text: string | undefined, error: unknown): string {
  const source = sourceName(value);
  if (source === undefined || text === undefined) return '';
  const problem = text.trim() === '' ? `${source} is empty.` : problemOf?.(text, error, source);
  return problem === undefined ? '' : `\n${problem}`;
}
