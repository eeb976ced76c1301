import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSlugger, DEFAULT_PARSE_FRONT_MATTER } from '@docusaurus/utils';
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { nameBlocks, readMeta } from '../src/lab/block/names';
import { placed } from './placed';

/** A lesson as its tests see it: read, but not built and not run. */
export interface Lesson {
  /** The folder, `NN-slug`. */
  folder: string;
  slug: string;
  frontMatter: Record<string, unknown>;
  tree: Root;
  headings: LessonHeading[];
  blocks: LessonBlock[];
}

export interface LessonHeading {
  depth: number;
  text: string;
  /** The anchor that Docusaurus gives it. */
  id: string;
  line: number;
}

/** A fenced block with the word `live`. */
export interface LessonBlock {
  name: string;
  title: string | undefined;
  language: string;
  code: string;
  /** The line of the file on which the block's first line of code stands. */
  line: number;
}

/** Something wrong in a lesson, with the line of its file. */
export interface Finding {
  line: number;
  message: string;
}

const markdown = unified().use(remarkParse).use(remarkMdx).use(remarkMath);

/**
 * Read one lesson's text.
 *
 * @param folder the name of its folder, `NN-slug`
 * @param source the text of its index.mdx
 * @throws when the text is no MDX; the message has line and column
 */
export async function readLesson(folder: string, source: string): Promise<Lesson> {
  const { frontMatter } = await DEFAULT_PARSE_FRONT_MATTER({
    filePath: `lessons/${folder}/index.mdx`,
    fileContent: source,
  });
  // Blank lines in the front matter's place keep every line number true.
  const body = source.replace(/^---\r?\n[\s\S]*?\n---(?=\r?\n|$)/, (found) =>
    found.replace(/[^\n]/g, ''),
  );
  const tree = markdown.parse(body);
  return {
    folder,
    slug: folder.replace(/^\d\d-/, ''),
    frontMatter,
    tree,
    headings: readHeadings(tree),
    blocks: readBlocks(tree),
  };
}

function readHeadings(tree: Root): LessonHeading[] {
  const slugger = createSlugger();
  const headings: LessonHeading[] = [];
  visit(tree, 'heading', (node) => {
    const text = textOf(node);
    headings.push({ depth: node.depth, text, id: slugger.slug(text), line: lineOf(node) });
  });
  return headings;
}

function readBlocks(tree: Root): LessonBlock[] {
  const blocks: Omit<LessonBlock, 'name'>[] = [];
  const fences: { name: string | undefined; title: string | undefined }[] = [];
  visit(tree, 'code', (node) => {
    const meta = node.meta ?? '';
    if (!/(?:^|\s)live(?:\s|$)/.test(meta)) return;
    const title = readMeta(meta, 'title');
    fences.push({ name: readMeta(meta, 'name'), title });
    blocks.push({ title, language: node.lang ?? '', code: node.value, line: lineOf(node) + 1 });
  });
  const { names } = nameBlocks(fences);
  return blocks.map((block, index) => ({ ...block, name: names[index]! }));
}

/** The line of the file on which a node begins. */
export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 1;
}

/**
 * All lessons of a folder, in order.
 *
 * @throws Error with file, line and column for a text that is no MDX
 */
export function readLessons(directory: string): Promise<Lesson[]> {
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return Promise.all(
    folders.map(async (folder) => {
      const file = join(directory, folder, 'index.mdx');
      try {
        return await readLesson(folder, readFileSync(file, 'utf8'));
      } catch (cause) {
        const { line = 1, message } = cause as { line?: number; message: string };
        throw new Error(placed(file, [{ line, message }])[0], { cause });
      }
    }),
  );
}
