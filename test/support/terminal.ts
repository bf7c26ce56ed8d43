import { execFileSync, spawnSync } from 'node:child_process';

import { bareEnvironment } from './run.ts';

export const hasTerminal = spawnSync('tmux', ['-V']).status === 0 && spawnSync('less', ['--version']).status === 0;

/** A real terminal, in which a shell command runs. */
export class Terminal {
  readonly #name = `ecr-test-${String(process.pid)}-${String(Math.random()).slice(2)}`;

  constructor(command: string, environment: Readonly<Record<string, string>>, { width = 80, height = 24 } = {}) {
    const settings = Object.entries(bareEnvironment(environment)).flatMap(([name, value]) => [
      '-e',
      `${name}=${value}`,
    ]);
    this.#tmux(
      'new-session',
      '-d',
      '-x',
      String(width),
      '-y',
      String(height),
      ...settings,
      '-s',
      this.#name,
      `${command}; echo "ended with $?"; sleep 600`,
    );
  }

  screen(): string {
    return this.#tmux('capture-pane', '-p', '-t', this.#name);
  }

  type(...keys: string[]): void {
    this.#tmux('send-keys', '-t', this.#name, ...keys);
  }

  /**
   * Types a key until the screen shows a text. For a key that follows a signal: less can drop what is typed while it
   * handles one.
   */
  async typeUntil(key: string, text: string): Promise<void> {
    const end = Date.now() + 60_000;
    while (!this.screen().includes(text) && Date.now() < end) {
      this.type(key);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await this.shows(text, 0);
  }

  resize(width: number, height: number): void {
    this.#tmux('resize-window', '-t', this.#name, '-x', String(width), '-y', String(height));
  }

  /** Waits until the screen shows a text, for so many seconds at most. */
  async shows(text: string | RegExp, seconds = 60): Promise<string> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const screen = this.screen();
      if (typeof text === 'string' ? screen.includes(text) : text.test(screen)) return screen;
      if (Date.now() > end) throw new Error(`The terminal does not show ${String(text)}, but:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  close(): void {
    spawnSync('tmux', ['-L', this.#name, 'kill-server']);
  }

  #tmux(...words: string[]): string {
    // Each terminal has a server of its own: a shared one ends with its last session, just as the next one begins.
    return execFileSync('tmux', ['-L', this.#name, '-f', '/dev/null', ...words], { encoding: 'utf8' });
  }
}
