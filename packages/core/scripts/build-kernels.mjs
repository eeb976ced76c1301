// Compiles assembly/ to the two WebAssembly modules and writes them into src/tape/wasm/modules.ts,
// after assembly/codes.ts, which it makes from src/tape/wasm/codes.ts.
// Run it after a change there: `pnpm --filter @backprop/core build:kernels`. A test compares.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(folder, 'src/tape/wasm/modules.ts');
const codes = join(folder, 'assembly/codes.ts');
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const FEATURES = { simd: ['simd'], 'relaxed-simd': ['simd', 'relaxed-simd'] };

function compile(features, file) {
  const enable = features.flatMap((feature) => ['--enable', feature]);
  const options = ['--runtime', 'stub', '-O3', '--noAssert', '--importMemory'];
  const args = [compiler, 'assembly/tape.ts', '-o', file, ...options, ...enable];
  execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  return readFileSync(file);
}

/** Bytes of memory that the module's tables take, rounded up to a cache line. */
function reservedBytes(bytes) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const imports = { env: { memory, abort: () => {} } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  return Math.ceil(exports.firstFree() / 64) * 64;
}

/** The text of assembly/codes.ts: the same names and numbers as enums. */
export function buildCodes() {
  const text = readFileSync(join(folder, 'src/tape/wasm/codes.ts'), 'utf8');
  const enums = [...text.matchAll(/export const (\w+) = \{\n(.*?)\} as const;/gs)].map(
    ([, name, entries]) => `export enum ${name} {\n${entries.replaceAll(': ', ' = ')}}\n`,
  );
  return `// Made from src/tape/wasm/codes.ts by scripts/build-kernels.mjs; a test makes it again and compares.\n\n${enums.join('\n')}`;
}

/** The text of modules.ts. */
export function buildModules() {
  const scratch = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    // The tables of both modules are the same, and Node.js 20 cannot run the second.
    const reserved = reservedBytes(compile(FEATURES.simd, join(scratch, 'simd.wasm')));
    const entries = Object.entries(FEATURES).map(([name, features]) => {
      const base64 = compile(features, join(scratch, `${name}.wasm`)).toString('base64');
      return `  '${name}': {\n    reserved: ${reserved},\n    base64:\n      '${base64}',\n  },\n`;
    });
    return `// Made from assembly/ by scripts/build-kernels.mjs; a test makes it again and compares.\n\n/** The compiled tape, and the bytes of memory that its tables take. */\nexport const MODULES = {\n${entries.join('')}} as const;\n`;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(codes, buildCodes());
  writeFileSync(target, buildModules());
  console.log(`wrote ${target}`);
}
