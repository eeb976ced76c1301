import type { Finding, Lesson } from './lesson';
import { checkBlocks } from './rules/blocks';
import { checkFrontMatter } from './rules/front-matter';
import { checkHeadings } from './rules/headings';
import { checkLinks } from './rules/links';
import { checkMarkup } from './rules/markup';

/** What a lesson is checked against. */
export interface Course {
  /** All lessons, this one among them, in order. */
  lessons: readonly Lesson[];
  /** The ids of all exercises. */
  exercises: ReadonlySet<string>;
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
    ...checkLinks(lesson, course),
  ];
  return findings.sort((a, b) => a.line - b.line);
}
