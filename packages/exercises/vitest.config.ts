import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Grading starts processes, which takes seconds on a machine that has much else to do.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
