import { readParameterFile, readStandardInput } from '../../input/parameter-file.ts';
import type { Io } from '../../platform/io.ts';

/**
 * The text that the value of --rules names: itself, a file after file://, or standard input for -.
 *
 * @throws ParameterError when it cannot be read
 */
export async function rulesText(value: string, io: Io): Promise<string> {
  if (value === '-') return readStandardInput('--rules', io);
  const content = readParameterFile('--rules', value, io);
  return typeof content === 'string' ? content : content.toString('utf8');
}
