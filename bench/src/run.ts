import { readArguments, USAGE, UsageError } from './arguments.js';

try {
  const args = readArguments(process.argv.slice(2));
  if (args.help) console.log(USAGE);
  else {
    // Only now: the libraries take seconds to load, and a typing mistake need not wait for them.
    const { bench } = await import('./bench.js');
    process.exitCode = await bench(args);
  }
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `bench: ${error.message}\n\n${USAGE}` : error);
  process.exitCode = isUsage ? 2 : 1;
}
