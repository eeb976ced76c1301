import type { View } from '../kernels/contract.js';
import { currentKernels } from '../kernels/current.js';
import { type TapeMemory, WORDS } from './memory.js';
import type { Plan, PlannedCall, PlannedCopy, PlannedStep } from './plan.js';
import { Instruction } from './wasm/codes.js';
import type { TapeModule } from './wasm/load.js';
import { Lowering } from './wasm/lower.js';
import type { Words } from './wasm/words.js';

/** Steps in a row that run the same way: instructions for WebAssembly, or one in JavaScript. */
type Stretch = { readonly instructions: Words[] } | { readonly step: PlannedCall | PlannedCopy };

/**
 * How a plan's steps are run: as instructions wherever WebAssembly has one, else by the reference
 * kernels, on the same memory.
 */
export class Calculation {
  /** Bytes for the blocks, what instructions use while they run, and the instructions. */
  readonly bytes: number;
  /** How many steps run in WebAssembly, and how many in JavaScript. */
  readonly counts: { readonly webAssembly: number; readonly javaScript: number };
  readonly #stretches: readonly Stretch[];
  readonly #programOffset: number;

  constructor(plan: Plan, module: TapeModule | null) {
    const scratch = roundUp(plan.bytes);
    const lowering = module === null ? null : new Lowering(module.reserved, scratch);
    this.#stretches = findStretches(plan.steps, lowering);
    this.#programOffset = roundUp(scratch + (lowering?.scratchBytes ?? 0));
    let instructions = 0;
    let programs = 0;
    for (const stretch of this.#stretches) {
      if (!('instructions' in stretch)) continue;
      instructions += stretch.instructions.length;
      programs++;
    }
    this.bytes = this.#programOffset + (instructions + programs) * WORDS * 4;
    this.counts = { webAssembly: instructions, javaScript: this.#stretches.length - programs };
  }

  /** Writes the instructions into the memory; returns what runs all steps, to be called in order. */
  load(memory: TapeMemory): (() => void)[] {
    let offset = this.#programOffset;
    return this.#stretches.map((stretch) => {
      if ('step' in stretch) return interpret(stretch.step, memory);
      const program = [...stretch.instructions, [Instruction.stop]];
      const run = memory.program(offset, program);
      offset += program.length * WORDS * 4;
      return run;
    });
  }
}

function findStretches(steps: readonly PlannedStep[], lowering: Lowering | null): Stretch[] {
  const stretches: Stretch[] = [];
  for (const step of steps) {
    const words = lowering?.lower(step) ?? null;
    const last = stretches.at(-1);
    if (words === null) stretches.push(...inJavaScript(step));
    else if (last !== undefined && 'instructions' in last) last.instructions.push(...words);
    else stretches.push({ instructions: [...words] });
  }
  return stretches;
}

/** Updates are planned in one pass only where there is an instruction for them. */
function inJavaScript(step: PlannedStep): Stretch[] {
  return step.kind === 'update' ? [] : [{ step }];
}

/** One step with the kernels that are current now. */
function interpret(planned: PlannedCall | PlannedCopy, memory: TapeMemory): () => void {
  if (planned.kind === 'copy') {
    const [from, to] = [memory.at(planned.from), memory.at(planned.to)];
    return () => to.set(from);
  }
  const kernels = currentKernels();
  const { op, inputs, options, output } = planned.step;
  const views = inputs.map(({ shape }, i): View => {
    return { values: memory.at(planned.inputs[i]!), shape };
  });
  const out: View = { values: memory.at(planned.output), shape: output.shape };
  return () => op.forward(kernels, views, out, options);
}

const roundUp = (bytes: number) => Math.ceil(bytes / 64) * 64;
