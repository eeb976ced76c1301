import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirm } from '../../src/cli/confirm.js';
import type { Terminal } from '../../src/cli/context.js';

function ask(answer: string, isTTY = true): Promise<boolean> {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  stdin.write(`${answer}\n`);
  return confirm({ stdin, stderr } as unknown as Terminal, 'Sure?');
}

describe('confirm', () => {
  it.each(['y', 'yes', ' Y '])('takes %j for a yes', async (answer) => {
    expect(await ask(answer)).toBe(true);
  });

  it.each(['', 'n', 'yess', 'what?'])('takes %j for a no', async (answer) => {
    expect(await ask(answer)).toBe(false);
  });

  it('takes silence for a no where nobody sits at a terminal', async () => {
    expect(await ask('y', false)).toBe(false);
  });
});
