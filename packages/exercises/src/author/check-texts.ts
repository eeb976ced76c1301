import type { Exercise } from '../catalogue/exercise.js';
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
export function checkPrompt({ prompt }: Exercise, complain: Complain): void {
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
}

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0;

/** Whether the definition is whole enough to be graded. */
export function checkDefinition(
  { definition }: Exercise,
  lessons: readonly string[],
  complain: Complain,
): boolean {
  let whole = true;
  const fault = (rule: 'definition' | 'hints' | 'lesson', message: string) => {
    complain(rule, message, 'exercise.ts');
    if (rule === 'definition') whole = false;
  };
  if (typeof definition !== 'object' || definition === null) {
    fault('definition', 'should default-export defineExercise({ … })');
    return false;
  }
  const { title, lesson, skills, hints, exports, groups } = definition;
  if (!isText(title)) fault('definition', 'should have a title');
  if (!isList(skills) || !skills.every(isText)) fault('definition', 'should name skills');
  if (!isList(hints) || !hints.every(isText)) fault('hints', 'should have at least one hint');
  if (!lessons.includes(lesson)) {
    const known = lessons.length > 0 ? `there are ${lessons.join(', ')}` : 'there is none yet';
    fault('lesson', `names the lesson "${lesson}", which is not there; ${known}`);
  }
  if (!isList(groups)) fault('definition', 'should have a group of cases');
  else for (const group of groups) checkGroup(group, exports ?? {}, fault);
  return whole;
}

function checkGroup(
  { title, call, cases, random }: Exercise['definition']['groups'][number],
  exports: Exercise['definition']['exports'],
  fault: (rule: 'definition', message: string) => void,
): void {
  if (!isText(title)) fault('definition', 'has a group without a title');
  if (!Object.hasOwn(exports, call)) {
    fault('definition', `the group "${title}" calls "${call}", which is not among its exports`);
  }
  if ((cases?.length ?? 0) + (random?.count ?? 0) === 0) {
    fault('definition', `the group "${title}" has no case`);
  }
}
