import { expect, test } from 'vitest';
import { timePerStep } from '../src/timing.js';

/** A clock that moves only when a step is done: a machine on which nobody else's time counts. */
function work(microsecondsAStep: number) {
  let [now, steps, readings] = [0, 0, 0];
  return {
    timed: {
      step: () => {
        now += microsecondsAStep;
        steps++;
      },
    },
    clock: () => {
      readings++;
      return now;
    },
    counts: () => ({ now, steps, readings }),
  };
}

test('timePerStep fills the slice on its own clock, not on the wall', async () => {
  const { timed, clock, counts } = work(0.5);
  expect(await timePerStep(timed, 20, clock)).toBe(0.5);
  expect(counts().now).toBeGreaterThanOrEqual(20_000);
  expect(counts().now).toBeLessThan(25_000);
});

test('timePerStep reads the clock seldom, however short a step is', async () => {
  const { timed, clock, counts } = work(0.125);
  await timePerStep(timed, 40, clock);
  expect(counts().steps).toBeGreaterThan(300_000);
  expect(counts().readings).toBeLessThan(50);
});

test('timePerStep does one step where that is longer than the slice', async () => {
  const { timed, clock, counts } = work(90_000);
  expect(await timePerStep(timed, 10, clock)).toBe(90_000);
  expect(counts().steps).toBe(1);
});

test('timePerStep counts what it takes until all steps are really done', async () => {
  const { timed, clock } = work(1000);
  const settle = async () => timed.step();
  expect(await timePerStep({ ...timed, settle }, 1, clock)).toBe(2000);
});
