import { writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { coreEager } from './contestants/core.js';
import { tfjsCpu } from './contestants/tfjs-cpu.js';
import { measure } from './measure.js';
import { rows, table } from './report.js';
import { WORKLOADS } from './workloads/index.js';

const USAGE = `Usage: pnpm bench [--quick] [--only W1,W2] [--json <file>]

Times one training step of the same net in each library, and prints ratios.
  --quick        fewer and shorter rounds
  --only <ids>   only these workloads (${WORKLOADS.map(({ id }) => id).join(', ')})
  --json <file>  also write every round's times to a file
  --help         this text`;

const REFERENCE = coreEager.name;

function fail(message: string): never {
  console.error(`bench: ${message}\n\n${USAGE}`);
  process.exit(2);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

function choose(only: string | undefined) {
  if (only === undefined) return WORKLOADS;
  return only.split(',').map((id) => {
    const workload = WORKLOADS.find((w) => w.id.toLowerCase() === id.trim().toLowerCase());
    return workload ?? fail(`expected --only with known workloads, received ${id}`);
  });
}

const options = readArguments();
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const effort = options.quick ? { rounds: 7, slice: 60 } : { rounds: 25, slice: 200 };
const measurements = [];
for (const workload of choose(options.only)) {
  console.error(`${workload.id}: ${workload.title} …`);
  measurements.push(await measure(workload, [coreEager, tfjsCpu], effort));
}
console.log(table(rows(measurements, REFERENCE), REFERENCE));
console.log(
  `\nNode ${process.version}, ${arch()}, ${cpus()[0]?.model ?? 'unknown processor'}, ` +
    `${new Date().toISOString().slice(0, 10)}. CPU time, medians over ${effort.rounds} rounds.`,
);
if (options.json) writeFileSync(options.json, `${JSON.stringify(measurements, null, 2)}\n`);
