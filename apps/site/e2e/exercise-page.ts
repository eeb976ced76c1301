import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { pasteOver } from './lab-page';

const FOLDER = '../../../packages/exercises/exercises/03-regression-by-hand';
/** A file of an exercise, by its name. */
export const textOf = (file: string, exercise = '01-one-update') =>
  readFileSync(join(__dirname, FOLDER, exercise, file), 'utf8');
/** The key of the saved progress. */
export const PROGRESS = 'backprop-progress';

/** An exercise of a page, as a learner meets it. */
export function exerciseOn(page: Page, id = 'one-update') {
  const root = page.locator(`[data-exercise="${id}"]`);
  const code = root.getByRole('textbox', { name: /^Your code for/ });
  const button = (name: string | RegExp) => root.getByRole('button', { name });
  return {
    root,
    code,
    button,
    verdict: root.locator('[data-verdict]'),
    async put(text: string) {
      await expect(button('Check')).toBeEnabled();
      await code.click();
      await expect(root.locator('.cm-content')).toBeFocused();
      await pasteOver(root.locator('.cm-content'), text);
    },
    async check() {
      await button('Check').click();
      const ended = root.locator('[data-verdict="graded"], [data-verdict="broken"]');
      await ended.waitFor({ timeout: 15_000 });
      await expect(ended).toHaveAttribute('data-verdict', 'graded');
    },
  };
}

/** The saved progress, as it is stored. */
export const storedProgress = (page: Page) =>
  page.evaluate((key) => localStorage.getItem(key), PROGRESS);
