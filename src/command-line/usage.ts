/** The program's name in messages. */
export const programName = 'ecr';

/** The usage text after an error in the command line: the AWS CLI's, adapted to a single service. */
export const usage = `usage: ecr [options] <command> [parameters]
To see help text, you can run:

  ecr help
  ecr <command> help
`;

/** The usage text after an error in these two options, which the AWS CLI parses first, with a separate parser. */
export const firstPassUsage = `usage: ecr [--profile PROFILE] [--debug]
`;
