import type { LoadedContent } from '@docusaurus/plugin-content-docs';
import type { AllContent, LoadContext, Plugin } from '@docusaurus/types';
import type { LessonCard } from '../src/home/curriculum';

/** The pages that list the lessons: `/` and `/lessons/`, fed with the lessons' front matter. */
export default function lessonIndex({ baseUrl }: LoadContext): Plugin {
  return {
    name: 'lesson-index',
    async allContentLoaded({ allContent, actions }) {
      const lessons = await actions.createData('lessons.json', lessonCards(allContent));
      const modules = { lessons };
      actions.addRoute({
        path: baseUrl,
        exact: true,
        component: '@site/src/home/HomePage.tsx',
        modules,
      });
      actions.addRoute({
        path: `${baseUrl}lessons/`,
        exact: true,
        component: '@site/src/home/LessonsPage.tsx',
        modules,
      });
    },
  };
}

function lessonCards(allContent: AllContent): LessonCard[] {
  const content = allContent['docusaurus-plugin-content-docs']?.default as LoadedContent;
  const docs = content.loadedVersions.flatMap((version) => version.docs);
  return docs
    .map((doc) => ({
      // The folder's own number: Docusaurus strips it from slugs and ids.
      number: doc.source.match(/lessons\/(\d\d)-/)?.[1] ?? '',
      title: doc.title,
      description: doc.description,
      minutes: Number(doc.frontMatter.minutes),
      link: doc.permalink,
    }))
    .sort((a, b) => a.number.localeCompare(b.number));
}
