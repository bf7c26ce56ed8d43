/** The time that the local endpoint goes by. Tests pass a clock of their own. */
export interface Clock {
  /** The time of day, for timestamps in responses. */
  readonly now: () => Date;
  /** Milliseconds since some fixed moment, for measuring. Never goes back. */
  readonly elapsed: () => number;
  /** Resolves after this many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
