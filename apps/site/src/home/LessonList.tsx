import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { type LessonCard, planWith } from './curriculum';
import styles from './home.module.css';

/** The course's plan in order: lessons that exist are links, the others say that they are planned. */
export function LessonList({ lessons }: { lessons: readonly LessonCard[] }): ReactNode {
  const plan = planWith(lessons);
  const ready = plan.filter(({ lesson }) => lesson);
  const planned = plan.filter(({ lesson }) => !lesson);
  return (
    <>
      <ol className={styles.ready}>
        {ready.map(({ number, title, lesson }) => (
          <li key={number}>
            <span className={styles.number}>{number}</span>
            <div>
              <Link to={lesson!.link} className={styles.lesson}>
                {title}
              </Link>
              <p>
                {lesson!.description} <span className={styles.minutes}>{lesson!.minutes} min</span>
              </p>
            </div>
          </li>
        ))}
      </ol>
      <h3>Not written yet</h3>
      <ol className={styles.planned}>
        {planned.map(({ number, title }) => (
          <li key={number}>
            <span className={styles.number}>{number}</span> {title}
          </li>
        ))}
      </ol>
    </>
  );
}
