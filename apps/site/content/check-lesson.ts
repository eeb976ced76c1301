import type { Finding, Lesson } from './lesson';
import { checkBlocks } from './rules/blocks';
import { checkExercises } from './rules/exercises';
import { checkFrontMatter } from './rules/front-matter';
import { checkHeadings } from './rules/headings';
import { checkLinks } from './rules/links';
import { checkMarkup } from './rules/markup';

/** What a lesson is checked against. */
export interface Course {
  /** All lessons, this one among them, in order. */
  lessons: readonly Lesson[];
  /** All exercises, each with the slug of its lesson. */
  exercises: readonly { id: string; lesson: string }[];
  /** The names that `@site/src/lesson` exports. Without them any name may be imported from it. */
  parts?: readonly string[];
}

/**
 * Hold a lesson against the grammar that all lessons share.
 *
 * @returns what is wrong, in the order of the file; nothing when all is well
 */
export function checkLesson(lesson: Lesson, course: Course): Finding[] {
  const findings = [
    ...checkFrontMatter(lesson, course),
    ...checkHeadings(lesson),
    ...checkBlocks(lesson),
    ...checkMarkup(lesson, course),
    ...checkExercises(lesson, course),
    ...checkLinks(lesson, course),
  ];
  return findings.sort((a, b) => a.line - b.line);
}
