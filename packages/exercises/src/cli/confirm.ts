import { createInterface } from 'node:readline/promises';
import type { Terminal } from './context.js';

/** Asks a person; where nobody sits at a terminal, the answer is no. */
export async function confirm({ stdin, stderr }: Terminal, question: string): Promise<boolean> {
  if (!stdin.isTTY || !stderr.isTTY) return false;
  const asking = createInterface({ input: stdin, output: stderr });
  try {
    return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
