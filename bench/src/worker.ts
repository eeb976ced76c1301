// One process of the benchmark: runs the section it is sent, sends the result, ends.
import { inNode } from './contestants/in-node.js';
import type { Request } from './processes.js';
import { runSection } from './sections.js';

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

process.once('message', async (message) => {
  const { section, effort } = message as Request;
  const result = await runSection(section, effort, {
    contestants: inNode(),
    clock: processorTime,
  });
  process.send!(result, () => process.exit(0));
});
