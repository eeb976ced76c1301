import { describe, expect, test, vi } from 'vitest';
import { DRAFT, type Draft, LONGEST_TEXT } from '../../src/lab/storage/draft';
import { dropRecord, fetchRecord, putRecord } from '../../src/lab/storage/keep';
import { type RecordKind, readRecord } from '../../src/lab/storage/record';
import { memoryShelf, type Shelf, ShelfFullError, steadyShelf } from '../../src/lab/storage/shelf';

const draft: Draft = { schema: 2, text: 'let a = 1', original: '811c9dc5', time: 1 };
const refusing: Shelf = {
  get: () => Promise.reject(new Error('refused')),
  set: () => Promise.reject(new Error('refused')),
  delete: () => Promise.reject(new Error('refused')),
};

describe('readRecord', () => {
  test('readRecord takes a record of the present schema as it is', () => {
    expect(readRecord(DRAFT, draft)).toEqual({ state: 'good', record: draft, migrated: false });
    expect(readRecord(DRAFT, undefined)).toEqual({ state: 'absent' });
  });

  test('readRecord migrates a draft of schema 1 and says so', () => {
    expect(readRecord(DRAFT, { schema: 1, text: 'let b = 2' })).toEqual({
      state: 'good',
      record: { schema: 2, text: 'let b = 2', original: '', time: 0 },
      migrated: true,
    });
  });

  test('readRecord walks every migration in order', () => {
    const kind: RecordKind<{ schema: number; trail: string }> = {
      schema: 4,
      migrations: [1, 2, 3].map((n) => (record) => ({ trail: `${record.trail}${n}` })),
      isValid: (record): record is { schema: number; trail: string } =>
        typeof record.trail === 'string',
    };
    expect(readRecord(kind, { schema: 1, trail: '' })).toMatchObject({ record: { trail: '123' } });
    expect(readRecord(kind, { schema: 3, trail: '' })).toMatchObject({ record: { trail: '3' } });
  });

  test.each([
    ['half a JSON text', '{bad'],
    ['a list', []],
    ['null', null],
    ['a record without schema', { text: 'x' }],
    ['a fractional schema', { ...draft, schema: 1.5 }],
    ['schema 0', { ...draft, schema: 0 }],
    ['a schema as text', { ...draft, schema: '2' }],
    ['a text that is a number', { ...draft, text: 7 }],
    ['an earlier text that is a list', { ...draft, earlier: [] }],
    ['a draft of schema 1 without text', { schema: 1 }],
    ['5 MB of text', { ...draft, text: 'x'.repeat(5_000_000) }],
  ])('readRecord calls %s unreadable', (_what, stored) => {
    expect(readRecord(DRAFT, stored)).toEqual({ state: 'unreadable' });
  });

  test('readRecord takes the longest text that may be written', () => {
    const longest = { ...draft, text: 'x'.repeat(LONGEST_TEXT) };
    expect(readRecord(DRAFT, longest).state).toBe('good');
  });
});

describe('fetchRecord, putRecord, dropRecord', () => {
  test('fetchRecord moves an unreadable value aside and loses nothing', async () => {
    const shelf = memoryShelf();
    await shelf.set('k', '{bad');
    const kept = await fetchRecord(shelf, DRAFT, 'k', () => 42);
    expect(kept).toEqual({ state: 'backed-up', backup: 'k#backup-42' });
    expect(await shelf.get('k#backup-42')).toBe('{bad');
    expect(await shelf.get('k')).toBeUndefined();
  });

  test('fetchRecord keeps the value in place when its copy cannot be written', async () => {
    const shelf = memoryShelf();
    await shelf.set('k', null);
    const full = { ...shelf, set: () => Promise.reject(new ShelfFullError('full')) };
    await expect(fetchRecord(full, DRAFT, 'k')).rejects.toThrow(ShelfFullError);
    expect(await shelf.get('k')).toBeNull();
  });

  test('putRecord and dropRecord never touch a record of a later schema', async () => {
    const shelf = memoryShelf();
    const later = { schema: 99, text: 'from the future' };
    await shelf.set('k', later);
    expect(await fetchRecord(shelf, DRAFT, 'k')).toEqual({ state: 'newer' });
    expect(await putRecord(shelf, DRAFT, 'k', draft)).toBe(false);
    expect(await dropRecord(shelf, DRAFT, 'k')).toBe(false);
    expect(await shelf.get('k')).toBe(later);
  });

  test('putRecord writes over an older or unreadable value, and dropRecord removes', async () => {
    const shelf = memoryShelf();
    await shelf.set('k', { schema: 1, text: 'old' });
    expect(await putRecord(shelf, DRAFT, 'k', draft)).toBe(true);
    expect(await fetchRecord(shelf, DRAFT, 'k')).toEqual({ state: 'kept', record: draft });
    expect(await dropRecord(shelf, DRAFT, 'k')).toBe(true);
    expect(await fetchRecord(shelf, DRAFT, 'k')).toEqual({ state: 'none' });
  });
});

describe('steadyShelf', () => {
  test('steadyShelf goes on in memory after a refusal and tells once', async () => {
    const onRefused = vi.fn();
    const shelf = steadyShelf(refusing, onRefused);
    expect(await shelf.get('a')).toBeUndefined();
    await Promise.all([shelf.set('a', 1), shelf.set('b', 2)]);
    expect(await shelf.get('a')).toBe(1);
    await shelf.delete('a');
    expect(await shelf.get('a')).toBeUndefined();
    expect(onRefused).toHaveBeenCalledTimes(1);
    expect(shelf.refused).toBe(true);
  });

  test('steadyShelf survives a store whose mere mention throws', async () => {
    const throwing = {
      ...refusing,
      get: () => Promise.reject(new DOMException('x', 'SecurityError')),
    };
    expect(await steadyShelf(throwing).get('a')).toBeUndefined();
  });

  test('steadyShelf passes a full store on as ShelfFullError and keeps what was there', async () => {
    const inner = memoryShelf();
    await inner.set('a', 'before');
    const quota = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    const shelf = steadyShelf({ ...inner, set: quota });
    await expect(shelf.set('a', 'after')).rejects.toThrow(ShelfFullError);
    expect(await shelf.get('a')).toBe('before');
    expect(shelf.refused).toBe(false);
  });

  test('steadyShelf does not wait for ever for a store that never answers', async () => {
    const silent = { ...refusing, get: () => new Promise(() => {}) };
    const shelf = steadyShelf(silent, () => {}, 20);
    expect(await shelf.get('a')).toBeUndefined();
    expect(shelf.refused).toBe(true);
  });

  test('a record from one tab does not touch another block’s record from another tab', async () => {
    const disk = memoryShelf();
    const [first, second] = [steadyShelf(disk), steadyShelf(disk)];
    await Promise.all([
      putRecord(first, DRAFT, 'draft/p/a', { ...draft, text: 'a' }),
      putRecord(second, DRAFT, 'draft/p/b', { ...draft, text: 'b' }),
    ]);
    expect(await disk.get('draft/p/a')).toMatchObject({ text: 'a' });
    expect(await disk.get('draft/p/b')).toMatchObject({ text: 'b' });
  });
});
