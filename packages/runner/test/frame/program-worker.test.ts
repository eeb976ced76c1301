import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgramWorker } from '../../src/frame/program-worker.js';
import type { Verdict } from '../../src/transcript.js';
import type { Program, Said } from '../../src/worker/messages.js';

const DEADLINE = 200;
const program = { calls: null, limits: { deadline: DEADLINE } } as unknown as Program;

/** Stands in for the worker: it hands the test the worker's end of the port. */
class FakeWorker {
  static port: MessagePort;
  terminated = false;
  onerror = null;
  postMessage(_: unknown, [port]: [MessagePort]): void {
    FakeWorker.port = port;
  }
  terminate(): void {
    this.terminated = true;
  }
}

const wait = (milliseconds: number) => new Promise((go) => setTimeout(go, milliseconds));

/** Says something, and keeps the thread busy, as a page does that shares it with the frame. */
async function busyFor(milliseconds: number, said: unknown[]): Promise<void> {
  await wait(0);
  for (const message of said) FakeWorker.port.postMessage(message);
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('ProgramWorker', () => {
  let heard: Said[];
  let over: Promise<Verdict | null>;
  let isOver: boolean;

  beforeEach(async () => {
    vi.stubGlobal('Worker', FakeWorker);
    heard = [];
    isOver = false;
    const worker = new ProgramWorker('blob:none');
    over = new Promise((resolve) => {
      const listener = { said: (said: Said) => heard.push(said), over: resolve };
      worker.run(program, [], listener, false);
    });
    void over.then(() => {
      isOver = true;
    });
    FakeWorker.port.postMessage({ say: 'started' });
    await wait(20);
  });
  afterEach(() => {
    FakeWorker.port.close();
    vi.unstubAllGlobals();
  });

  it('ends a program that gives no sign of life', async () => {
    expect(await over).toEqual({ how: 'timed-out', deadline: DEADLINE });
    expect(heard).toEqual([]);
  });

  it('hears what comes to be heard just after the clock struck', async () => {
    await wait(DEADLINE);
    FakeWorker.port.postMessage({ say: 'items', items: [] });
    expect(await over).toEqual({ how: 'timed-out', deadline: DEADLINE });
    expect(heard).toHaveLength(1);
  });

  it('takes a sign of life that waited for a busy thread', async () => {
    await busyFor(DEADLINE * 2, [{ say: 'alive' }]);
    await wait(DEADLINE / 2);
    expect(isOver).toBe(false);
    expect(await over).toEqual({ how: 'timed-out', deadline: DEADLINE });
  });

  it('ends a program that goes on talking after its deadline', async () => {
    const talking = setInterval(() => FakeWorker.port.postMessage({ say: 'items', items: [] }), 5);
    const started = performance.now();
    expect(await over).toEqual({ how: 'timed-out', deadline: DEADLINE });
    clearInterval(talking);
    expect(performance.now() - started).toBeLessThan(DEADLINE + 1000);
  });
});
