import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Lesson, readLessons } from '../../content/lesson';
import { placed } from '../../content/placed';
import { createBlockRunner, runBlock } from '../../content/run-blocks';
import { SAMPLE } from './sample-lesson';

const SITE = join(__dirname, '../..');
const ROOT = join(SITE, '../..');
// Inside of the repository, as lessons are: paths are told from its root.
const folder = mkdtempSync(join(SITE, 'node_modules/.lessons-'));
const file = join(folder, '01-sample/index.mdx');
const runner = createBlockRunner(SITE);
afterAll(() => {
  runner.dispose();
  rmSync(folder, { recursive: true });
});

async function readFolder(source: string): Promise<Lesson> {
  mkdirSync(join(folder, '01-sample'), { recursive: true });
  writeFileSync(file, source);
  return (await readLessons(folder))[0]!;
}

/** The sample with a component whose second line is given, and the number of that line. */
function withComponent(second: string): { source: string; line: number } {
  const block = `\`\`\`tsx live title="A part"\nexport default function Part() {\n${second}\n}\n\`\`\``;
  const source = SAMPLE.replace('It is two.', `It is two.\n\n${block}`);
  return { source, line: source.split('\n').indexOf(second) + 1 };
}

/** What the run of the lesson's component finds. */
async function runPart(source: string): Promise<string[]> {
  const { blocks } = await readFolder(source);
  return placed(file, await runBlock(blocks.find(({ title }) => title === 'A part')!, runner));
}

test('a component of a lesson is rendered', async () => {
  expect(await runPart(withComponent('  return <b>{1 + 1}</b>;').source)).toEqual([]);
});

test.each([
  ['that cannot be read', '  return <b>1</i>;'],
  ['that throws', "  return <b>{JSON.parse('{')}</b>;"],
])('a component %s is found, with its file from the repository’s root', async (_, second) => {
  const { source, line } = withComponent(second);
  const place = `${relative(ROOT, file).replaceAll('\\', '/')}:${line} `;
  expect(place).toMatch(/^apps\/site\//);
  expect(await runPart(source)).toEqual([expect.stringContaining(place)]);
});

test('readLessons says in which file, and where, a text is no MDX', async () => {
  const source = SAMPLE.replace('It is two.', 'It is {two.');
  const place = `apps/site/${relative(SITE, file).replaceAll('\\', '/')}:`;
  await expect(readFolder(source)).rejects.toThrow(place);
});
