// Processor time and memory that reading and writing take: node --expose-gc scripts/measure-files.mjs

import { measureAll, ms } from './measured-work.mjs';

const MEMORY = () => process.memoryUsage().rss / 1e6;

/** Milliseconds that the processor worked for this process: a busy machine makes others wait longer. */
const worked = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Processor time in ms of the first of some runs and their median, and how much the process grew in MB. */
function measure(runs, task) {
  globalThis.gc?.();
  const before = MEMORY();
  let grown = 0;
  let result;
  const times = Array.from({ length: runs }, () => {
    result = undefined;
    const start = process.cpuUsage();
    result = task();
    const time = worked(start);
    grown = Math.max(grown, MEMORY() - before);
    return time;
  });
  const [first] = times;
  times.sort((a, b) => a - b);
  return { result, first, median: times[runs >> 1], grown };
}

console.table(
  measureAll(measure, (written, read) => ({
    'write, first': ms(written.first),
    'write, median': ms(written.median),
    'read, first': ms(read.first),
    'read, median': ms(read.median),
    'grown, writing': `${written.grown.toFixed(0)} MB`,
    'grown, reading': `${read.grown.toFixed(0)} MB`,
  })),
);
