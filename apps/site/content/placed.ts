import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from './lesson';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Findings as an editor or a terminal at the root of the repository can jump to them. */
export function placed(file: string, findings: readonly Finding[]): string[] {
  const path = relative(REPOSITORY, file).replaceAll('\\', '/');
  return findings.map(({ line, message }) => `${path}:${line} ${message}`);
}
