#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

// A reader of the pipe that has gone (`inspect | head`) is no error; a full disk behind `>` is.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`cannot print: ${error.message}\n`);
    process.exit(4);
  });
}

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
});
