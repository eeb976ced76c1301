import { expect, test } from 'vitest';
import { BlockText } from '../../src/lab/block/block-text';
import { fingerprint } from '../../src/lab/fingerprint';
import { memoryShelf, type Shelf, ShelfFullError } from '../../src/lab/storage/shelf';

const KEY = 'draft/page/block';
const LESSON = 'const lesson = 1';

async function open(shelf: Shelf = memoryShelf(), lesson = LESSON) {
  const block = new BlockText(lesson, KEY, shelf, () => 7);
  await block.loaded;
  return { block, shelf };
}

async function edited(text: string, shelf?: Shelf) {
  const opened = await open(shelf);
  opened.block.edit(text);
  await opened.block.flush();
  return opened;
}

test('edit is saved with the fingerprint of the lesson and found again', async () => {
  const { shelf } = await edited('const mine = 2');
  expect(await shelf.get(KEY)).toEqual({
    schema: 2,
    text: 'const mine = 2',
    original: fingerprint(LESSON),
    time: 7,
  });
  const { block } = await open(shelf);
  expect(block.state).toMatchObject({
    text: 'const mine = 2',
    origin: 'edited',
    lessonChanged: false,
  });
});

test('edit saves by itself after a short pause', async () => {
  const { block, shelf } = await open();
  block.edit('typed');
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(await shelf.get(KEY)).toMatchObject({ text: 'typed' });
});

test('editing back to the lesson’s text leaves nothing saved', async () => {
  const { block, shelf } = await edited('x');
  block.edit(LESSON);
  await block.flush();
  expect(block.state.origin).toBe('lesson');
  expect(await shelf.get(KEY)).toBeUndefined();
});

test('reset clears the saved copy and undoReset brings it back, saved', async () => {
  const { block, shelf } = await edited('mine');
  block.reset();
  await block.flush();
  expect(block.state).toMatchObject({ text: LESSON, origin: 'lesson', undo: 'mine' });
  expect(await shelf.get(KEY)).toBeUndefined();
  block.undoReset();
  await block.flush();
  expect(block.state).toMatchObject({ text: 'mine', origin: 'edited', undo: null });
  expect(await shelf.get(KEY)).toMatchObject({ text: 'mine' });
});

test('undoReset is one step: typing after a reset takes it away', async () => {
  const { block } = await edited('mine');
  block.reset();
  block.edit('another');
  expect(block.state.undo).toBeNull();
});

test('an edit of an older lesson is shown with the offer of the new text, until decided', async () => {
  const { shelf } = await edited('mine');
  const first = await open(shelf, 'const lesson = 2');
  expect(first.block.state).toMatchObject({ text: 'mine', lessonChanged: true });
  first.block.edit('mine too');
  await first.block.flush();
  const second = await open(shelf, 'const lesson = 2');
  expect(second.block.state).toMatchObject({ text: 'mine too', lessonChanged: true });
  second.block.keepMine();
  await second.block.flush();
  const third = await open(shelf, 'const lesson = 2');
  expect(third.block.state).toMatchObject({ text: 'mine too', lessonChanged: false });
});

test('a draft of schema 1 is shown with the offer of the lesson’s text', async () => {
  const shelf = memoryShelf();
  await shelf.set(KEY, { schema: 1, text: 'old' });
  const { block } = await open(shelf);
  expect(block.state).toMatchObject({ text: 'old', origin: 'edited', lessonChanged: true });
});

test('openShared saves nothing, and closeShared gives the reader’s own edit back', async () => {
  const { block, shelf } = await edited('mine');
  block.openShared('theirs');
  await block.flush();
  expect(block.state).toMatchObject({ text: 'theirs', origin: 'shared' });
  expect(await shelf.get(KEY)).toMatchObject({ text: 'mine' });
  block.closeShared();
  expect(block.state).toMatchObject({ text: 'mine', origin: 'edited' });
});

