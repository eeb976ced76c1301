// What `npm start -- …` understands.
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm start [-- --port <number>]

Builds the course and serves it until Ctrl+C is pressed.
  --port <number>  the port, from 1 to 65535 (3000); the next free one if it is taken
  -h, --help       this text`;

const OPTIONS = { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } };

/**
 * Reads the command line; `--port 3005` and `--port=3005` mean the same.
 *
 * @returns {{ help: boolean, port: number, complaint: string | null }} a complaint says what is
 * wrong, in words for the user
 */
export function readStartArguments(args) {
  const answer = { help: false, port: 3000, complaint: null };
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    if (values.help) return { ...answer, help: true };
    return { ...answer, ...readPort(values.port) };
  } catch (error) {
    return { ...answer, complaint: error.message };
  }
}

function readPort(text) {
  if (text === undefined) return {};
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return { port };
  return { complaint: `expected --port with a number from 1 to 65535, received "${text}"` };
}
