import { fileURLToPath } from 'node:url';
import { exercises } from '@backprop/exercises';
import { afterAll, describe, expect, test } from 'vitest';
import { checkLesson } from './check-lesson';
import { checkTypes, createBlockTypes } from './check-types';
import { type Finding, readLessons } from './lesson';
import { createBlockRunner, runBlock } from './run-blocks';

const SITE = fileURLToPath(new URL('..', import.meta.url));
const lessons = await readLessons(`${SITE}lessons`);
const course = { lessons, exercises };
const runner = createBlockRunner(SITE);
const types = createBlockTypes(SITE);
afterAll(() => runner.dispose());

/** Findings as an editor can jump to them. */
const placed = (folder: string, findings: Finding[]) =>
  findings.map(({ line, message }) => `lessons/${folder}/index.mdx:${line} ${message}`);

test('there are lessons, and each slug is used once', () => {
  const slugs = lessons.map(({ slug }) => slug);
  expect(slugs.length).toBeGreaterThan(0);
  expect(new Set(slugs).size).toBe(slugs.length);
});

describe.each(lessons)('$folder', (lesson) => {
  test('follows the grammar of a lesson', () => {
    expect(placed(lesson.folder, checkLesson(lesson, course))).toEqual([]);
  });

  for (const block of lesson.blocks) {
    test(`“${block.title}” has no error of types`, () => {
      expect(placed(lesson.folder, checkTypes(block, types))).toEqual([]);
    });

    test(`“${block.title}” keeps every claim`, async () => {
      expect(placed(lesson.folder, await runBlock(block, runner))).toEqual([]);
    });
  }
});
