import { visit } from 'unist-util-visit';
import type { Course } from '../check-lesson';
import type { Finding, Lesson } from '../lesson';
import { lineOf } from '../lesson';

/** The pages of the site that are no lesson. */
const PAGES = ['/', '/lessons/'];

/** Links lead to pages and headings that exist; pictures come from the course itself. */
export function checkLinks(lesson: Lesson, course: Course): Finding[] {
  const findings: Finding[] = [];
  visit(lesson.tree, (node) => {
    if (node.type === 'image' && isRemote(node.url)) {
      findings.push({ line: lineOf(node), message: `the picture ${node.url} is on another host` });
    }
    if (node.type !== 'link' && node.type !== 'definition') return;
    const message = checkTarget(node.url, lesson, course);
    if (message) findings.push({ line: lineOf(node), message });
  });
  return findings;
}

const isRemote = (url: string) => /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(url);

/** What is wrong with where a link leads, if anything. */
function checkTarget(url: string, lesson: Lesson, { lessons }: Course): string | undefined {
  if (isRemote(url)) {
    return url.startsWith('https://') ? undefined : `the link ${url} is not by https`;
  }
  const [path = '', anchor] = url.split('#');
  const target = path === '' ? lesson : lessons.find(({ slug }) => path === `/lessons/${slug}/`);
  if (!target) {
    return PAGES.includes(path) ? undefined : `the link ${url} leads nowhere; write /lessons/slug/`;
  }
  if (!anchor || target.headings.some(({ id }) => id === anchor)) return undefined;
  return `the link ${url}: “${target.slug}” has no heading #${anchor}`;
}
