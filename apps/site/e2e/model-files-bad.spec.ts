import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { choose, openPage, read, refusal, stillWorks, tfjsFiles, upload } from './model-files-page';
import { expect, test } from './watched-page';

test('archives that lead out of themselves or inflate without end are refused', async ({
  page,
  watched,
}) => {
  await openPage(page);
  const members = unzipSync(read('deep.keras'));
  for (const name of ['../x', '/etc/x', '..\\x']) {
    const bytes = zipSync({ ...members, [name]: strToU8('x') }, { level: 0 });
    const trouble = await refusal(page, [upload('leads-out.keras', bytes)]);
    expect(trouble).toMatchObject({ file: 'leads-out.keras', place: JSON.stringify(name) });
  }
  const bomb = zipSync({ 'config.json': new Uint8Array(80e6) }, { level: 1 });
  const trouble = await refusal(page, [upload('bomb.keras', bomb)]);
  expect(trouble).toMatchObject({ file: 'bomb.keras', place: 'config.json' });
  expect(trouble.expected).toMatch(/^at most \d+ bytes inflated$/);
  expect(trouble.received).toContain('80000000');
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('2 GB in an archive of 2 MB are refused at once, whatever it says of itself', async ({
  page,
  watched,
}) => {
  await openPage(page);
  const block = deflateRawSync(new Uint8Array(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([...Array(128).fill(block), Buffer.of(3, 0)]);
  for (const [says, expected] of [
    [2 ** 31, /^at most \d+ bytes inflated$/],
    [1000, /^1000 bytes as declared$/],
  ] as const) {
    const begin = Date.now();
    const trouble = await refusal(page, [upload('bomb.keras', oneMember(packed, says))]);
    expect(trouble).toMatchObject({ file: 'bomb.keras', place: 'config.json' });
    expect(trouble.expected).toMatch(expected);
    expect(Date.now() - begin).toBeLessThan(5000);
  }
  await stillWorks(page);
  expect(watched).toEqual([]);
});

/** A zip of config.json alone, deflated, that claims the given size once inflated. */
function oneMember(packed: Uint8Array, size: number): Buffer {
  const name = Buffer.from('config.json');
  const numbers = Buffer.alloc(26);
  numbers.writeUInt16LE(20, 0);
  numbers.writeUInt16LE(8, 4);
  numbers.writeUInt32LE(packed.length, 14);
  numbers.writeUInt32LE(size, 18);
  numbers.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), numbers, name, packed]);
  const made = Buffer.from([20, 3]);
  const rest = Buffer.alloc(14);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), made, numbers, rest, name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end]);
}

test('files cut short or with flipped bits are refused, or open as a whole', async ({
  page,
  watched,
}) => {
  test.setTimeout(180_000);
  await openPage(page);
  for (const name of ['deep.h5', 'deep.keras']) {
    const bytes = read(name);
    for (let i = 0; i < 10; i++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * i) / 10));
      const trouble = await refusal(page, [upload(name, cut)]);
      expect(trouble.file).toBe(name);
      expect(trouble.place).not.toBe('unknown');
    }
  }
  // keras-bridge's own tests flip many more bits; here the page has to bear it.
  const original = read('deep.h5');
  for (let i = 0; i < 40; i++) {
    const bytes = Buffer.from(original);
    bytes[(i * 7919) % bytes.length]! ^= 1 << (i % 8);
    const begin = Date.now();
    if ((await choose(page, [upload('flipped.h5', bytes)])) === 'failed') {
      await expect(page.locator('[data-field=place]')).not.toHaveText('unknown');
    }
    expect(Date.now() - begin).toBeLessThan(5000);
  }
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('a size of 10¹² numbers and weights that are no numbers are named', async ({
  page,
  watched,
}) => {
  await openPage(page);
  const { json, weights } = await tfjsFiles(page);
  const huge = read('deep.h5');
  let changed = 0;
  for (let at = 0; at + 16 <= huge.length; at++) {
    if (huge.readBigUInt64LE(at) !== 4n || huge.readBigUInt64LE(at + 8) !== 6n) continue;
    huge.writeBigUInt64LE(1_000_000n, at);
    huge.writeBigUInt64LE(1_000_000n, at + 8);
    changed++;
  }
  expect(changed).toBeGreaterThan(0);
  const tooLarge = await refusal(page, [upload('huge.h5', huge)]);
  expect(tooLarge.file).toBe('huge.h5');
  expect(`${tooLarge.expected} ${tooLarge.received}`).toMatch(/1000000/);

  const broken = Buffer.from(weights);
  broken.writeFloatLE(Number.NaN, 8);
  const files = [upload('model.json', json), upload('weights.bin', broken)];
  const noNumber = await refusal(page, files);
  expect(noNumber.expected).toMatch(/^finite numbers in /);
  expect(noNumber.received).toMatch(/^NaN at index \[\d+, \d+\]/);
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('a hostile model.json is refused, and changes nothing', async ({ page, watched }) => {
  test.setTimeout(120_000);
  await openPage(page);
  const { json, weights } = await tfjsFiles(page);
  const both = (text: string, bin: Uint8Array = weights) => [
    upload('model.json', text),
    upload('weights.bin', bin),
  ];
  const deep = await refusal(page, both(`{"modelTopology": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`));
  expect(deep.expected).toMatch(/^JSON at most \d+ levels deep$/);
  for (const path of ['../LEAK.bin', 'http://localhost/LEAK.bin']) {
    const trouble = await refusal(page, both(json.replaceAll('weights.bin', path)));
    expect(trouble.place).toBe('weightsManifest[0].paths');
    expect(trouble.received).toContain(path);
  }
  const short = await refusal(page, both(json, weights.subarray(0, -4)));
  expect(short.place).toMatch(/^weightsManifest\[0\]/);
  await choose(page, both(json.replace('{', '{"__proto__": {"polluted": 1}, ')));
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);

  const folder = mkdtempSync(join(tmpdir(), 'model-files-'));
  const large = join(folder, 'model.json');
  writeFileSync(large, '{');
  truncateSync(large, 500e6);
  const tooLarge = await refusal(page, large);
  rmSync(folder, { recursive: true });
  expect(tooLarge).toMatchObject({ expected: 'at most 268 MB', received: '500 MB' });
  await stillWorks(page);
  expect(watched).toEqual([]);
});

test('an unknown layer, another kind of file and several models are told apart', async ({
  page,
  watched,
}) => {
  await openPage(page);
  const members = unzipSync(read('deep.keras'));
  const config = strFromU8(members['config.json']!);
  const lstm = config.replace('"class_name": "Dense"', '"class_name": "LSTM"');
  const bytes = zipSync({ ...members, 'config.json': strToU8(lstm) }, { level: 0 });
  const unknown = await refusal(page, [upload('lstm.keras', bytes)]);
  expect(unknown.place).toMatch(/^config\.layers\[\d\]$/);
  expect(unknown.received).toContain('LSTM');
  const foreign = await refusal(page, [upload('thesis.pdf', '%PDF-1.7')]);
  expect(foreign).toMatchObject({ file: 'thesis.pdf', place: 'byte 0' });
  const two = await refusal(page, [upload('a.keras', 'a'), upload('b.h5', 'b')]);
  expect(two).toMatchObject({ file: 'a.keras, b.h5', received: '2 models' });
  await stillWorks(page);
  await page.getByRole('textbox', { name: /^Samples/ }).fill('1, 2');
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.locator('[data-field=received]')).toHaveText('2');
  await expect(page.locator('[data-field=place]')).toHaveText('line 1');
  expect(watched).toEqual([]);
});
