import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/compile/index.js';
import { FrameReader, TOKEN_BYTES } from '../src/node/frames.js';
import { BLOCK_LIMITS, type Output } from '../src/protocol.js';
import { Transcript } from '../src/transcript.js';

function record(source = '1 //=> 1', calls = 1) {
  const heard: Output[] = [];
  const compiled = compile(source, { kind: 'block', imports: [] });
  const transcript = new Transcript(compiled, calls, BLOCK_LIMITS, (one) => heard.push(one));
  return { transcript, heard };
}

describe('what the far side says', () => {
  it('of progress is kept by its label, and new labels have an end', () => {
    const { transcript, heard } = record();
    const progress = (done: number, label: string) =>
      transcript.take([{ kind: 'progress', done, total: null, label }]);
    for (let at = 0; at < 500; at++) progress(at, `label ${at}`);
    progress(7, 'label 3');
    expect(transcript.output).toHaveLength(50);
    expect(heard.at(-1)).toMatchObject({ done: 7, label: 'label 3' });
  });

  it('may be anything: the record stays well formed', () => {
    const hostile = fc.constantFrom({ toString: 1, valueOf: 1 }, Object.create(null), [[]], 0);
    const anything = fc.oneof(fc.anything(), hostile);
    const item = fc.oneof(
      anything,
      fc.record({
        kind: fc.constantFrom(
          ...['claim', 'outcome', 'console', 'display', 'control', 'progress', 'truncated'],
        ),
        index: anything,
        outcome: anything,
        values: anything,
        value: anything,
        control: anything,
        received: anything,
        done: anything,
        total: anything,
        label: anything,
        level: anything,
        key: anything,
      }),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), anything, (items, ending) => {
        const { transcript } = record();
        transcript.take(items);
        const { how, claims } = transcript.ending(ending);
        expect(['done', 'failed']).toContain(how);
        expect(claims).toHaveLength(1);
        expect(transcript.outcomes).toHaveLength(1);
        expect(structuredClone(transcript.output)).toEqual(transcript.output);
      }),
      { numRuns: 500 },
    );
  });

  it('is cut by the limits once more', () => {
    const { transcript, heard } = record();
    const line = { kind: 'console', level: 'log', values: [{ kind: 'primitive', text: 'x' }] };
    transcript.take(Array(5000).fill(line));
    expect(heard).toHaveLength(1001);
    expect(heard.at(-1)).toEqual({ kind: 'truncated', what: 'lines', limit: 1000 });
  });

  it('cannot take an answer or a failed claim back', () => {
    const { transcript } = record();
    const answer = (value: unknown) => ({
      kind: 'outcome',
      index: 0,
      outcome: { how: 'returned', value },
    });
    const claim = (holds: boolean) => ({ kind: 'claim', index: 0, holds, received: null });
    transcript.take([answer(1), answer(2), claim(false), claim(true)]);
    expect(transcript.outcomes).toEqual([{ how: 'returned', value: 1 }]);
    expect(transcript.ending({ how: 'done' }).claims[0]).toMatchObject({ state: 'fails' });
  });
});

describe('the answers of a child process', () => {
  const token = Buffer.alloc(TOKEN_BYTES, 7);
  const frame = (payload: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(payload.length);
    return Buffer.concat([token, length, payload]);
  };

  it('are found in any stream, however it is cut into chunks', () => {
    const noise = fc.uint8Array({ maxLength: 50 }).map((bytes) => bytes.map((byte) => byte & 3));
    const part = fc.tuple(noise, fc.uint8Array({ maxLength: 100 }));
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (parts, sizes) => {
          const stream = Buffer.concat(
            parts.flatMap(([junk, payload]) => [Buffer.from(junk), frame(Buffer.from(payload))]),
          );
          const taken: string[] = [];
          const reader = new FrameReader(token, (payload) => taken.push(payload.toString('hex')));
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            reader.push(stream.subarray(at, at + size));
            at += size;
          }
          expect(taken).toEqual(parts.map(([, payload]) => Buffer.from(payload).toString('hex')));
        },
      ),
    );
  });
});
