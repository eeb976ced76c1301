import { describe, expect, it } from 'vitest';
import { BackpropError } from '../../src/errors/errors.js';

/** A call that must be refused, with the class and the message of its error. */
export type Refusal = [call: () => unknown, kind: string, message: string];

/** What TypeScript would not let through, as JavaScript gives it. */
// biome-ignore lint/suspicious/noExplicitAny: the types are what these calls break
export const wrong = (value: unknown): any => value;

/** The error of a call, whether it throws or returns a promise that fails. */
const errorOf = async (call: () => unknown): Promise<unknown> => {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return null;
};

/** Makes one test of each call. */
export function testRefusals(title: string, refusals: readonly Refusal[]): void {
  describe(title, () => {
    const named = refusals.map(([call, kind, message]) => ({
      call,
      kind,
      message,
      text: String(call).replace(/^[^>]*> ?/, ''),
    }));
    it.each(named)('$text', async ({ call, kind, message }) => {
      const error = await errorOf(call);
      expect(error).toBeInstanceOf(BackpropError);
      expect((error as BackpropError).name).toBe(kind);
      expect((error as BackpropError).message).toBe(message);
    });
  });
}
