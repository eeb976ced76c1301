/**
 * How a child process answers: `token, length, payload` on a pipe of its own.
 *
 * The token is new for each run and known only to code that was there before the edited code.
 * Bytes that edited code writes to the same pipe do not begin with it and are passed over.
 */

export const TOKEN_BYTES = 32;
const HEADER_BYTES = TOKEN_BYTES + 4;
/** More than any honest message: outcomes are bounded by `toPlain`. */
const LONGEST_PAYLOAD = 256 * 1024 * 1024;

/** Takes frames out of a stream of bytes that may hold anything between them. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  #missing = 0;

  constructor(
    private readonly token: Buffer,
    private readonly take: (payload: Buffer) => void,
  ) {}

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#missing -= chunk.length;
    // A long payload arrives in many chunks: join them once, when it is complete.
    if (this.#missing > 0) return;
    this.#bytes = Buffer.concat([this.#bytes, ...this.#chunks]);
    this.#chunks = [];
    while (this.#takeOne());
  }

  #takeOne(): boolean {
    this.#missing = 0;
    const at = this.#bytes.indexOf(this.token);
    if (at === -1) {
      // The last bytes may be the beginning of a token.
      this.#bytes = this.#bytes.subarray(Math.max(0, this.#bytes.length - TOKEN_BYTES + 1));
      return false;
    }
    this.#bytes = this.#bytes.subarray(at);
    if (this.#bytes.length < HEADER_BYTES) return false;
    const end = HEADER_BYTES + this.#bytes.readUInt32LE(TOKEN_BYTES);
    if (end > LONGEST_PAYLOAD) {
      this.#bytes = this.#bytes.subarray(TOKEN_BYTES);
      return true;
    }
    if (this.#bytes.length < end) {
      this.#missing = end - this.#bytes.length;
      return false;
    }
    this.take(this.#bytes.subarray(HEADER_BYTES, end));
    this.#bytes = this.#bytes.subarray(end);
    return true;
  }
}
