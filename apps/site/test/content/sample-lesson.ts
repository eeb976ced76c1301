import { type Course, checkLesson } from '../../content/check-lesson';
import { readLesson } from '../../content/lesson';

/** A lesson with nothing wrong in it; tests change one thing at a time. */
export const SAMPLE = `---
title: A sample
description: Shows what a lesson is made of.
minutes: 5
needs: [numbers]
teaches: [samples]
---

import { Picture, plan } from '@site/src/lesson';

## What you will learn

- One thing.
- Another thing.
- A third thing.

## A question

What is one and one? See [the recap](#recap) and [the first lesson](/lessons/first/#recap).

\`\`\`ts live title="One and one"
1 + 1 //=> 2
\`\`\`

<details>
<summary>The value of $x_{10}$</summary>

No. {/* a note to authors */}

</details>

## Recap

It is two.

## Exercises

<Exercise id="one-and-one" />

## Sources

- [A book](https://example.org/book)
`;

const FIRST = SAMPLE.replace('needs: [numbers]', 'needs: []').replace('[samples]', '[numbers]');

/** What the checks find in a lesson that stands after one other lesson. */
export async function findingsIn(source: string, folder = '02-sample'): Promise<string[]> {
  const lesson = await readLesson(folder, source);
  const course: Course = {
    lessons: [await readLesson('01-first', FIRST), lesson],
    exercises: [
      { id: 'none-and-none', lesson: 'first' },
      { id: 'one-and-one', lesson: 'sample' },
    ],
    parts: ['Picture', 'plan'],
  };
  return checkLesson(lesson, course).map(({ line, message }) => `${line}: ${message}`);
}
