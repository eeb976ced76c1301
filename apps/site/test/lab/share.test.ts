import * as fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { pack, ShareError, unpack } from '../../src/lab/share/codec';
import { isShareHash, readShareHash, shareHash } from '../../src/lab/share/link';

const toUrl = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const withHeader = (body: Uint8Array) => toUrl(Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), body]));

describe('pack and unpack', () => {
  test('unpack gives back what pack took, for any text of whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(unpack(pack(text))).toBe(text);
      }),
    );
  });

  test.each([
    ['a closing script tag', '</script><script>alert(1)</script>'],
    ['backticks and template holes', `const s = \`a\${\`b\`}\`;`],
    ['line separators', 'a\u2028b\u2029c\r\nd'],
    ['emoji', '👩‍👩‍👧 π ≈ 3'],
    ['a byte order mark', '\uFEFFconst a = 1'],
    ['nothing', ''],
  ])('pack keeps %s exactly and uses URL-safe letters only', (_what, text) => {
    const packed = pack(text);
    expect(packed).toMatch(/^[\w-]+$/);
    expect(unpack(packed)).toBe(text);
  });

  test('pack refuses a text over 256 KiB', () => {
    expect(() => pack('é'.repeat(131_073))).toThrow(/at most 256 KiB/);
    expect(unpack(pack('é'.repeat(131_072)))).toHaveLength(131_072);
  });

  test('unpack refuses whatever pack did not make, always as a ShareError', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(() => unpack(text)).toThrow(ShareError);
      }),
    );
  });

  test('unpack notices every single changed or missing character', () => {
    const packed = pack('const w = [0.1, 0.1];\nw.map((x) => x * 2) //=> [0.2, 0.2]\n');
    for (let at = 0; at < packed.length; at++) {
      expect(() => unpack(packed.slice(0, at)), `cut at ${at}`).toThrow(ShareError);
    }
    // The last letter may carry padding bits that mean nothing.
    for (let at = 0; at < packed.length - 1; at++) {
      const other = packed[at] === 'A' ? 'B' : 'A';
      const bent = packed.slice(0, at) + other + packed.slice(at + 1);
      let text: string | undefined;
      try {
        text = unpack(bent);
      } catch (error) {
        expect(error).toBeInstanceOf(ShareError);
      }
      if (text !== undefined) expect(text).toBe(unpack(packed));
    }
  });

  test('unpack stops a deflate bomb of 100 MB early', () => {
    const bomb = withHeader(deflateSync(new Uint8Array(100_000_000)));
    expect(bomb.length).toBeLessThan(350_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpack(bomb)).toThrow(/at most 256 KiB of code/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
  });

  test('unpack refuses a megabyte before it decodes it', () => {
    expect(() => unpack('A'.repeat(1_000_000))).toThrow(/at most 256 KiB/);
  });

  test('unpack names the version when a later one packed the text', () => {
    expect(() => unpack(toUrl(Uint8Array.from([2, 0, 0, 0, 0, 3, 0])))).toThrow(/received 2/);
  });
});

describe('share links', () => {
  test('readShareHash gives back the block and the text of shareHash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (block, text) => {
        const hash = shareHash(block, pack(text));
        expect(isShareHash(hash)).toBe(true);
        const read = readShareHash(hash);
        expect(read.block).toBe(block);
        expect(unpack(read.packed)).toBe(text);
      }),
    );
  });

  test('readShareHash survives broken escapes and missing parts', () => {
    expect(readShareHash('#code=%E0%A4%A.abc')).toEqual({ block: '', packed: 'abc' });
    expect(readShareHash('#code=')).toEqual({ block: '', packed: '' });
    expect(isShareHash('#what-you-will-learn')).toBe(false);
  });
});
