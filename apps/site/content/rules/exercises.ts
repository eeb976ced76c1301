import { visit } from 'unist-util-visit';
import type { Course } from '../check-lesson';
import type { Finding, Lesson } from '../lesson';
import { lineOf } from '../lesson';

/** The lesson shows each exercise that names it, once and in order, and no other. */
export function checkExercises({ tree, slug }: Lesson, { exercises }: Course): Finding[] {
  const findings: Finding[] = [];
  const shown: string[] = [];
  visit(tree, (node) => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return;
    if (node.name !== 'Exercise') return;
    const id = node.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === 'id');
    if (typeof id?.value !== 'string') {
      findings.push({ line: lineOf(node), message: '<Exercise> must name an exercise: id="…"' });
      return;
    }
    shown.push(id.value);
    const known = exercises.find((exercise) => exercise.id === id.value);
    const message = known
      ? `belongs to the lesson ${known.lesson}`
      : 'is no exercise; see packages/exercises';
    if (known?.lesson !== slug) {
      findings.push({ line: lineOf(node), message: `<Exercise id="${id.value}"> ${message}` });
    }
  });
  const own = exercises.filter(({ lesson }) => lesson === slug).map(({ id }) => id);
  const ofOwn = shown.filter((id) => own.includes(id));
  if (ofOwn.join() !== own.join()) {
    const message = `exercises: expected ${own.join(', ')}, received ${ofOwn.join(', ') || 'none'}`;
    findings.push({ line: 1, message });
  }
  return findings;
}
