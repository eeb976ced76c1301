import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadline } from '../../src/deadline.js';
import { TimerWatch } from '../../src/worker/timers.js';

const pause = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const globals: Record<string, unknown> = {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
  };
  const watch = new TimerWatch(globals);
  return { watch, own: globals as unknown as typeof globalThis };
}

describe('the watch over a program’s timers', () => {
  it('is idle at once without timers, and after the last of them', async () => {
    const { watch, own } = watched();
    const idle = vi.fn();
    watch.whenIdle(idle);
    expect(idle).toHaveBeenCalledTimes(1);
    own.setTimeout(() => own.setTimeout(() => {}, 20), 10);
    watch.whenIdle(idle);
    await pause(15);
    expect(idle).toHaveBeenCalledTimes(1);
    await pause(60);
    expect(idle).toHaveBeenCalledTimes(2);
  });

  it('waits for an interval until it is cleared', async () => {
    const { watch, own } = watched();
    const idle = vi.fn();
    const ticking = own.setInterval(() => {}, 5);
    watch.whenIdle(idle);
    await pause(30);
    expect(idle).not.toHaveBeenCalled();
    own.clearInterval(ticking);
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it('takes a waiting timer for life, and a library’s timer for nothing', async () => {
    const { watch, own } = watched();
    expect(watch.signOfLife()).toBe(false);
    const handle = own.setTimeout(() => {}, 1000);
    expect(watch.signOfLife()).toBe(true);
    watch.forget();
    expect(watch.signOfLife()).toBe(false);
    own.clearTimeout(handle);
  });

  it('hands arguments on and keeps the names of what it stands for', async () => {
    const { own } = watched();
    const called = vi.fn();
    own.setTimeout(called, 1, 'a', 2);
    await pause(20);
    expect(called).toHaveBeenCalledWith('a', 2);
    expect(own.setTimeout.name).toBe('setTimeout');
  });
});

describe('a deadline', () => {
  it('acts once, after the last sign of life', async () => {
    const expire = vi.fn();
    const deadline = new Deadline(100, expire);
    vi.advanceTimersByTime(90);
    deadline.alive();
    vi.advanceTimersByTime(90);
    expect(expire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    deadline.alive();
    vi.advanceTimersByTime(1000);
    expect(expire).toHaveBeenCalledTimes(1);
  });

  it('stands still while the page is hidden, and never acts after its end', () => {
    const expire = vi.fn();
    const deadline = new Deadline(100, expire);
    deadline.pause(true);
    vi.advanceTimersByTime(1000);
    deadline.pause(false);
    vi.advanceTimersByTime(99);
    expect(expire).not.toHaveBeenCalled();
    deadline.end();
    vi.advanceTimersByTime(1000);
    deadline.alive();
    vi.advanceTimersByTime(1000);
    expect(expire).not.toHaveBeenCalled();
  });
});
