import { takeGlobalOptions } from '../command-line/global-words.ts';
import { globalValues } from '../command-line/program.ts';
import { EcrError } from '../model/errors.ts';
import { sampleOutput } from '../input/skeleton.ts';
import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import { operationByCommandName } from '../model/operations.ts';
import { formatter } from '../output/format.ts';
import { compileQuery } from '../output/query/query.ts';

/** A sample of what the command on the line prints, through its `--query` and `--output` as they stand. */
export async function sampleOf(words: readonly string[], io: Io): Promise<string[]> {
  const operation = words.map(operationByCommandName).find((one) => one !== undefined);
  if (operation === undefined) return ['There is no command yet.'];
  try {
    const globals = globalValues(takeGlobalOptions(words).values);
    const format = await formatter(globals.output ?? io.environment['AWS_DEFAULT_OUTPUT'] ?? 'json');
    const query = globals.query === undefined ? undefined : compileQuery(globals.query);
    const sample = sampleOutput(operation.output);
    const text = await format(query === undefined ? sample : query(sample), {
      title: operation.name,
      coloured: false,
      width: io.stdout.columns ?? widthWithoutTerminal,
    });
    return text.split('\n');
  } catch (error) {
    if (error instanceof EcrError) return error.message.split('\n');
    throw error;
  }
}
