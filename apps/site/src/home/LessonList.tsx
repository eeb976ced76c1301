import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { type LessonCard, planWith } from './curriculum';
import styles from './home.module.css';

/** The course's plan in order: lessons that exist are links, the others say that they are planned. */
export function LessonList({ lessons }: { lessons: readonly LessonCard[] }): ReactNode {
  const plan = planWith(lessons);
  const planned = plan.filter(({ lesson }) => !lesson);
  return (
    <>
      <ul className={styles.list}>
        {plan.map(
          ({ number, title, lesson }) =>
            lesson && (
              <li key={number}>
                <Link to={lesson.link}>
                  {number} {title}
                </Link>
                <br />
                {lesson.description} About {lesson.minutes} minutes.
              </li>
            ),
        )}
      </ul>
      {planned.length > 0 && (
        <details>
          <summary>{planned.length} more are planned</summary>
          <ul className={styles.list}>
            {planned.map(({ number, title }) => (
              <li key={number}>
                {number} {title}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
