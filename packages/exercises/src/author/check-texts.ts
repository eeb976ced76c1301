import type { Exercise } from '../catalogue/exercise.js';
import { plainText } from '../plain-text/plain-text.js';
import type { Complain } from './check.js';
import type { ExerciseFolder } from './folders.js';
import { readTexts } from './read-exercise.js';

const REQUIRED = ['exercise.ts', 'prompt.mdx', 'starter.ts', 'solution.ts'];

/** Whether the folder has the files that it needs; complains about others and about strays. */
export function checkFiles(folder: ExerciseFolder, complain: Complain): boolean {
  const { files } = folder;
  const isMistake = (name: string) => /^wrong\/[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name);
  const missing = REQUIRED.filter((name) => !files.includes(name));
  for (const name of missing) complain('files', 'is missing', name);
  for (const name of files) {
    if (REQUIRED.includes(name) || isMistake(name)) continue;
    complain('files', 'belongs to no exercise; only the files of the recipe may lie here', name);
  }
  const mistakes = files.filter(isMistake);
  if (mistakes.length === 0) complain('wrong', 'has no common mistake', 'wrong');
  if (missing.length > 0) return false;

  const seen = new Map<string, string>();
  for (const { name, message } of readTexts(folder).mistakes) {
    const file = `wrong/${name}.ts`;
    if (message === '') {
      complain('wrong', 'should begin with a line comment that tells the learner', file);
    } else if (seen.has(message)) {
      complain('wrong', `has the message of ${seen.get(message)}`, file);
    }
    seen.set(message, file);
  }
  return true;
}

/** The task is plain Markdown with TeX: MDX would run whatever else stands in it. */
export function checkPrompt({ prompt, definition }: Exercise, complain: Complain): void {
  const prose = prompt
    .replace(/^(`{3,})[\s\S]*?^\1/gm, '')
    .replace(/(`+)[^`][\s\S]*?\1/g, '')
    .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]*\$/g, '');
  if (prompt.trim().length < 20) complain('prompt', 'should say what to do', 'prompt.mdx');
  if (/^\s*(import|export)\b/m.test(prose)) {
    complain('prompt', 'should have no import or export', 'prompt.mdx');
  }
  const found = /[{}]|<[A-Za-z/!]/.exec(prose);
  if (found) {
    const message = `should be plain Markdown: put "${found[0]}" into a code span`;
    complain('prompt', message, 'prompt.mdx');
  }
  checkFormulas(prompt, (message) => complain('prompt', message, 'prompt.mdx'));
  for (const hint of definition.hints) {
    checkFormulas(hint, (message) => complain('hints', message, 'exercise.ts'));
  }
}

/** The command line prints formulas as plain text, and has to know what they are made of. */
function checkFormulas(markdown: string, complain: (message: string) => void): void {
  for (const command of new Set(plainText(markdown).unknown)) {
    complain(
      `has ${command}, which a terminal cannot show; src/plain-text/symbols.ts has those it can`,
    );
  }
}
