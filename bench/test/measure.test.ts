import { expect, test } from 'vitest';
import { AGREEMENT } from '../src/agreement.js';
import type { Contestant } from '../src/contestants/contestant.js';
import { measure } from '../src/measure.js';
import { WORKLOADS } from '../src/workloads/index.js';
import { broken, fake, unable } from './fake.js';

const right = fake('right', [0.9, 0.7, 0.5]);
const W1 = WORKLOADS['W1']!();

function run(contestants: readonly Contestant[], rounds = 2) {
  const clock = () => performance.now() * 1000;
  return measure(W1, contestants, { rounds, slice: 1, agreementSteps: 2, clock, correct: right });
}

test('measure times nobody whose loss differs, and says what it was', async () => {
  const { wrong, rounds } = await run([right, fake('off', [0.9, 0.7, 0.51])]);
  expect(wrong).toEqual({ off: 'expected the loss 0.5 after 2 steps, received 0.51' });
  expect(rounds.map((round) => Object.keys(round))).toEqual([['right'], ['right']]);
});

test('measure allows the stated tolerance and no more', async () => {
  const within = fake('within', [1, 1, 0.5 * (1 + 0.9 * AGREEMENT)]);
  const beyond = fake('beyond', [1, 1, 0.5 * (1 + 1.1 * AGREEMENT)]);
  expect(Object.keys((await run([within, beyond])).wrong)).toEqual(['beyond']);
});

test('measure takes NaN for wrong', async () => {
  expect((await run([fake('nan', [1, Number.NaN, Number.NaN])])).wrong).toHaveProperty('nan');
});

test('another algorithm is timed only if its loss falls', async () => {
  const other = { difference: 'SGD', remark: 'old', checkedAgainst: 'falling' as const };
  const falling = fake('falling', [3, 2, 1], other);
  const rising = fake('rising', [1, 2, 3], other);
  const { wrong, differences, remarks } = await run([falling, rising]);
  expect(Object.keys(wrong)).toEqual(['rising']);
  expect(differences).toEqual({ falling: 'SGD' });
  expect(remarks).toEqual({ falling: 'old' });
});

test('an adapted workload is checked against the correct contestant on that workload', async () => {
  const adapted = { ...W1, title: 'adapted' };
  const losses = (title: string) => (title === 'adapted' ? [0.9, 0.4, 0.2] : [0.9, 0.7, 0.5]);
  const correct: Contestant = {
    name: 'correct',
    prepare: (workload) => fake('', losses(workload.title)).prepare(workload),
  };
  const own = fake('own', [1, 1, 0.2], { checkedAgainst: adapted });
  const options = { rounds: 1, slice: 1, agreementSteps: 2, clock: () => performance.now() * 1000 };
  const { wrong } = await measure(W1, [own], { ...options, correct });
  expect(wrong).toEqual({});
});

test('measure lists who cannot and who throws, and goes on', async () => {
  const { unable: cannot, rounds } = await run([
    unable('small', 'has no layers'),
    broken('broken', 'no memory\nat somewhere'),
    right,
  ]);
  expect(cannot).toEqual({ small: 'has no layers', broken: 'fails: no memory' });
  expect(Object.keys(rounds[0]!)).toEqual(['right']);
});

test('a contestant in another process is timed by its own clock', async () => {
  const asked: number[] = [];
  const remote: Contestant = {
    name: 'remote',
    prepare: async () => ({
      trainer: {
        step: () => expect.unreachable(),
        remote: async (steps) => {
          asked.push(steps);
          return 7 * steps;
        },
        loss: () => 0.5,
        dispose: () => {},
      },
    }),
  };
  const { rounds } = await run([remote]);
  expect(rounds.map((round) => round['remote'])).toEqual([7, 7]);
  expect(asked[0]).toBe(2); // the steps before the losses are compared
});
