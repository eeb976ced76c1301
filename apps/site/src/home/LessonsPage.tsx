import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { LessonCard } from './curriculum';
import styles from './home.module.css';
import { LessonList } from './LessonList';

/** `/lessons/`: all lessons, in order. */
export default function LessonsPage({ lessons }: { lessons: LessonCard[] }): ReactNode {
  return (
    <Layout title="Lessons" description="All lessons of the course, in order.">
      <main className={styles.page}>
        <h1>Lessons</h1>
        <LessonList lessons={lessons} />
      </main>
    </Layout>
  );
}
