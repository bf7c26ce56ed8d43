/**
 * The one door to the outside. Production passes the process's own (`process-io.ts`), tests pass theirs,
 * so that nothing else reads the environment, a file or the clock.
 */
export interface Io {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly files: Files;
  /** The user's home folder. */
  home(): string;
  now(): Date;
  readonly runtime: Runtime;
}

export interface TextSink {
  /**
   * Resolves when the reader has taken all of the text.
   * @throws NodeJS.ErrnoException as the operating system reports it: EPIPE when the reader left, ENOSPC when the disk is full
   */
  write(text: string): Promise<void>;
}

export interface Files {
  /** @throws NodeJS.ErrnoException as the operating system reports it */
  read(path: string): Buffer;
  isFile(path: string): boolean;
}

/** What `--version` and the user agent tell of the machine. */
export interface Runtime {
  readonly node: string;
  readonly operatingSystem: string;
  readonly release: string;
  readonly architecture: string;
}

/** Whether an error is one that the operating system reported. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
