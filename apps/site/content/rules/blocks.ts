import type { Finding, Lesson } from '../lesson';

/**
 * Every live block has a title of its own and asks nothing of another host. A program makes a
 * claim; what a component shows is seen, so it need not.
 */
export function checkBlocks({ blocks }: Lesson): Finding[] {
  const findings: Finding[] = [];
  const names = new Set<string>();
  for (const { title, name, language, code, line } of blocks) {
    const report = (message: string) =>
      findings.push({ line: line - 1, message: `live block “${title ?? name}” ${message}` });
    if (!title) report('has no title');
    // A second block of one name is numbered, and the number would move a reader's saved edit.
    if (names.has(title ?? name)) report('has the title of an earlier block');
    names.add(title ?? name);
    if (language !== 'ts' && language !== 'tsx') report(`is in ${language || 'no language'}`);
    if (language !== 'tsx' && !/^.*\S.*\/\/=>|^\s*\/\/=>/m.test(code))
      report('makes no claim (`//=> value`)');
    if (/https?:\/\//i.test(code)) report('names a remote address');
  }
  return findings;
}
