import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Programs run in processes of their own, which start slowly on a busy machine.
  test: { include: ['test/**/*.test.ts'], allowOnly: false, testTimeout: 30_000 },
});
