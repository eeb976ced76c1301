// Every TypeScript example of a README is what a reader would paste into a project of their own,
// so it is checked there: a folder with our packages installed, and the compiler at its strictest
// usual setting. That they do what they claim is what the packages' own tests look at.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'ES2022',
    lib: ['ES2023', 'DOM'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    moduleDetection: 'force',
    types: ['node'],
  },
};

let project;
before(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'readme-examples-')));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  install('@types/node', join(root, 'node_modules/@types/node'));
  for (const folder of packages) {
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json')));
    install(name, folder);
    for (const other of Object.keys(dependencies)) {
      install(other, join(folder, 'node_modules', other));
    }
  }
});
after(() => rmSync(project, { recursive: true, force: true }));

/** Puts a package where a reader's package manager would put it. */
function install(name, folder) {
  const place = join(project, 'node_modules', name);
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(realpathSync(folder), place, 'junction');
}

/** The examples of a README, each with the line of the README where its code begins. */
function examplesOf(readme) {
  const text = readFileSync(readme, 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(({ 1: code, index }) => ({
    code,
    line: text.slice(0, index).split('\n').length + 1,
  }));
}

/** What the compiler says of files, by name, as lines of `name(line,column): error …`. */
function compile(files) {
  for (const [name, code] of Object.entries(files)) writeFileSync(join(project, name), code);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, error } = spawnSync(process.execPath, [compiler, '-p', project], {
    cwd: project,
    encoding: 'utf8',
  });
  assert.ifError(error);
  for (const name of Object.keys(files)) rmSync(join(project, name));
  return stdout.split('\n').filter(Boolean);
}

test('what strict complains about is found', () => {
  const errors = compile({
    'wrong.ts': "import { tensor } from '@backprop/core';\nconst twice = (x) => tensor(x) + 1;\n",
  });
  assert.match(errors.join('\n'), /wrong\.ts\(2,\d+\): error TS7006/);
});

test('every TypeScript example of every README type-checks in strict mode', () => {
  const files = {};
  for (const folder of packages) {
    for (const { code, line } of examplesOf(join(folder, 'README.md'))) {
      // As many empty lines as in the README, so that the compiler names the README's lines.
      files[`${relative(root, folder).replace(/\W/g, '-')}-readme-${line}.ts`] =
        '\n'.repeat(line - 1) + code;
    }
  }
  assert.ok(Object.keys(files).length > 15, 'the examples are found');
  assert.deepEqual(compile(files), []);
});
