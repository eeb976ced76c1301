import { toString as textOf } from 'mdast-util-to-string';
import type { Finding, Lesson } from '../lesson';
import { lineOf } from '../lesson';

const OPENING = 'What you will learn';
const CLOSING = ['Recap', 'Exercises', 'Sources'];
const BULLETS = 3;

/**
 * A lesson opens with what one will learn, in three bullets, then asks a question, with a live
 * block beside it; it closes with Recap, Exercises and Sources.
 */
export function checkHeadings(lesson: Lesson): Finding[] {
  const { headings } = lesson;
  const findings: Finding[] = [];
  let depth = 1;
  const ids = new Set<string>();
  for (const heading of headings) {
    const { line, text, id } = heading;
    if (heading.depth === 1) {
      findings.push({ line, message: `“# ${text}”: the title comes from the front matter` });
    }
    if (heading.depth > depth + 1) {
      findings.push({ line, message: `“${text}” skips a level of headings` });
    }
    // A repeated text gets a numbered anchor, which moves when a heading is put before it.
    if (ids.has(text)) findings.push({ line, message: `“${text}” (#${id}): a heading twice` });
    ids.add(text);
    depth = heading.depth;
  }
  return [...findings, ...checkSections(lesson)];
}

function checkSections(lesson: Lesson): Finding[] {
  const sections = lesson.headings.filter(({ depth }) => depth === 2);
  const titles = sections.map(({ text }) => text);
  const findings: Finding[] = [];
  if (titles[0] !== OPENING) {
    const line = sections[0]?.line ?? 1;
    findings.push({ line, message: `the first section must be “${OPENING}”` });
  }
  if (titles.slice(-CLOSING.length).join() !== CLOSING.join()) {
    const line = sections.at(-1)?.line ?? 1;
    findings.push({ line, message: `the last sections must be ${CLOSING.join(', ')}` });
  }
  for (const section of sections) {
    if (contentOf(lesson, section.text).length === 0) {
      findings.push({ line: section.line, message: `“${section.text}” is empty` });
    }
  }
  return [...findings, ...checkOpening(lesson, titles[1])];
}

function checkOpening(lesson: Lesson, first: string | undefined): Finding[] {
  const findings: Finding[] = [];
  const learn = contentOf(lesson, OPENING);
  const bullets = learn.flatMap((node) => (node.type === 'list' ? node.children : []));
  if (learn.length > 0 && bullets.length !== BULLETS) {
    const line = lineOf(learn[0]!);
    findings.push({ line, message: `“${OPENING}” has ${bullets.length} bullets, not ${BULLETS}` });
  }
  if (first === undefined || CLOSING.includes(first)) {
    findings.push({ line: 1, message: 'there is no section between the opening and the recap' });
    return findings;
  }
  const { line } = lesson.headings.find(({ text }) => text === first)!;
  const body = contentOf(lesson, first);
  const prose = body.filter(({ type }) => type !== 'code').map((node) => textOf(node));
  if (!prose.some((text) => text.includes('?'))) {
    findings.push({ line, message: `“${first}” must ask a question: the body starts with one` });
  }
  const live = body.some((node) => node.type === 'code' && /\blive\b/.test(node.meta ?? ''));
  if (!live) findings.push({ line, message: `“${first}” must hold a live block` });
  return findings;
}

/** What stands between a section's heading and the next one's. */
function contentOf({ tree }: Lesson, section: string) {
  const isSection = (node: (typeof tree.children)[number]) =>
    node.type === 'heading' && node.depth <= 2;
  const start = tree.children.findIndex((node) => isSection(node) && textOf(node) === section);
  if (start === -1) return [];
  const rest = tree.children.slice(start + 1);
  const end = rest.findIndex(isSection);
  return end === -1 ? rest : rest.slice(0, end);
}
