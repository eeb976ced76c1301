import { fileURLToPath } from 'node:url';
import { exercises } from '@backprop/exercises';
import { afterAll, describe, expect, test } from 'vitest';
import { checkLesson } from './check-lesson';
import { checkTypes, createBlockTypes } from './check-types';
import { exportedNames } from './exported-names';
import { type Finding, readLessons } from './lesson';
import { placed } from './placed';
import { createBlockRunner, runBlock } from './run-blocks';

const SITE = fileURLToPath(new URL('..', import.meta.url));
const lessons = await readLessons(`${SITE}lessons`);
const course = { lessons, exercises, parts: exportedNames(`${SITE}src/lesson/index.ts`) };
const runner = createBlockRunner(SITE);
const types = createBlockTypes(SITE);
afterAll(() => runner.dispose());

const inLesson = (folder: string, findings: Finding[]) =>
  placed(`${SITE}lessons/${folder}/index.mdx`, findings);

test('there are lessons, and each slug is used once', () => {
  const slugs = lessons.map(({ slug }) => slug);
  expect(slugs.length).toBeGreaterThan(0);
  expect(new Set(slugs).size).toBe(slugs.length);
});

describe.each(lessons)('$folder', (lesson) => {
  test('follows the grammar of a lesson', () => {
    expect(inLesson(lesson.folder, checkLesson(lesson, course))).toEqual([]);
  });

  for (const block of lesson.blocks) {
    test(`“${block.title}” has no error of types`, () => {
      expect(inLesson(lesson.folder, checkTypes(block, types))).toEqual([]);
    });

    test(`“${block.title}” keeps every claim`, async () => {
      expect(inLesson(lesson.folder, await runBlock(block, runner))).toEqual([]);
    });
  }
});
