import { emptyProgress, type Progress, writeProgress } from '@backprop/exercises';
import { describe, expect, it } from 'vitest';
import { PROGRESS_KEY, ProgressKeeper } from '../../src/exercise/progress-keeper';

/** A store of at most `room` characters. */
function storeOf(entries: Record<string, string> = {}, room = Number.POSITIVE_INFINITY) {
  const values = new Map(Object.entries(entries));
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    removeItem: (key: string) => void values.delete(key),
    setItem(key: string, value: string) {
      const others = [...values].filter(([name]) => name !== key);
      const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
      if (used + key.length + value.length > room) {
        throw new DOMException('no room', 'QuotaExceededError');
      }
      values.set(key, value);
    },
  };
}

const entry = (passed: boolean, changed = '2026-01-01T00:00:00.000Z') => ({
  passed,
  attempts: 1,
  best: { passed: passed ? 2 : 1, total: 2 },
  code: 'export {}',
  hints: 0,
  changed,
});

const progressOf = (ids: string[]): Progress => ({
  ...emptyProgress(),
  exercises: Object.fromEntries(ids.map((id) => [id, entry(true)])),
});

const pass = (id: string) => (progress: Progress) => ({
  ...progress,
  exercises: { ...progress.exercises, [id]: entry(true) },
});

const idsIn = (text: string | undefined) => Object.keys(JSON.parse(text!).exercises).sort();

describe('ProgressKeeper', () => {
  it('stores what was passed, and a second one finds it', () => {
    const store = storeOf();
    new ProgressKeeper(() => store).update(pass('a'));
    expect(new ProgressKeeper(() => store).state.progress.exercises.a?.passed).toBe(true);
  });

  it('merges what two tabs pass, although neither heard of the other', () => {
    const store = storeOf();
    const [one, two] = [new ProgressKeeper(() => store), new ProgressKeeper(() => store)];
    one.update(pass('a'));
    two.update(pass('b'));
    expect(idsIn(store.values.get(PROGRESS_KEY))).toEqual(['a', 'b']);
    one.refresh();
    expect(one.state.progress.exercises.b?.passed).toBe(true);
  });

  for (const bad of ['{bad', '[]', 'null', '""', '{"format":"backprop-progress"}']) {
    it(`puts an unreadable save aside: ${bad}`, () => {
      const store = storeOf({ [PROGRESS_KEY]: bad });
      const keeper = new ProgressKeeper(
        () => store,
        () => 7,
      );
      expect(keeper.state.backup).toBe(`${PROGRESS_KEY}#backup-7`);
      expect(store.values.get(`${PROGRESS_KEY}#backup-7`)).toBe(bad);
      keeper.update(pass('a'));
      expect(idsIn(store.values.get(PROGRESS_KEY))).toEqual(['a']);
      expect(store.values.get(`${PROGRESS_KEY}#backup-7`)).toBe(bad);
    });
  }

  it('stores the readable part of a damaged save at once, and keeps the whole aside', () => {
    const text = writeProgress(progressOf(['a', 'b'])).replace('"attempts": 1', '"attempts": -1');
    const store = storeOf({ [PROGRESS_KEY]: text });
    new ProgressKeeper(
      () => store,
      () => 7,
    );
    expect(idsIn(store.values.get(PROGRESS_KEY))).toEqual(['b']);
    expect(store.values.get(`${PROGRESS_KEY}#backup-7`)).toBe(text);
  });

  it('leaves an unreadable save where it is when there is no room to move it', () => {
    const text = 'x'.repeat(1000);
    const store = storeOf({ [PROGRESS_KEY]: text }, 1000 + PROGRESS_KEY.length);
    const keeper = new ProgressKeeper(() => store);
    keeper.update(pass('a'));
    expect(keeper.state.unsaved).toBe('full');
    expect(keeper.state.progress.exercises.a?.passed).toBe(true);
    expect([...store.values]).toEqual([[PROGRESS_KEY, text]]);
  });

  it('never writes over what a newer version saved', () => {
    const text = '{"format":"backprop-progress","version":99,"exercises":{}}';
    const store = storeOf({ [PROGRESS_KEY]: text });
    const keeper = new ProgressKeeper(() => store);
    keeper.update(pass('a'));
    expect(keeper.state.unsaved).toBe('newer');
    expect(keeper.state.progress.exercises.a?.passed).toBe(true);
    expect(store.values.get(PROGRESS_KEY)).toBe(text);
  });

  it('keeps the previous save when the store is full', () => {
    const text = writeProgress(progressOf(['a']));
    const store = storeOf({ [PROGRESS_KEY]: text }, text.length + PROGRESS_KEY.length + 10);
    const keeper = new ProgressKeeper(() => store);
    keeper.update(pass('b'));
    expect(keeper.state.unsaved).toBe('full');
    expect(Object.keys(keeper.state.progress.exercises).sort()).toEqual(['a', 'b']);
    expect(store.values.get(PROGRESS_KEY)).toBe(text);
  });

  it('goes on in memory when the mere getter throws', () => {
    const keeper = new ProgressKeeper(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    keeper.update(pass('a'));
    keeper.update(pass('b'));
    expect(keeper.state.unsaved).toBe('refused');
    expect(Object.keys(keeper.state.progress.exercises)).toEqual(['a', 'b']);
  });
});
