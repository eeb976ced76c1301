import { describe, expect, test, vi } from 'vitest';
import type { TypeReply, TypeRequest } from '../../src/lab/types/messages';
import { TypeClient, type TypeWorker } from '../../src/lab/types/type-client';

/** A worker that answers what the test says. */
function standIn(answer: (request: TypeRequest) => TypeReply | null) {
  const worker: TypeWorker = {
    onmessage: null,
    onerror: null,
    terminate: vi.fn(),
    postMessage(request) {
      const reply = answer(request);
      if (reply) queueMicrotask(() => worker.onmessage?.({ data: reply }));
    },
  };
  return worker;
}

const QUESTION = { file: 'a.ts', text: 'x', at: 0 };

describe('TypeClient', () => {
  test('starts one worker, with the first question, and gives each its answer', async () => {
    const start = vi.fn(() =>
      standIn(({ id, question }) => ({ id, answer: { type: question.text } as never })),
    );
    const client = new TypeClient(start);
    expect(start).not.toHaveBeenCalled();
    const answers = await Promise.all([
      client.ask('info', { ...QUESTION, text: 'one' }),
      client.ask('info', { ...QUESTION, text: 'two' }),
    ]);
    expect(answers).toEqual([{ type: 'one' }, { type: 'two' }]);
    expect(start).toHaveBeenCalledOnce();
  });

  test('a question that the worker could not answer is null, and the next is asked', async () => {
    let asked = 0;
    const client = new TypeClient(() =>
      standIn(({ id }) => (++asked === 1 ? { id } : { id, answer: [] })),
    );
    expect(await client.ask('check', QUESTION)).toBeNull();
    expect(await client.ask('check', QUESTION)).toEqual([]);
    expect(client.usable).toBe(true);
  });

  test('a worker that cannot be started is not tried again', async () => {
    const start = vi.fn(() => {
      throw new DOMException('refused', 'SecurityError');
    });
    const client = new TypeClient(start);
    expect(await client.ask('info', QUESTION)).toBeNull();
    expect(await client.ask('info', QUESTION)).toBeNull();
    expect(start).toHaveBeenCalledOnce();
    expect(client.usable).toBe(false);
  });

  test('a worker that dies settles all questions with null', async () => {
    const worker = standIn(() => null);
    const client = new TypeClient(() => worker);
    const questions = [client.ask('info', QUESTION), client.ask('check', QUESTION)];
    worker.onerror!({} as never);
    expect(await Promise.all(questions)).toEqual([null, null]);
    expect(worker.terminate).toHaveBeenCalledOnce();
    expect(client.usable).toBe(false);
  });

  test('a worker that does not answer is given up', async () => {
    const worker = standIn(() => null);
    const client = new TypeClient(() => worker, 20);
    expect(await client.ask('info', QUESTION)).toBeNull();
    expect(worker.terminate).toHaveBeenCalledOnce();
    expect(client.usable).toBe(false);
  });
});
