import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeras, writeKeras } from '../../src/files/index.js';
import { fixture, makeModel } from '../files/sample-models.js';
import { runMain } from './run-main.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'backprop-disk-'));
  writeFileSync(join(cwd, 'deep.keras'), fixture('deep.keras'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const run = (...args: string[]) => runMain(cwd, args);

/** The built program, as a person starts it; CI builds before it tests. */
const PROGRAM = fileURLToPath(new URL('../../bin/backprop-keras.js', import.meta.url));
const isBuilt = existsSync(new URL('../../dist/cli/main.js', import.meta.url));

describe('backprop-keras convert', () => {
  it('takes a link to nothing for a target that is there, and leaves it', async () => {
    symlinkSync('nowhere', join(cwd, 'link.keras'));
    const { code, err } = await run('convert', 'deep.keras', 'link.keras');
    expect(code).toBe(2);
    expect(err).toContain('expected a target that is not there yet');
    expect(lstatSync(join(cwd, 'link.keras')).isSymbolicLink()).toBe(true);
    expect((await run('convert', 'deep.keras', 'link.keras', '--force')).err).toContain(
      'a link to nothing; remove the link',
    );
    expect(readdirSync(cwd).sort()).toEqual(['deep.keras', 'link.keras']);
  });

  it('overwrites what a link leads to, and keeps the link', async () => {
    writeFileSync(join(cwd, 'real.keras'), 'old');
    symlinkSync('real.keras', join(cwd, 'link.keras'));
    expect((await run('convert', 'deep.keras', 'link.keras', '--force')).code).toBe(0);
    expect(lstatSync(join(cwd, 'link.keras')).isSymbolicLink()).toBe(true);
    expect(readKeras(readFileSync(join(cwd, 'real.keras'))).layers).toHaveLength(4);
  });

  it('says that the target is a folder, and leaves no draft behind', async () => {
    mkdirSync(join(cwd, 'folder.keras'));
    const { code, err } = await run('convert', 'deep.keras', 'folder.keras', '--force');
    expect(code).toBe(2);
    expect(err).toMatch(/expected a target that is a file, received .*folder\.keras, a folder/);
    expect(readdirSync(cwd).sort()).toEqual(['deep.keras', 'folder.keras']);
  });

  it('writes all files of a model or none', async () => {
    mkdirSync(join(cwd, 'web/model.json'), { recursive: true });
    writeFileSync(join(cwd, 'web/weights.bin'), 'old');
    const { code } = await run('convert', 'deep.keras', 'web/model.json', '--force');
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'web/weights.bin'), 'utf8')).toBe('old');
    expect(readdirSync(join(cwd, 'web')).sort()).toEqual(['model.json', 'weights.bin']);
  });

  it('names the file, not its draft, when the system refuses', async () => {
    const { code, err, out } = await run('convert', 'deep.keras', `${'n'.repeat(300)}.keras`);
    expect(code).toBe(4);
    expect(err).toMatch(/^backprop-keras: expected to look at .*, received ENAMETOOLONG: name too/);
    expect(out).toBe('');
    const told = await run('--json', 'convert', 'deep.keras', `${'n'.repeat(300)}.keras`);
    expect(JSON.parse(told.out).error).toMatchObject({
      name: 'SystemFault',
      received: 'ENAMETOOLONG: name too long',
      hint: 'name it more shortly',
    });
  });

  it('knows an ending in capitals', async () => {
    expect((await run('convert', 'deep.keras', 'DEEP.H5')).code).toBe(0);
    expect((await run('inspect', 'DEEP.H5')).out).toContain('.h5 file');
  });
});

describe('backprop-keras, given a path that leads nowhere', () => {
  it('says so: through a file, in a circle, in an empty folder, without a name', async () => {
    symlinkSync('b', join(cwd, 'a'));
    symlinkSync('a', join(cwd, 'b'));
    mkdirSync(join(cwd, 'empty'));
    for (const [path, received] of [
      ['deep.keras/x', 'deep.keras/x, which is not there'],
      ['a', 'a, which is not there'],
      ['empty', 'empty, a folder without one'],
      ['', 'an empty name, which is not there'],
    ] as const) {
      const { code, err } = await run('inspect', path);
      expect(code, path).toBe(2);
      expect(err).toContain(`expected a file, or a folder with a model.json, received ${received}`);
    }
  });

  it('names the file of rows that do not fit', async () => {
    for (const [name, text, received] of [
      ['ragged.json', '[[1], [2, 3]]', /received a list of 2 in ragged\.json/],
      ['words.json', '[["a", 1, 1, 1]]', /received "a" in words\.json/],
      ['narrow.json', '[[1, 2]]', /received \[1, 2\] in narrow\.json/],
      ['cut.json', '[[1, 2', /received cut\.json, which is not JSON/],
    ] as const) {
      writeFileSync(join(cwd, name), text);
      const { code, err } = await run('predict', 'deep.keras', name);
      expect(code, name).toBe(2);
      expect(err).toMatch(received);
    }
    expect((await run('predict', 'deep.keras', '.')).err).toContain('received the folder .');
  });
});

describe('the program backprop-keras', () => {
  it('ends with 4 when its output cannot be written, and with 0 when nobody reads on', (context) => {
    if (!isBuilt || !existsSync('/dev/full')) context.skip();
    const shell = (command: string) =>
      spawnSync('bash', ['-c', `set -o pipefail; ${command}`], { cwd, encoding: 'utf8' });
    const full = shell(`node ${PROGRAM} inspect deep.keras > /dev/full`);
    expect(full.status).toBe(4);
    expect(full.stderr).toMatch(/^cannot print: ENOSPC/);
    expect(shell(`node ${PROGRAM} inspect deep.keras | head -1`).status).toBe(0);
  });

  it('leaves a whole file or none when Ctrl+C comes in between', {
    timeout: 120_000,
  }, async (context) => {
    if (!isBuilt || process.platform === 'win32') context.skip();
    const large = makeModel([null, 2000], [['Dense', { units: 2500 }]]);
    writeFileSync(join(cwd, 'large.keras'), writeKeras(large));
    for (let delay = 80; delay <= 560; delay += 40) {
      const target = join(cwd, 'out.keras');
      const child = spawn('node', [PROGRAM, 'convert', 'large.keras', 'out.keras'], { cwd });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      setTimeout(() => child.kill('SIGINT'), delay);
      await ended;
      const names = readdirSync(cwd).filter((name) => name.endsWith('.part'));
      expect(names, `after ${delay} ms`).toEqual([]);
      if (!existsSync(target)) continue;
      expect(readKeras(readFileSync(target)).layers[0]!.outputShape).toEqual([null, 2500]);
      rmSync(target);
    }
  });
});
