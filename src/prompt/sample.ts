import { takeGlobalOptions } from '../command-line/global-words.ts';
import { globalValues } from '../command-line/program.ts';
import { contextAfter } from '../completion/cursor-context.ts';
import { EcrError } from '../model/errors.ts';
import { sampleOutput } from '../input/skeleton.ts';
import { widthWithoutTerminal, type Io } from '../platform/io.ts';
import { formatter } from '../output/format.ts';
import { compileQuery } from '../output/query/query.ts';

/** A sample of what the command on the line prints, through its `--query` and `--output` as they stand. */
export async function sampleOf(words: readonly string[], io: Io): Promise<string[]> {
  const { hasCommand, operation, expansion } = contextAfter(words, io);
  if (operation === undefined) return [hasCommand ? 'This command has no sample.' : 'There is no command yet.'];
  try {
    // The options of an alias win over those of the command line. (AWS CLI behaviour)
    const typed = takeGlobalOptions(words).values;
    const globals = globalValues(new Map([...typed, ...takeGlobalOptions(expansion).values]));
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