test('editing shared code keeps the reader’s own text within reach, over a reload too', async () => {
  const { block, shelf } = await edited('mine');
  block.openShared('theirs');
  block.edit('theirs, changed');
  await block.flush();
  const again = await open(shelf);
  expect(again.block.state).toMatchObject({ text: 'theirs, changed', earlier: 'mine' });
  again.block.bringBack();
  await again.block.flush();
  expect(await shelf.get(KEY)).toMatchObject({ text: 'mine' });
  expect(await shelf.get(KEY)).not.toHaveProperty('earlier');
});

test('an unreadable draft is backed up, the lesson shows, and editing goes on', async () => {
  const shelf = memoryShelf();
  await shelf.set(KEY, '{bad');
  const { block } = await open(shelf);
  expect(block.state).toMatchObject({ text: LESSON, backup: `${KEY}#backup-7` });
  expect(await shelf.get(`${KEY}#backup-7`)).toBe('{bad');
  block.edit('mine');
  await block.flush();
  expect(await shelf.get(KEY)).toMatchObject({ text: 'mine' });
});

test('a draft of a future schema is never overwritten, and the reader is told', async () => {
  const shelf = memoryShelf();
  const future = { schema: 3, text: 'f', flavour: 'new' };
  await shelf.set(KEY, future);
  const { block } = await open(shelf);
  expect(block.state).toMatchObject({ text: LESSON, unsaved: 'newer' });
  block.edit('mine');
  await block.flush();
  block.reset();
  await block.flush();
  expect(await shelf.get(KEY)).toEqual(future);
});

test('a full store keeps the previous save, and the state says so', async () => {
  const { shelf } = await edited('before');
  const full = { ...shelf, set: () => Promise.reject(new ShelfFullError('full')) };
  const { block } = await open(full);
  block.edit('after');
  await block.flush();
  expect(block.state).toMatchObject({ text: 'after', unsaved: 'full' });
  expect(await shelf.get(KEY)).toMatchObject({ text: 'before' });
});

test('a text too long to keep is not saved and not cut', async () => {
  const { block, shelf } = await edited('before');
  block.edit('x'.repeat(300_000));
  await block.flush();
  expect(block.state).toMatchObject({ unsaved: 'long' });
  expect(block.state.text).toHaveLength(300_000);
  expect(await shelf.get(KEY)).toMatchObject({ text: 'before' });
});

test('an edit of the same block in another tab is kept beside this one', async () => {
  const shelf = memoryShelf();
  const { block: here } = await edited('from here', shelf);
  const { block: there } = await open(shelf);
  there.edit('from there');
  await there.flush();
  here.edit('from here, longer');
  await here.flush();
  expect(here.state).toMatchObject({ text: 'from here, longer', earlier: 'from there' });
  const { block: later } = await open(shelf);
  expect(later.state).toMatchObject({ text: 'from here, longer', earlier: 'from there' });
  later.bringBack();
  expect(later.state.text).toBe('from there');
});

test('reset does not take away what another tab saved meanwhile', async () => {
  const shelf = memoryShelf();
  const { block: here } = await edited('from here', shelf);
  await edited('from there', shelf);
  here.reset();
  await here.flush();
  expect(here.state).toMatchObject({ text: LESSON, undo: 'from here', earlier: 'from there' });
  const { block: later } = await open(shelf);
  expect(later.state.earlier).toBe('from there');
});

test('a tab’s own saves are no edits of another tab', async () => {
  const { block } = await edited('one');
  for (const text of ['two', LESSON, 'three', 'four']) {
    block.edit(text);
    await block.flush();
  }
  expect(block.state).toMatchObject({ text: 'four', earlier: null });
});

test('texts with other ends of lines have those that an editor has', async () => {
  const { block, shelf } = await open();
  block.openShared('a\r\nb\rc\n');
  expect(block.state).toMatchObject({ text: 'a\nb\nc\n', origin: 'shared' });
  // What the editor then says of its text is no edit.
  block.edit('a\nb\nc\n');
  expect(block.state.origin).toBe('shared');
  await shelf.set(KEY, { schema: 2, text: 'x\r\ny', original: '', time: 1 });
  expect((await open(shelf)).block.state.text).toBe('x\ny');
});
