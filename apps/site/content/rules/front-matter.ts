import type { Course } from '../check-lesson';
import type { Finding, Lesson } from '../lesson';

const FIELDS = ['title', 'description', 'minutes', 'needs', 'teaches'];
const LONGEST_DESCRIPTION = 160;

/**
 * Title, description, minutes, and the terms that the lesson needs and teaches: a term is
 * taught once, and needed only after the lesson that teaches it.
 */
export function checkFrontMatter(lesson: Lesson, course: Course): Finding[] {
  const { frontMatter, folder } = lesson;
  const findings: Finding[] = [];
  const expected = (what: string, received: unknown) =>
    findings.push({
      line: 1,
      message: `front matter: expected ${what}, received ${JSON.stringify(received)}`,
    });

  if (!/^\d\d-[a-z0-9]+(-[a-z0-9]+)*$/.test(folder)) expected('a folder named NN-slug', folder);
  for (const field of ['title', 'description']) {
    const value = frontMatter[field];
    if (typeof value !== 'string' || value.trim() === '') expected(`a text as ${field}`, value);
  }
  const { description, minutes, needs, teaches } = frontMatter;
  if (typeof description === 'string' && description.length > LONGEST_DESCRIPTION) {
    expected(`a description of at most ${LONGEST_DESCRIPTION} characters`, description.length);
  }
  if (!Number.isInteger(minutes) || Number(minutes) < 1) {
    expected('a whole number of minutes, 1 or more', minutes);
  }
  if (!isTerms(needs)) expected('a list of terms as needs', needs);
  if (!isTerms(teaches) || teaches.length === 0) expected('one term or more as teaches', teaches);
  for (const field of Object.keys(frontMatter)) {
    if (!FIELDS.includes(field)) expected(`no other field than ${FIELDS.join(', ')}`, field);
  }
  return [...findings, ...checkTerms(lesson, course)];
}

function checkTerms({ folder, frontMatter }: Lesson, { lessons }: Course): Finding[] {
  const before = lessons.filter((other) => other.folder < folder);
  const taught = new Set(before.flatMap((other) => terms(other.frontMatter.teaches)));
  const early = terms(frontMatter.needs).filter((term) => !taught.has(term));
  const twice = terms(frontMatter.teaches).filter((term) => taught.has(term));
  return [
    ...early.map((term) => ({ line: 1, message: `needs: no earlier lesson teaches “${term}”` })),
    ...twice.map((term) => ({ line: 1, message: `teaches: an earlier lesson has “${term}”` })),
  ];
}

const isTerms = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((term) => typeof term === 'string' && term !== '');

const terms = (value: unknown): string[] => (isTerms(value) ? value : []);
