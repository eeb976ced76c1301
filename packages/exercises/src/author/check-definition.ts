import type { Exercise } from '../catalogue/exercise.js';
import type { CaseGroup, Definition } from '../define/define-exercise.js';
import type { Complain } from './check.js';

type Fault = (rule: 'definition' | 'hints' | 'lesson', message: string) => void;

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
  const fault: Fault = (rule, message) => {
    complain(rule, message, 'exercise.ts');
    if (rule === 'definition') whole = false;
  };
  if (typeof definition !== 'object' || definition === null) {
    fault('definition', 'should default-export defineExercise({ … })');
    return false;
  }
  checkWords(definition, lessons, fault);
  if (checkExports(definition, fault)) checkGroups(definition, fault);
  return whole;
}

function checkWords(
  { title, lesson, skills, hints }: Definition,
  lessons: readonly string[],
  fault: Fault,
): void {
  if (!isText(title)) fault('definition', 'should have a title');
  if (!isList(skills) || !skills.every(isText)) fault('definition', 'should name skills');
  if (!isList(hints) || !hints.every(isText)) fault('hints', 'should have at least one hint');
  if (!lessons.includes(lesson)) {
    const known = lessons.length > 0 ? `there are ${lessons.join(', ')}` : 'there is none yet';
    fault('lesson', `names the lesson "${lesson}", which is not there; ${known}`);
  }
}

function checkExports({ exports }: Definition, fault: Fault): boolean {
  const whole =
    typeof exports === 'object' &&
    exports !== null &&
    Object.values(exports).every((names) => Array.isArray(names) && names.every(isText)) &&
    Object.keys(exports).length > 0;
  if (!whole) {
    fault('definition', 'should list exports with their parameters: { update: ["weights"] }');
  }
  return whole;
}

function checkGroups({ groups, exports }: Definition, fault: Fault): void {
  if (!isList(groups)) {
    fault('definition', 'should have a group of cases');
    return;
  }
  const titles = new Set<string>();
  for (const group of groups) {
    if (!isText(group.title)) fault('definition', 'has a group without a title');
    else if (titles.has(group.title)) {
      fault('definition', `has two groups with the title "${group.title}"`);
    }
    titles.add(group.title);
    checkGroup(group, exports, fault);
  }
  for (const name of Object.keys(exports)) {
    if (groups.some(({ call }) => call === name)) continue;
    fault('definition', `asks for the export "${name}", which no group calls`);
  }
}

function checkGroup(group: CaseGroup, exports: Definition['exports'], fault: Fault): void {
  const { title, call, cases = [], random } = group;
  const about = `the group "${title}"`;
  if (!Object.hasOwn(exports, call)) {
    fault('definition', `${about} calls "${call}", which is not among its exports`);
    return;
  }
  const count = random?.count ?? 0;
  if (!Number.isInteger(count) || count < 0) {
    fault('definition', `${about} should have a whole number as random.count, not ${count}`);
  } else if (cases.length + count === 0) fault('definition', `${about} has no case`);
  const arity = exports[call]!.length;
  const odd = cases.find((args) => args.length !== arity);
  if (odd) {
    fault(
      'definition',
      `${about} has a case of ${odd.length} arguments, but ${call} takes ${arity}: a case is the list of its arguments`,
    );
  }
  checkComparison(group, arity, fault);
}

const KINDS = new Set(['exact', 'close', 'shape', 'finite-difference', 'property']);

function checkComparison({ title, compare }: CaseGroup, arity: number, fault: Fault): void {
  const about = `the group "${title}"`;
  if (!KINDS.has(compare?.kind)) {
    fault('definition', `${about} should be compared by one of ${[...KINDS].join(', ')}`);
    return;
  }
  if (compare.kind !== 'close' && compare.kind !== 'finite-difference') return;
  for (const name of ['absolute', 'relative'] as const) {
    const bound = compare[name];
    if (Number.isFinite(bound) && bound >= 0) continue;
    fault(
      'definition',
      `${about} should have a finite ${name} tolerance of 0 or more, not ${bound}`,
    );
  }
  if (compare.kind !== 'finite-difference') return;
  if (!(Number.isFinite(compare.step) && compare.step > 0)) {
    fault('definition', `${about} should have a step above 0, not ${compare.step}`);
  }
  if (!Number.isInteger(compare.by) || compare.by < 0 || compare.by >= arity) {
    fault(
      'definition',
      `${about} should take its gradient by an argument from 0 to ${arity - 1}, not ${compare.by}`,
    );
  }
}
