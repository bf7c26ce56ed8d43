/** The program's name in messages. */
export const programName = 'ecr';

/** The usage text that follows a message about the command line; the AWS CLI's, for a program of one service. */
export const usage = `usage: ecr [options] <command> [parameters]
To see help text, you can run:

  ecr help
  ecr <command> help
`;

/**
 * The AWS CLI looks for these two options before everything else, with a parser of its own, and a mistake in them
 * is answered with that parser's usage text.
 */
export const firstPassUsage = `usage: ecr [--profile PROFILE] [--debug]
`;
