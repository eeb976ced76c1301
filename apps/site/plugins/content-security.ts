import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { withPolicy } from './content-security-policy';
import { SERVED } from './served';

/** After the build: gives each page its Content-Security-Policy. */
export default function contentSecurity({ siteDir }: LoadContext): Plugin {
  return {
    name: 'content-security',
    postBuild({ outDir }) {
      // Files that were made outside Docusaurus (the runner's frame) carry their own policy.
      const served = new Set(htmlFiles(join(siteDir, SERVED)));
      for (const file of htmlFiles(outDir)) {
        if (served.has(file)) continue;
        const path = join(outDir, file);
        writeFileSync(path, withPolicy(readFileSync(path, 'utf8'), file));
      }
    },
  };
}

function htmlFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.html'));
}
