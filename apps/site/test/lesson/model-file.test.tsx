import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelFile as SavedModel } from '@backprop/keras-bridge/files';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ModelFile } from '../../src/lesson';
import { nameOf } from '../../src/lesson/model-file/Downloads';
import { droppedFiles } from '../../src/lesson/model-file/dropped-files';
import type { OpenedModel } from '../../src/lesson/model-file/jobs';
import { Overview } from '../../src/lesson/model-file/Overview';
import { exampleRows, parseRows } from '../../src/lesson/model-file/parse-rows';
import { MOST_BYTES, pickFiles } from '../../src/lesson/model-file/pick-files';
import { predictRows } from '../../src/lesson/model-file/predict-rows';
import { readModel } from '../../src/lesson/model-file/read-model';
import { Summary } from '../../src/lesson/model-file/Summary';
import { size } from '../../src/lesson/model-file/size';
import { type JobWorker, startJob } from '../../src/lesson/model-file/start-job';
import { troubleOf } from '../../src/lesson/model-file/trouble';
import { writeModel } from '../../src/lesson/model-file/write-model';
import { render } from './render';

const FIXTURES = join(__dirname, '../../../../packages/keras-bridge/test/fixtures/keras-files');
const MANIFEST = JSON.parse(readFileSync(join(FIXTURES, 'manifest.json'), 'utf8')) as {
  file: string;
  inputs: number[][];
  predictions: number[][];
}[];
const fixture = (name: string) => new File([readFileSync(join(FIXTURES, name))], name);

async function open(model: File, shards: File[] = []): Promise<OpenedModel> {
  return readModel({ kind: 'read', model, shards }, () => {});
}

/** What a job was refused for; one that is done fails the test. */
async function troubleFrom(model: File, shards: File[] = []) {
  try {
    await open(model, shards);
  } catch (error) {
    return troubleOf(error, model.name);
  }
  return expect.fail('the file was opened');
}

describe('pickFiles', () => {
  const file = (name: string, bytes = 10) => ({ name, size: bytes });

  test('takes one file whatever its name, and a model.json with its binary files', () => {
    expect(pickFiles([file('saved')])).toEqual({ model: file('saved'), shards: [] });
    const shards = [file('group1-shard1of2.bin'), file('group1-shard2of2')];
    expect(pickFiles([shards[0]!, file('model.json'), shards[1]!])).toEqual({
      model: file('model.json'),
      shards,
    });
  });

  test.each([
    ['two models', [file('a.keras'), file('b.h5')], 'one model', '2 models'],
    ['binary files alone', [file('w.bin')], 'a .keras, .h5 or model.json file', 'w.bin'],
    ['files beside a .keras', [file('a.keras'), file('w.bin')], 'a.keras alone', 'w.bin'],
    ['too large', [file('a.keras', MOST_BYTES + 1)], 'at most 268 MB', '268 MB'],
    [
      'two files of one name',
      [file('model.json'), file('w.bin'), file('w.bin')],
      'every file once',
      'two files called w.bin',
    ],
    ['too large together', [file('model.json'), file('w.bin', 5e8)], 'at most 268 MB', '500 MB'],
  ])('refuses %s before anything is read', (_, files, expected, received) => {
    expect(pickFiles(files)).toMatchObject({ expected, received });
  });
});

/** A file or folder as a browser hands it out when it is dropped. */
type Tree = { [name: string]: string | Tree };
function entryOf(name: string, content: string | Tree): object {
  if (typeof content === 'string') {
    const file = (done: (file: File) => void) => done(new File([content], name));
    return { name, isDirectory: false, file };
  }
  const entries = Object.entries(content).map(([inner, value]) => entryOf(inner, value));
  // Portions of two, as a browser has portions of a hundred.
  const createReader = () => {
    const rest = [...entries];
    return { readEntries: (done: (some: object[]) => void) => done(rest.splice(0, 2)) };
  };
  return { name, isDirectory: true, createReader };
}
const drop = (content: Tree) =>
  droppedFiles({
    items: Object.entries(content).map(([name, value]) => ({
      webkitGetAsEntry: () => entryOf(name, value),
    })),
    files: Object.keys(content).map((name) => new File([], name)),
  } as unknown as DataTransfer);
