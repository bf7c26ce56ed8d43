/** The length of the window in which requests are counted, in milliseconds. */
const windowLength = 1000;

/** Limits how many requests are accepted in any second. */
export class Throttle {
  readonly #limit: number;
  readonly #elapsed: () => number;
  /** When the last accepted requests arrived, oldest first. Holds at most as many as the limit. */
  readonly #accepted: number[] = [];

  /**
   * @param limit how many requests a second are accepted, at least 1
   * @param elapsed a clock in milliseconds, which may be set back
   */
  constructor(limit: number, elapsed: () => number) {
    this.#limit = limit;
    this.#elapsed = elapsed;
  }

  /** Counts a request and returns whether it is accepted. Refused requests do not count. */
  accept(): boolean {
    const now = this.#elapsed();
    const [oldest] = this.#accepted;
    if (oldest !== undefined && this.#accepted.length === this.#limit) {
      if (Math.abs(now - oldest) < windowLength) return false;
      this.#accepted.shift();
    }
    this.#accepted.push(now);
    return true;
  }
}
