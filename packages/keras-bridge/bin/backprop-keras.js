#!/usr/bin/env node
import { main } from '../dist/cli/main.js';

// A reader of the pipe that has gone (`inspect | head`) is no error.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
});
