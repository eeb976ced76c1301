import { expect, test } from 'vitest';
import { checkLesson } from '../../content/check-lesson';
import { readLesson } from '../../content/lesson';

/** LAB 6: the lesson lint refuses what would run when the site is built or the page is read. */
const HOSTILE = {
  'an import': "import secrets from '../../secrets.js';",
  'an import of a module of Node': "import { execSync } from 'node:child_process';",
  'an environment variable': '{process.env.SECRET}',
  'an expression': "{globalThis.hostile = require('fs')}",
  'a script': '<script>{`globalThis.hostile = true`}</script>',
  'a handler': '<img src="x" onError={() => alert(1)} />',
  'a handler as text': '<img src="x" onerror="alert(1)" />',
  'an export': 'export const hostile = (globalThis.hostile = 1);',
};

const lessonWith = (hostile: string) => `---
title: A lesson
description: A lesson that should not be built.
---

# A lesson

${hostile}

Some words.
`;

test.each(Object.entries(HOSTILE))(
  '%s is found, with its line, and not run',
  async (_what, text) => {
    const lesson = await readLesson('01-a-lesson', lessonWith(text));
    const findings = checkLesson(lesson, { lessons: [lesson], exercises: [] });
    expect(findings.filter(({ line }) => line === 8).map(({ message }) => message)).not.toEqual([]);
    expect(Reflect.has(globalThis, 'hostile')).toBe(false);
  },
);

test('a plain lesson has no finding on that line', async () => {
  const lesson = await readLesson('01-a-lesson', lessonWith('Plain words.'));
  const findings = checkLesson(lesson, { lessons: [lesson], exercises: [] });
  expect(findings.filter(({ line }) => line === 8)).toEqual([]);
});
