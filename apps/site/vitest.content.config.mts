import { defineConfig } from 'vitest/config';

/** `test:content`: the lessons themselves, their grammar and every live block. */
export default defineConfig({
  test: { include: ['content/*.content.ts'], testTimeout: 60_000 },
});
