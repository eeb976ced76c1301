import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LessonBlock, readLesson } from '../content/lesson';
import { placed } from '../content/placed';
import { FIRST_PROGRAM } from '../src/home/first-program';
import { LabBlock } from './lab-page';
import { expect, test } from './watched-page';

/** A page with live blocks, and the text that it is built from. */
interface SourcePage {
  path: string;
  file: string;
  read: (source: string) => Promise<LessonBlock[]>;
}

const SITE = join(__dirname, '..');
const inMdx = async (source: string) => (await readLesson('', source)).blocks;
const LESSONS: SourcePage[] = readdirSync(join(SITE, 'lessons'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    path: `/lessons/${name.replace(/^\d\d-/, '')}/`,
    file: join(SITE, 'lessons', name, 'index.mdx'),
    read: inMdx,
  }));
const DEMO: SourcePage = {
  path: '/lab-demo/',
  file: join(SITE, 'src/pages/lab-demo.mdx'),
  read: inMdx,
};
const HOME: SourcePage = {
  path: '/',
  file: join(SITE, 'src/home/first-program.ts'),
  read: async (source) => {
    const line = source.slice(0, source.indexOf(FIRST_PROGRAM)).split('\n').length;
    return [{ name: 'first', title: undefined, language: 'ts', code: FIRST_PROGRAM, line }];
  },
};

/** A component is compiled and tried first, and the first one loads React; lockstep takes longer. */
const PATIENCE = 40_000;

/** How the blocks end that show on purpose how something goes wrong. */
const GOES_WRONG: Record<string, RegExp> = {
  'claims-that-fail': /:\d+ claim: expected 8, got 9\n.*:\d+ claim: expected 49, not reached$/,
  'an-error-with-its-line': /:\d+ TypeError: /,
  'an-error-of-the-course-s-engine': /:\d+ ShapeError: matMul: expected inner sizes to match/,
  'an-import-that-is-not-offered': /:\d+ .*lodash/,
  'a-text-that-is-no-program': /:\d+ SyntaxError: /,
  'a-loop-that-never-ends': /:\d+ timed-out: /,
  'a-promise-that-never-settles': /:\d+ timed-out: /,
  'endless-output': /:\d+ timed-out: /,
  'deep-recursion': /:\d+ RangeError: /,
};

/** Run a block as a reader does; a component is taken away once it is seen. */
async function runBlock(block: LabBlock): Promise<void> {
  await block.runButton.click();
  const shown = block.root.locator('[data-lab-shown="true"]');
  const ended = block.root.locator('[data-lab-output="ended"]');
  await shown.or(ended).first().waitFor({ state: 'attached', timeout: PATIENCE });
  if ((await shown.count()) > 0) await block.stopButton.click();
  await ended.waitFor({ timeout: PATIENCE });
}

/** What the page says is wrong, by line of the block: the claims, and how the run ended. */
async function troubles(block: LabBlock, { language }: LessonBlock) {
  return block.output.evaluate((output, isComponent) => {
    const found: { line: number; message: string }[] = [];
    const lineOf = (text: string) => Number(/\bline (\d+)/.exec(text)?.[1] ?? 1);
    const claims = Array.from(output.querySelectorAll('[data-lab-claim]'));
    for (const claim of claims) {
      const text = claim.textContent!;
      const expected = /expected .*$/s.exec(text)![0];
      const state = claim.getAttribute('data-lab-claim');
      if (state === 'holds') continue;
      const what = state === 'fails' ? expected : `${expected}, not reached`;
      found.push({ line: lineOf(text), message: `claim: ${what}` });
    }
    const ending = output.querySelector('[data-lab-ending]');
    const how = ending?.getAttribute('data-lab-ending') ?? 'no ending';
    if (how !== 'done' && !(isComponent && how === 'stopped')) {
      const text = (ending?.textContent ?? '').replace(/^\W+/, '');
      const said = text.replace(/\s*\bline \d+, column[\s\S]*$/, '');
      found.push({ line: lineOf(text), message: how === 'failed' ? said : `${how}: ${said}` });
    }
    return { found, claims: claims.length };
  }, language === 'tsx');
}

/** Runs a block and tells what is wrong, by line of the file; also claims that were not looked at. */
async function check(block: LabBlock, source: LessonBlock, file: string): Promise<string> {
  await runBlock(block);
  const { found, claims } = await troubles(block, source);
  const written = source.code.match(/\/\/=>/g)?.length ?? 0;
  if (found.length === 0 && claims !== written && source.language === 'ts') {
    found.push({ line: 1, message: `has ${written} claims, of which ${claims} were looked at` });
  }
  const inFile = found.map(({ line, message }) => ({ line: source.line + line - 1, message }));
  return placed(file, inFile).join('\n');
}

for (const { path, file, read } of [HOME, ...LESSONS, DEMO]) {
  test(`every live block of ${path} runs, and all its claims hold`, async ({ page, watched }) => {
    const blocks = await read(readFileSync(file, 'utf8'));
    expect(blocks.length).toBeGreaterThan(0);
    test.setTimeout(60_000 + blocks.length * 10_000);
    await page.goto(path);
    // A block learns its name when the page comes alive.
    const names = () =>
      page
        .locator('[data-lab-block]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-lab-name')));
    await expect
      .poll(names, { message: 'the blocks of the page are those of its text' })
      .toEqual(blocks.map(({ name }) => name));
    for (const source of blocks) {
      const wrong = file === DEMO.file ? GOES_WRONG[source.name] : undefined;
      await test.step(source.name, async () => {
        const trouble = await check(new LabBlock(page, source.name), source, file);
        if (wrong) expect.soft(trouble, source.name).toMatch(wrong);
        else expect.soft(trouble, source.name).toBe('');
      });
    }
    expect(watched).toEqual([]);
  });
}