const namesOf = async (content: Tree) =>
  ((await drop(content)) as File[]).map(({ name }) => name).sort();

describe('droppedFiles', () => {
  test('takes files at once, as they are', () => {
    expect((drop({ 'a.keras': '', 'notes.txt': '' }) as File[]).map(({ name }) => name)).toEqual([
      'a.keras',
      'notes.txt',
    ]);
  });

  test('finds the files of a model in a folder, and in a folder inside', async () => {
    const inside = { 'model.json': '{}', 'group1-shard1of2.bin': '', 'group1-shard2of2': '' };
    const names = ['group1-shard1of2.bin', 'group1-shard2of2', 'model.json'];
    const around = { 'readme.md': '', '.DS_Store': '', '._model.json': '', 'package.json': '{}' };
    expect(await namesOf({ web: { ...inside, ...around } })).toEqual(names);
    expect(await namesOf({ home: { 'photo.png': '', web: inside } })).toEqual(names);
    expect(await namesOf({ home: { 'mine.keras': '' } })).toEqual(['mine.keras']);
  });

  test('refuses a folder without a model, and one with too many files', async () => {
    expect(await drop({ photos: { 'a.png': '' } })).toMatchObject({
      file: 'photos',
      place: 'the dropped folder',
      received: 'none of these in it',
    });
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.bin`, '']));
    expect(await drop({ many })).toMatchObject({ expected: 'at most 1000 files in a folder' });
  });

  test('hands on that a folder cannot be read', async () => {
    const broken = {
      name: 'gone',
      isDirectory: true,
      createReader: () => ({
        readEntries: (_: unknown, fail: (error: Error) => void) =>
          fail(new DOMException('it is gone', 'NotFoundError')),
      }),
    };
    const items = [{ webkitGetAsEntry: () => broken }];
    await expect(droppedFiles({ items, files: [] } as unknown as DataTransfer)).rejects.toThrow(
      'it is gone',
    );
  });
});

describe('Summary', () => {
  test('has the columns and totals of Keras', async () => {
    const { model } = await open(fixture('bce-adam-3.keras'));
    const html = (await render(<Summary model={model} />))
      .replaceAll('<!-- -->', '')
      .replaceAll(/<[^>]+>/g, '|');
    expect(html).toMatch(/dense\w* \(Dense\)\|+\(None, 4\)\|+16\|/);
    expect(html).toContain('Total params: 21 (84 bytes)');
    expect(html).toContain('Trainable params: 21 (84 bytes)');
    expect(html).toContain('Non-trainable params: 0 (0 bytes)');
    // Two slots for each weight, the iteration and the rate.
    expect(html).toContain('Optimizer params: 44 (176 bytes)');
  });

  test('counts no rate that a schedule computes; the settings say which', async () => {
    const opened = await open(fixture('../schedules/piecewise-adam.keras'));
    const { layers, optimizerState } = opened.model;
    const slots = optimizerState!.slots.flatMap(({ tensors }) => tensors);
    const count = slots.reduce((sum, { values }) => sum + values.length, 0) + 1;
    expect(layers.length).toBeGreaterThan(0);
    expect(await render(<Summary model={opened.model} />)).toContain(`Optimizer params: ${count} `);
    const text = (await render(<Overview opened={opened} />)).replaceAll('<!-- -->', '');
    expect(text).toMatch(/learning_rate PiecewiseConstantDecay\(boundaries \[[\d, ]+\], values \[/);
  });
});

describe('parseRows', () => {
  test('reads a sample a line, JSON, and samples of several dimensions', () => {
    expect(parseRows('8, 8\n\n 7;9e-1', [null, 2])).toEqual({
      rows: [
        [8, 8],
        [7, 0.9],
      ],
    });
    expect(parseRows(' [[8, 8]]', [null, 2])).toEqual({ rows: [[8, 8]] });
    expect(parseRows('1 2 3 4', [null, 2, 2])).toEqual({
      rows: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    });
  });

  test.each([
    ['', [null, 2], { place: 'line 1', received: 'none' }],
    ['1, 2\n3', [null, 2], { place: 'line 2', expected: '2 numbers', received: '1' }],
    ['1, x', [null, 2], { place: 'line 1', received: '"x"' }],
    ['1, Infinity', [null, 2], { received: '"Infinity"' }],
    ['[[1, 2]', [null, 2], { place: 'the rows' }],
    ['1, 2', [null, null], { expected: 'JSON of shape [any, any]' }],
  ])('refuses %j for %j and says where', (text, shape, trouble) => {
    expect(parseRows(text, shape)).toMatchObject(trouble);
  });

  test('begins with one sample of zeros, when that is short', () => {
    expect(exampleRows([null, 3])).toBe('0, 0, 0');
    expect(exampleRows([null, 784])).toBe('');
    expect(exampleRows([null, null])).toBe('');
  });
});

describe('the jobs of the workers', () => {
  test('reads every file of the real Keras, and predicts what Keras predicted', async () => {
    expect(MANIFEST).toHaveLength(12);
    for (const { file, inputs, predictions } of MANIFEST) {
      const name = file.replace('keras-files/', '');
      const { model } = await open(fixture(name));
      const job = { kind: 'predict', file: name, model, rows: inputs } as const;
      const found = predictRows(job) as number[][];
      expect(found).toHaveLength(predictions.length);
      for (const [i, row] of predictions.entries()) {
        for (const [j, value] of row.entries()) expect(found[i]![j]!).toBeCloseTo(value, 5);
      }
    }
  });

  test('what it writes opens again with the same weights', async () => {
    const { model } = await open(fixture('relu-mse.keras'));
    const write = async (as: 'keras' | 'model.json' | 'weights.bin' | 'py' | 'ipynb') =>
      writeModel({ kind: 'write', file: 'm', model, as }).content;
    const weightsOf = ({ layers }: SavedModel) => layers.flatMap(({ weights }) => weights);
    const keras = await open(new File([(await write('keras')) as BlobPart], 'm.keras'));
    expect(weightsOf(keras.model)).toEqual(weightsOf(model));
    const shard = new File([(await write('weights.bin')) as BlobPart], 'weights.bin');
    const json = new File([(await write('model.json')) as BlobPart], 'model.json');
    expect(weightsOf((await open(json, [shard])).model)).toEqual(weightsOf(model));
    expect(await write('py')).toContain('import keras');
    expect(JSON.parse((await write('ipynb')) as string).cells.length).toBeGreaterThan(1);
  });

  test('tells how much of all files is read', async () => {
    const seen: [number, number][] = [];
    const model = fixture('deep.h5');
    await readModel({ kind: 'read', model, shards: [] }, (...at) => seen.push(at));
    expect(seen.at(-1)).toEqual([model.size, model.size]);
  });

  test('a file that is no model is refused with its name and place', async () => {
    expect(await troubleFrom(new File(['%PDF-1.7'], 'thesis.pdf'))).toEqual({
      file: 'thesis.pdf',
      place: 'byte 0',
      expected: 'a .keras, .h5 or model.json file',
      received: 'other bytes',
      hint: 'choose a saved Keras model',
    });
    expect(await troubleFrom(new File([], 'empty'))).toMatchObject({ received: 'an empty file' });
  });

  test('a model.json without its binary files is told which one is missing', async () => {
    const { model } = await open(fixture('deep.keras'));
    const job = { kind: 'write', file: 'm', model, as: 'model.json' } as const;
    const { content } = writeModel(job);
    const alone = await troubleFrom(new File([content as string], 'model.json'));
    expect(alone).toMatchObject({ file: 'model.json', expected: 'the file weights.bin' });
  });
});

describe('startJob', () => {
  afterEach(() => void vi.useRealTimers());
  const job = { kind: 'read', model: new File([], 'a.keras'), shards: [] } as const;
  const makeWorker = () => {
    const terminate = vi.fn();
    const worker: JobWorker = { onmessage: null, onerror: null, postMessage: vi.fn(), terminate };
    const say = (data: object) =>
      worker.onmessage?.call(worker as Worker, { data } as MessageEvent);
    return { worker, say, terminate };
  };

  test('passes progress and the result on, and ends the worker', async () => {
    const { worker, say, terminate } = makeWorker();
    const onProgress = vi.fn();
    const { outcome } = startJob<'read'>(
      { ...job, shards: [] },
      { makeWorker: () => worker, onProgress },
    );
    say({ kind: 'progress', done: 3, total: 9 });
    expect(onProgress).toHaveBeenCalledWith(3, 9);
    expect(terminate).not.toHaveBeenCalled();
    say({ kind: 'done', result: 'model' });
    expect(await outcome).toEqual({ kind: 'done', result: 'model' });
    expect(terminate).toHaveBeenCalledOnce();
  });

  test('ends a worker that takes too long, and says so', async () => {
    vi.useFakeTimers();
    const { worker, terminate } = makeWorker();
    const settings = { makeWorker: () => worker, deadline: 2000 };
    const { outcome } = startJob<'read'>({ ...job, shards: [] }, settings);
    vi.advanceTimersByTime(1999);
    expect(terminate).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(await outcome).toMatchObject({
      trouble: { file: 'a.keras', expected: 'an answer within 2 s', received: 'none' },
    });
    expect(terminate).toHaveBeenCalledOnce();
  });

  test('cancel ends the worker, and a late answer is not heard', async () => {
    const { worker, say, terminate } = makeWorker();
    const running = startJob<'read'>({ ...job, shards: [] }, { makeWorker: () => worker });
    running.cancel();
    say({ kind: 'done', result: 'model' });
    expect(await running.outcome).toEqual({ kind: 'cancelled' });
    expect(terminate).toHaveBeenCalledOnce();
  });

  test('a worker that breaks is a trouble with a hint', async () => {
    const { worker } = makeWorker();
    const { outcome } = startJob<'read'>({ ...job, shards: [] }, { makeWorker: () => worker });
    worker.onerror?.call(worker as Worker, { message: 'out of memory' } as ErrorEvent);
    expect(await outcome).toMatchObject({ trouble: { received: 'out of memory' } });
  });
});

test('troubleOf lays out what is no typed error too', () => {
  expect(troubleOf(new RangeError('Array buffer allocation failed'), 'a.h5')).toMatchObject({
    file: 'a.h5',
    received: 'RangeError: Array buffer allocation failed',
  });
  expect(troubleOf(new DOMException('gone', 'NotFoundError'), 'a.h5')).toMatchObject({
    expected: 'a file that can be read',
    received: 'NotFoundError: gone',
  });
});

test('size writes bytes for people', () => {
  expect([0, 1, 999, 1600, 999_499, 999_500, 12e6].map(size)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1.6 kB',
    '999 kB',
    '1.0 MB',
    '12 MB',
  ]);
});

test('TensorFlow.js files keep the names by which they know each other', () => {
  expect(nameOf('my.net.h5', 'keras')).toBe('my.net.keras');
  expect(nameOf('net.keras', 'model.json')).toBe('model.json');
  expect(nameOf('.keras', 'py')).toBe('model.py');
});

test('ModelFile can be built, and waits for a file', async () => {
  const html = await render(<ModelFile />);
  expect(html).toContain('data-model-file="idle"');
  expect(html).toContain('Choose files');
});
