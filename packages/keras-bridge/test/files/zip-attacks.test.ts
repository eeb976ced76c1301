import { constants, deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FileFormatError, FileResourceError, readKeras } from '../../src/files/index.js';
import { crc32 } from '../../src/files/zip/crc32.js';
import { type Member, makeZip, type ZipForm } from './make-zip.js';
import { fixture } from './sample-models.js';

const REAL = unzipSync(fixture('deep.keras'));
const members: Member[] = Object.entries(REAL).map(([name, packed]) => ({ name, packed }));

/** The real model's members, one of them with other numbers. */
const changed = (name: string, change: Partial<Member>): Member[] =>
  members.map((member) => (member.name === name ? { ...member, ...change } : member));

/** What was thrown; a test that throws nothing fails. */
function thrownBy(bytes: Uint8Array): FileFormatError | FileResourceError {
  try {
    readKeras(bytes, { file: 'mine.keras' });
  } catch (error) {
    if (error instanceof FileFormatError || error instanceof FileResourceError) return error;
    throw error;
  }
  return expect.fail('the file was read');
}

const refuses = (list: readonly Member[], form: ZipForm = {}) => thrownBy(makeZip(list, form));

describe('readKeras, given archives made by hand', () => {
  it('reads a plain one, one with a comment, and deflated members', () => {
    expect(readKeras(makeZip(members)).layers).toHaveLength(4);
    expect(readKeras(makeZip(members, { comment: strToU8('saved') })).layers).toHaveLength(4);
    const config = REAL['config.json']!;
    const packed = Uint8Array.from(deflateRawSync(config));
    const deflated = { packed, method: 8, size: config.length, crc: crc32(config) };
    const read = readKeras(makeZip(changed('config.json', deflated)));
    expect(read.layers).toEqual(readKeras(fixture('deep.keras')).layers);
  });

  it('reads zip64, which some programs write for small files too', () => {
    const { layers } = readKeras(makeZip(members, { isLong: true }));
    expect(layers).toEqual(readKeras(fixture('deep.keras')).layers);
  });

  it('refuses a zip64 archive without its records, and one that is larger than allowed', () => {
    const bytes = makeZip(members, { isLong: true });
    const view = new DataView(bytes.buffer);
    view.setUint32(bytes.length - 22 - 20, 0, true);
    expect(thrownBy(bytes).expected).toBe('the directory of a zip64 archive');
    const size = 2 ** 40;
    const huge = thrownBy(makeZip(changed('config.json', { size, method: 8 }), { isLong: true }));
    expect(huge).toBeInstanceOf(FileResourceError);
    expect(huge.received).toContain(String(size));
  });

  it('refuses a second member of one name', () => {
    const error = refuses([...members, { name: 'config.json', packed: strToU8('{}') }]);
    expect(error).toMatchObject({ place: 'config.json', expected: 'every member once' });
  });

  it('refuses a symbolic link, on whatever system it was made', () => {
    const link = { name: 'assets', packed: strToU8('/etc/passwd'), mode: 0o120777 };
    expect(refuses([...members, link]).received).toContain('symbolic link');
    expect(refuses(changed('config.json', { mode: 0o120644 })).place).toBe('config.json');
  });

  it('refuses encrypted members: by password, strongly, or with a masked directory', () => {
    for (const flags of [0x0001, 0x0041, 0x2000]) {
      const error = refuses(changed('model.weights.h5', { flags }));
      expect(error).toMatchObject({ place: 'model.weights.h5', expected: 'an open member' });
    }
  });

  it('refuses bytes behind the archive, and says how many', () => {
    const error = refuses(members, { trailing: new Uint8Array(10) });
    expect(error.message).toBe(
      'readKeras: expected the end of the archive, received 10 bytes behind it at end of file of mine.keras; something was added to the file; save the model again',
    );
  });

  it('refuses an archive hidden behind another, of which programs would see either', () => {
    const inner = makeZip([{ name: 'config.json', packed: strToU8('{}') }]);
    expect(refuses(members, { trailing: inner }).file).toBe('mine.keras');
    // In the comment, the true end comes first when one looks from the end of the file.
    const error = refuses(members, { comment: inner });
    expect(error).toBeInstanceOf(FileFormatError);
  });

  it('refuses a member that has another name in front of it than in the directory', () => {
    const error = refuses(changed('config.json', { localName: 'other.json' }));
    expect(error).toMatchObject({ place: 'config.json', expected: 'its name in front of it' });
    expect(error.received).toContain('"other.json"');
  });

  it('refuses an archive whose end record counts fewer members than there are', () => {
    const bytes = makeZip(members);
    new DataView(bytes.buffer).setUint16(bytes.length - 22 + 10, members.length - 1, true);
    expect(thrownBy(bytes).expected).toMatch(/^2 members in \d+ bytes$/);
  });

  it('refuses other ways of packing', () => {
    expect(refuses(changed('config.json', { method: 12 })).received).toContain('method 12');
  });
});

