import Link from '@docusaurus/Link';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { LiveBlock } from '../lab/block/LiveBlock';
import type { LessonCard } from './curriculum';
import { FIRST_PROGRAM } from './first-program';
import styles from './home.module.css';
import { LessonList } from './LessonList';

/** `/`: what the course is, who it is for, and where to begin. */
export default function HomePage({ lessons }: { lessons: LessonCard[] }): ReactNode {
  const [first] = lessons;
  return (
    <Layout description="An interactive course on backpropagation, by hand and beside Keras.">
      <main className={styles.page}>
        <h1>Backpropagation, Explored</h1>
        <p className={styles.lead}>
          How neural networks learn: derived by hand, run in the page, held against Keras digit by
          digit. All you need is school mathematics and a little code.
        </p>
        {first && (
          <p>
            <Link to={first.link} className="button button--primary">
              Begin: {first.title}
            </Link>
          </p>
        )}
        <LiveBlock
          code={FIRST_PROGRAM}
          language="ts"
          title="Change a number and run it"
          name="first"
        />
        <h2>What you do here</h2>
        <ul>
          <li>Edit and run the code of every lesson. Nothing you write can harm the page.</li>
          <li>Derive each gradient yourself, and prove it with finite differences.</li>
          <li>Train the same net in Keras’s way, and see the first digit that differs.</li>
          <li>Solve exercises that know the usual mistakes, here or in your own editor.</li>
          <li>
            <Link to="/model-files/">Open a Keras file of your own, and take it home.</Link>
          </li>
        </ul>
        <h2>Lessons</h2>
        <LessonList lessons={lessons} />
      </main>
    </Layout>
  );
}
