import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import type { LessonCard } from './curriculum';
import styles from './home.module.css';
import { LessonList } from './LessonList';

/** `/`: what the course is, who it is for, and where to begin. */
export default function HomePage({ lessons }: { lessons: LessonCard[] }): ReactNode {
  return (
    <Layout description="An interactive course on backpropagation, by hand and beside Keras.">
      <main className={styles.page}>
        <h1>Backpropagation, Explored</h1>
        <LessonList lessons={lessons} />
      </main>
    </Layout>
  );
}
