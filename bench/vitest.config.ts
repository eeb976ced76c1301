import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A busy machine may take long over what is quick else.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000 },
});
