import { beforeEach, describe, expect, it } from 'vitest';
import { EndlessError, LoopGuard } from '../../src/worker/loop-guard.js';

let clock: number;
let tasks: (() => void)[];
let told: EndlessError[];
let guard: LoopGuard;

beforeEach(() => {
  clock = 0;
  tasks = [];
  told = [];
  const host = { now: () => clock, afterTask: (task: () => void) => tasks.push(task) };
  guard = new LoopGuard(500, host, (error) => told.push(error));
});

const turnEnds = () => {
  for (const task of tasks.splice(0)) task();
};

/** Calls the guard at a steady pace, as a loop does. */
function loop(passes: number, millisecondsEach: number): void {
  for (let pass = 0; pass < passes; pass++) {
    guard.tick();
    clock += millisecondsEach;
  }
}

describe('the guard', () => {
  it('throws once a turn of the event loop lasted too long, and says so', () => {
    expect(() => loop(1000, 10)).toThrow(EndlessError);
    expect(clock).toBe(510);
    expect(told).toHaveLength(1);
    expect(told[0]!.message).toBe(
      'run: expected a pause within 500 ms, received a loop or a call that went on; ' +
        'give it an end, or spread its work over timers',
    );
  });

  it('finds a fast loop within a few passes of the bound', () => {
    expect(() => loop(10_000_000, 0.001)).toThrow(EndlessError);
    expect(clock).toBeLessThan(501);
  });

  it('sees every pass where a single one takes long', () => {
    loop(100, 0.001);
    expect(() => loop(100, 200)).toThrow(EndlessError);
    expect(clock).toBeLessThan(200 * 20);
  });

  it('throws for ever, also in later turns', () => {
    expect(() => loop(1000, 10)).toThrow(EndlessError);
    expect(guard.tick).toThrow(EndlessError);
    turnEnds();
    expect(guard.tick).toThrow(EndlessError);
  });

  it('begins anew with each turn', () => {
    for (let turn = 0; turn < 20; turn++) {
      loop(40, 10);
      turnEnds();
    }
    expect(told).toEqual([]);
  });

  it('counts nothing while no code runs', () => {
    guard.tick();
    turnEnds();
    clock = 10_000;
    expect(guard.tick).not.toThrow();
  });

  it('is no more lasting than the object: the next run has another', () => {
    expect(() => loop(1000, 10)).toThrow(EndlessError);
    const host = { now: () => clock, afterTask: () => {} };
    expect(new LoopGuard(500, host, () => {}).tick).not.toThrow();
  });

  it('tells again after the turn when it could not at first', () => {
    let full = true;
    const host = { now: () => clock, afterTask: (task: () => void) => tasks.push(task) };
    guard = new LoopGuard(500, host, (error) => {
      if (full) throw new RangeError('Maximum call stack size exceeded');
      told.push(error);
    });
    expect(() => loop(1000, 10)).toThrow(EndlessError);
    expect(told).toEqual([]);
    full = false;
    turnEnds();
    expect(told).toHaveLength(1);
  });
});
