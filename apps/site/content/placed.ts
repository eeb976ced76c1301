import type { Finding } from './lesson';

/** Findings as an editor or a terminal at the root of the repository can jump to them. */
export function placed(file: string, findings: readonly Finding[]): string[] {
  const path = file.replaceAll('\\', '/').replace(/^.*\/(?=apps\/site\/)/, '');
  return findings.map(({ line, message }) => `${path}:${line} ${message}`);
}
