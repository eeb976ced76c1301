import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/grade/verdict.js';
import {
  type ExerciseProgress,
  emptyProgress,
  type Progress,
  readProgress,
  writeProgress,
} from '../../src/progress/format.js';
import { mergeProgress, recordHint, recordVerdict, untouched } from '../../src/progress/merge.js';

const entries = fc.record({
  passed: fc.boolean(),
  attempts: fc.nat(50),
  best: fc.option(
    fc
      .tuple(fc.nat(40), fc.nat(40))
      .map(([a, b]) => ({ passed: Math.min(a, b), total: Math.max(a, b) })),
  ),
  code: fc.option(fc.string({ maxLength: 8 })),
  hints: fc.nat(4),
  changed: fc.integer({ min: 0, max: 5 }).map((n) => new Date(n).toISOString()),
}) satisfies fc.Arbitrary<ExerciseProgress>;

const progresses = fc
  .dictionary(fc.constantFrom('one', 'two', 'three-four'), entries)
  .map((exercises): Progress => ({ ...emptyProgress(), exercises: { ...exercises } }));

describe('readProgress', () => {
  it('reads what writeProgress wrote', () => {
    fc.assert(
      fc.property(progresses, (progress) => {
        expect(readProgress(writeProgress(progress))).toEqual({ state: 'whole', progress });
      }),
    );
  });

  it('never throws, whatever the text is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readProgress(text)));
  });

  it.each([
    ['{bad', 'it is not a JSON object'],
    ['[]', 'it is not a JSON object'],
    ['{}', 'its "format" is not "backprop-progress"'],
    ['{"format":"backprop-progress"}', 'its "version" is not a whole number'],
    ['{"format":"backprop-progress","version":1}', 'its "exercises" is not an object'],
  ])('says why it cannot read %s', (text, why) => {
    expect(readProgress(text)).toEqual({ state: 'unreadable', why });
  });

  it('knows a later version, which it must not overwrite', () => {
    expect(readProgress('{"format":"backprop-progress","version":2}')).toEqual({
      state: 'newer',
      version: 2,
    });
  });

  it('keeps the entries that are whole and names the others', () => {
    const good = { ...untouched(), attempts: 3 };
    const bad = [
      { ...good, attempts: -1 },
      { ...good, best: { passed: 3, total: 2 } },
      { ...good, changed: 'today' },
      { ...good, code: 7 },
      null,
    ];
    const exercises = Object.fromEntries([
      ['good', good],
      ...bad.map((entry, at) => [`bad-${at}`, entry]),
    ]);
    const reading = readProgress(JSON.stringify({ ...emptyProgress(), exercises }));
    expect(reading).toEqual({
      state: 'damaged',
      progress: { ...emptyProgress(), exercises: { good } },
      lost: ['bad-0', 'bad-1', 'bad-2', 'bad-3', 'bad-4'],
    });
  });

  it('takes no id that is no slug', () => {
    const text = writeProgress(emptyProgress()).replace('{}', '{ "__proto__": {} }');
    expect(readProgress(text)).toMatchObject({ state: 'damaged', lost: ['__proto__'] });
    expect(({} as Record<string, unknown>).attempts).toBeUndefined();
  });
});

describe('mergeProgress', () => {
  it('does not depend on the order, and changes nothing a second time', () => {
    fc.assert(
      fc.property(progresses, progresses, (a, b) => {
        const merged = mergeProgress(a, b);
        const shares = (progress: Progress) =>
          Object.entries(progress.exercises).map(([id, entry]) => [
            id,
            { ...entry, best: entry.best?.total ? entry.best : null },
          ]);
        expect(shares(mergeProgress(b, a))).toEqual(shares(merged));
        expect(mergeProgress(merged, a)).toEqual(mergeProgress(merged, merged));
        expect(mergeProgress(merged, b)).toEqual(merged);
      }),
    );
  });

  it('loses no pass, no attempt, no hint and no score', () => {
    fc.assert(
      fc.property(progresses, progresses, (a, b) => {
        const merged = mergeProgress(a, b);
        for (const [id, entry] of Object.entries(a.exercises)) {
          const after = merged.exercises[id]!;
          expect(after.passed || !entry.passed).toBe(true);
          expect(after.attempts).toBeGreaterThanOrEqual(entry.attempts);
          expect(after.hints).toBeGreaterThanOrEqual(entry.hints);
          expect(after.code !== null || entry.code === null).toBe(true);
        }
      }),
    );
  });

  it('keeps the later of two texts', () => {
    const at = (ms: number, code: string): Progress => ({
      ...emptyProgress(),
      exercises: { one: { ...untouched(), code, changed: new Date(ms).toISOString() } },
    });
    expect(mergeProgress(at(2, 'new'), at(1, 'old')).exercises.one?.code).toBe('new');
    expect(mergeProgress(at(1, 'old'), at(2, 'new')).exercises.one?.code).toBe('new');
  });
});

describe('recordVerdict', () => {
  const verdict = (passed: number, problem: Verdict['problem'] = null): Verdict => ({
    exercise: 'one',
    seed: 1,
    passed: passed === 4,
    score: { passed, total: 4 },
    groups: [],
    failures: [],
    mistake: null,
    problem,
    output: [],
    milliseconds: 1,
  });

  it('counts attempts, and keeps a pass and the best score after a worse text', () => {
    let progress = recordVerdict(emptyProgress(), verdict(4), 'right', new Date(1));
    progress = recordVerdict(progress, verdict(1), 'wrong', new Date(2));
    expect(progress.exercises.one).toEqual({
      passed: true,
      attempts: 2,
      best: { passed: 4, total: 4 },
      code: 'wrong',
      hints: 0,
      changed: '1970-01-01T00:00:00.002Z',
    });
  });

  it('does not count a run that was stopped', () => {
    const stopped = verdict(0, { kind: 'stopped', message: '' });
    expect(recordVerdict(emptyProgress(), stopped, '', new Date(1))).toEqual(emptyProgress());
  });

  it('never counts hints down', () => {
    const progress = recordHint(recordHint(emptyProgress(), 'one', 3), 'one', 1);
    expect(progress.exercises.one?.hints).toBe(3);
  });
});
