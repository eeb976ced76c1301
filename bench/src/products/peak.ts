/** What one core can multiply and add at most: a WebAssembly loop of nothing else. */
export interface Peak {
  /** Billions of multiplications and additions a second, of float32. */
  measure(milliseconds: number, clock: () => number): number;
}

// Twelve sums, so that no instruction waits for the one before; more would not fit into registers.
const SUMS = 12;
const REPEATED = 4;
const LANES = 4;
const PARAMETERS = 3; // how often, factor, addend
const FIRST_SUM = PARAMETERS + 2; // behind the factor and addend in all lanes

const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;

/** Numbers in WebAssembly's variable length: seven bits a byte. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}

const section = (id: number, bytes: number[]) => [id, ...leb(bytes.length), ...bytes];
const get = (local: number) => [0x20, ...leb(local)];
const set = (local: number) => [0x21, ...leb(local)];
const simd = (code: number) => [0xfd, ...leb(code)];
const [SPLAT, EXTRACT, ADD, MUL, RELAXED_MADD] = [0x13, 0x1f, 0xe4, 0xe6, 0x105];
const indices = Array.from({ length: SUMS }, (_, i) => FIRST_SUM + i);

/** sum = sum · factor + addend, in one instruction or in two. */
function multiplyAdd(sum: number, relaxed: boolean): number[] {
  const [factor, addend] = [get(PARAMETERS), get(PARAMETERS + 1)];
  return relaxed
    ? [...get(sum), ...factor, ...addend, ...simd(RELAXED_MADD), ...set(sum)]
    : [...get(sum), ...factor, ...simd(MUL), ...addend, ...simd(ADD), ...set(sum)];
}

function body(relaxed: boolean): number[] {
  const round = indices.flatMap((sum) => multiplyAdd(sum, relaxed));
  return [
    ...[...get(1), ...simd(SPLAT), ...set(PARAMETERS)],
    ...[...get(2), ...simd(SPLAT), ...set(PARAMETERS + 1)],
    ...[0x03, 0x40], // loop
    ...Array.from({ length: REPEATED }, () => round).flat(),
    ...[...get(0), 0x41, 1, 0x6b, 0x22, 0], // n -= 1
    ...[0x0d, 0, 0x0b], // again while n is not 0; end
    ...get(FIRST_SUM),
    ...indices.slice(1).flatMap((sum) => [...get(sum), ...simd(ADD)]),
    ...[...simd(EXTRACT), 0, 0x0b],
  ];
}

function moduleBytes(relaxed: boolean): Uint8Array<ArrayBuffer> {
  const code = [1, ...leb(SUMS + 2), V128, ...body(relaxed)];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, PARAMETERS, I32, F32, F32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...new TextEncoder().encode('run'), 0, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ]);
}

/** Null where the machine or the JavaScript engine has no such instructions. */
export function multiplyAddPeak(relaxed: boolean): Peak | null {
  const bytes = moduleBytes(relaxed);
  if (!WebAssembly.validate(bytes)) return null;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const run = instance.exports['run'] as (n: number, factor: number, addend: number) => number;
  const rounds = 100_000; // half a millisecond or so: reading the clock costs little beside it
  return {
    measure(milliseconds, clock) {
      const start = clock();
      let [done, spent] = [0, 0];
      do {
        run(rounds, 0.999, 0.001);
        done += rounds * REPEATED * SUMS * LANES * 2;
        spent = clock() - start;
      } while (spent < milliseconds * 1000);
      return done / spent / 1000;
    },
  };
}
