import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // A busy machine may take long over what is quick else.
  test: { include: ['test/**/*.test.{ts,tsx}'], testTimeout: 60_000 },
  resolve: {
    alias: {
      // What Docusaurus gives to a page when it is built.
      '@docusaurus/Link': beside('test/lab/page/plain-link.tsx'),
      '@generated/live-lab/default/errors.json': beside('test/lab/page/errors.json'),
    },
  },
});
