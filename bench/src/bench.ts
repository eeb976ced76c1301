import { writeFileSync } from 'node:fs';
import type { Arguments } from './arguments.js';
import { BrowserMissing, startBrowser } from './browser/start-browser.js';
import { coreEager, coreJits } from './contestants/core.js';
import { describeMachine, type Machine, thisMachine } from './machine.js';
import { mergeResults, ownFailures } from './merge.js';
import { plot } from './plot/plot.js';
import { type Request, relaxedFlag, runInProcess } from './processes.js';
import {
  absences,
  detailTable,
  growthCurves,
  growthTable,
  productTable,
  rows,
  summaryTable,
} from './report.js';
import { FULL, QUICK, type SectionResult } from './sections.js';

const OWN = new Set([coreEager, ...coreJits].map(({ name }) => name));

/** Something that runs sections, each in fresh surroundings. */
interface Runner {
  name: string;
  clock: string;
  run(request: Request): Promise<SectionResult>;
  close(): Promise<void>;
}

function inProcesses(): Runner {
  const flags = relaxedFlag();
  return {
    name: ['Node.js', process.version, ...flags].join(' '),
    clock: 'CPU time',
    run: (request) => runInProcess(request, flags),
    close: async () => {},
  };
}

async function runAll(runner: Runner, { sections, processes, quick }: Arguments) {
  const results: SectionResult[] = [];
  for (let i = 1; i <= processes; i++) {
    for (const section of sections) {
      console.error(`${section}, process ${i} of ${processes} …`);
      results.push(await runner.run({ section, effort: quick ? QUICK : FULL }));
    }
  }
  return mergeResults(results);
}

function printReport(result: SectionResult, foot: string): void {
  const all = rows(result.measurements);
  const curves = growthCurves(result.growth);
  const titles = result.measurements.map(
    ({ workload, title, agreementSteps }) =>
      `- ${workload}: ${title}; losses compared after ${agreementSteps} steps`,
  );
  const every = [...result.measurements, ...result.growth.map(({ measurement }) => measurement)];
  const parts = [
    all.length > 0 ? `${titles.join('\n')}\n\n${summaryTable(result.measurements, all)}` : '',
    all.length > 0 ? `\\* another algorithm; see the remark.\n\n${detailTable(all)}` : '',
    result.products.length > 0 ? productTable(result.products) : '',
    curves.length > 0 ? growthTable(curves) : '',
    absences(every),
    foot,
  ];
  console.log(parts.filter((part) => part !== '').join('\n\n'));
}

function writeFiles(result: SectionResult, machine: Machine, foot: string, args: Arguments): void {
  if (args.json) writeFileSync(args.json, `${JSON.stringify({ machine, ...result }, null, 2)}\n`);
  if (args.svg) {
    writeFileSync(args.svg, plot(rows(result.measurements), growthCurves(result.growth), foot));
  }
}

/** Everything between the arguments and the exit code. */
export async function bench(args: Arguments): Promise<number> {
  let runner: Runner;
  try {
    runner = args.browser ? await startBrowser() : inProcesses();
  } catch (error) {
    if (!(error instanceof BrowserMissing)) throw error;
    console.log(`bench: skipped, ${error.message}`);
    return 0;
  }
  const machine = thisMachine(runner.name);
  const result = await runAll(runner, args).finally(() => runner.close());
  const foot = `${describeMachine(machine)}. ${runner.clock}, medians over ${args.processes} × ${(args.quick ? QUICK : FULL).rounds} rounds.`;
  printReport(result, foot);
  writeFiles(result, machine, foot, args);
  const failures = ownFailures(result, OWN);
  for (const failure of failures) console.error(`bench: the engine failed: ${failure}`);
  return failures.length > 0 ? 1 : 0;
}
