import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests run on the source, so this import of the package's own must not lead to the built file.
  resolve: { alias: { '#tfjs': fileURLToPath(new URL('src/tfjs.ts', import.meta.url)) } },
  // Some tests damage a file hundreds of times; the machine may be busy.
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 },
});
