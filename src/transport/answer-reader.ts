import { ConnectionClosed, longestAnswer, UnreadableAnswer } from './failures.ts';

/** In bytes, as in Python's http.client. */
const longestLine = 64 * 1024;
/** In bytes: all lines of an answer together. What sends more never comes to its answer. */
const longestHead = 1024 * 1024;

const nothing = Buffer.alloc(0);

/** What is read next. */
type Part = 'status' | 'headers' | 'body' | 'chunk size' | 'chunk' | 'end of chunk' | 'trailers' | 'rest' | 'done';

/**
 * Reads one answer in HTTP/1.1 as its bytes come in. What the AWS CLI's library takes is taken here as well: lines that
 * end without a carriage return, lengths that are said twice or are none, header lines that are none, long ones; Node's own
 * parser takes none of these. What is no answer counts as a connection that was closed, because the AWS CLI tries again
 * then and says so. (RFC 9112; AWS CLI behaviour)
 */
export class AnswerReader {
  status = 0;
  readonly headers = new Map<string, string>();
  #part: Part = 'status';
  #isOld = false;
  #unread: Buffer = nothing;
  #lastHeader = '';
  #headLength = 0;
  /** Bytes that the body or the chunk still has. */
  #left = 0;
  readonly #pieces: Buffer[] = [];
  #bodyLength = 0;

  /**
   * @returns whether the answer is whole
   * @throws ConnectionClosed for what is no answer, UnreadableAnswer for one that is too long
   */
  push(bytes: Buffer): boolean {
    this.#unread = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes]);
    while (this.#part !== 'done' && this.#readOn());
    return this.#part === 'done';
  }

  /** The connection has ended. @throws ConnectionClosed when the answer is not whole */
  end(): void {
    if (this.#part !== 'done' && this.#part !== 'rest')
      throw new ConnectionClosed('The connection ended before the answer did.');
    this.#part = 'done';
  }

  get body(): Buffer {
    const [only = nothing] = this.#pieces;
    return this.#pieces.length < 2 ? only : Buffer.concat(this.#pieces);
  }

  /** Whether another request may follow on the same connection, once the answer is whole. */
  get isReusable(): boolean {
    const wish = this.headers.get('connection')?.toLowerCase() ?? '';
    return !this.#isOld && !wish.includes('close') && this.#unread.length === 0;
  }

  /** @returns whether it came any further */
  #readOn(): boolean {
    switch (this.#part) {
      case 'done':
        return false;
      case 'rest':
        return this.#takeBody(this.#unread.length);
      case 'body':
      case 'chunk': {
        const taken = this.#takeBody(Math.min(this.#left, this.#unread.length));
        if (this.#left === 0) this.#part = this.#part === 'body' ? 'done' : 'end of chunk';
        return taken || this.#left === 0;
      }
      default: {
        const line = this.#takeLine();
        if (line !== undefined) this.#readLine(this.#part, line);
        return line !== undefined;
      }
    }
  }

  #takeBody(length: number): boolean {
    if (length === 0) return false;
    this.#pieces.push(this.#unread.subarray(0, length));
    this.#unread = this.#unread.subarray(length);
    this.#left -= length;
    this.#bodyLength += length;
    if (this.#bodyLength > longestAnswer)
      throw new UnreadableAnswer(`The answer is longer than ${String(longestAnswer)} bytes.`);
    return true;
  }

  #takeLine(): string | undefined {
    const end = this.#unread.indexOf(0x0a);
    const length = end < 0 ? this.#unread.length : end + 1;
    if (length > longestLine || this.#headLength + length > longestHead)
      throw new ConnectionClosed('The head of the answer does not end.');
    if (end < 0) return undefined;
    this.#headLength += length;
    const line = this.#unread.toString('latin1', 0, end);
    this.#unread = this.#unread.subarray(end + 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  #readLine(part: Exclude<Part, 'done' | 'rest' | 'body' | 'chunk'>, line: string): void {
    switch (part) {
      case 'status':
        this.#readStatus(line);
        break;
      case 'headers':
        if (line === '') this.#endHead();
        else this.#readHeader(line);
        break;
      case 'chunk size': {
        const [, digits] = /^\s*([0-9a-f]{1,12})\s*(?:;|$)/i.exec(line) ?? [];
        if (digits === undefined)
          throw new ConnectionClosed(`There is no such length of a chunk: ${line.slice(0, 40)}`);
        this.#left = Number.parseInt(digits, 16);
        this.#part = this.#left === 0 ? 'trailers' : 'chunk';
        break;
      }
      case 'end of chunk':
        if (line !== '') throw new ConnectionClosed('A chunk is longer than it says.');
        this.#part = 'chunk size';
        break;
      case 'trailers':
        if (line === '') this.#part = 'done';
    }
  }

  #readStatus(line: string): void {
    const [, minor, status] = /^HTTP\/1\.(\d) +([1-9]\d\d)(?: |$)/.exec(line) ?? [];
    if (status === undefined) throw new ConnectionClosed(`The answer is not HTTP/1: ${line.slice(0, 40)}`);
    this.status = Number(status);
    this.#isOld = minor === '0';
    this.#part = 'headers';
  }

  #readHeader(line: string): void {
    const folded = /^[ \t]/.test(line);
    const colon = line.indexOf(':');
    if (!folded && colon < 1) return;
    const name = folded ? this.#lastHeader : line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(folded ? 0 : colon + 1).trim();
    const before = this.headers.get(name);
    if (name === 'content-length' && before !== undefined && before !== value)
      throw new ConnectionClosed('The answer has two lengths.');
    if (name !== 'content-length' || before === undefined)
      this.headers.set(name, before === undefined ? value : `${before}${folded ? ' ' : ', '}${value}`);
    this.#lastHeader = name;
  }

  #endHead(): void {
    // Nothing was asked for that would be answered with another protocol.
    if (this.status === 101) throw new ConnectionClosed('The answer is another protocol.');
    if (this.status < 200) {
      // Only news of the answer: that it is awaited, or what will be in it.
      this.headers.clear();
      this.#part = 'status';
      return;
    }
    const length = this.headers.get('content-length') ?? '';
    if (this.status === 204 || this.status === 304) this.#part = 'done';
    else if (/(?:^|,)\s*chunked$/i.test(this.headers.get('transfer-encoding') ?? '')) this.#part = 'chunk size';
    else if (!/^\d{1,15}$/.test(length)) this.#part = 'rest';
    else {
      this.#left = Number(length);
      this.#part = this.#left === 0 ? 'done' : 'body';
    }
  }
}