/** 2 GB of zeros, deflated to 2 MB: one block of 16 MB, again and again, and the final one. */
function deflatedZeros(): Uint8Array {
  const block = deflateRawSync(new Uint8Array(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH });
  return Uint8Array.from(Buffer.concat([...Array(128).fill(block), Buffer.of(3, 0)]));
}

describe('readKeras, given 2 GB in a zip of 2 MB', () => {
  const packed = deflatedZeros();
  const bomb = (size: number) => makeZip(changed('model.weights.h5', { packed, method: 8, size }));
  const grown = (read: () => void) => {
    const before = process.memoryUsage();
    read();
    const after = process.memoryUsage();
    return after.arrayBuffers - before.arrayBuffers + after.heapUsed - before.heapUsed;
  };

  it('refuses it before it inflates anything, when the directory is honest', () => {
    const bytes = bomb(2 ** 31);
    expect(bytes.length).toBeLessThan(2.2e6);
    let error: FileFormatError | FileResourceError | undefined;
    expect(grown(() => (error = thrownBy(bytes)))).toBeLessThan(16e6);
    expect(error).toBeInstanceOf(FileResourceError);
    expect(error!.received).toContain('2147483648');
  });

  it('stops at the size that the directory claims, when it lies', () => {
    const bytes = bomb(1000);
    let error: FileFormatError | FileResourceError | undefined;
    expect(grown(() => (error = thrownBy(bytes)))).toBeLessThan(128e6);
    expect(error).toMatchObject({ expected: '1000 bytes as declared' });
  });
});

describe('readKeras, given a config that disagrees with the weights', () => {
  /** The real file with its config edited as data. */
  function withConfig(
    edit: (layers: { class_name: string; config: Record<string, unknown> }[]) => void,
  ) {
    const config = JSON.parse(strFromU8(REAL['config.json']!));
    edit(config.config.layers);
    return makeZip(changed('config.json', { packed: strToU8(JSON.stringify(config)) }));
  }

  it('names the weight, the shape of the config and the shape of the file', () => {
    const wider = thrownBy(
      withConfig((layers) => {
        layers[1]!.config.units = 7;
      }),
    );
    expect(wider.message).toMatch(
      /kernel of shape \[4, 7\], received shape \[4, 6\] at .*layers\/dense/,
    );
    const input = thrownBy(
      withConfig((layers) => {
        layers[0]!.config.batch_shape = [null, 5];
      }),
    );
    expect(input.message).toMatch(/kernel of shape \[5, 6\], received shape \[4, 6\]/);
  });

  it('counts weights that are missing or too many', () => {
    const without = thrownBy(
      withConfig((layers) => {
        layers[1]!.config.use_bias = false;
      }),
    );
    expect(without.message).toMatch(/expected 1 weights \(kernel\) for layer "\w+", received 2/);
    const more = thrownBy(
      withConfig((layers) =>
        layers.push({ ...layers[1]!, config: { ...layers[1]!.config, name: 'extra' } }),
      ),
    );
    expect(more.file).toBe('mine.keras/model.weights.h5');
    expect(more.place).toContain('dense');
  });
});
