import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import styles from '../home/home.module.css';
import { ModelFile } from '../lesson/model-file/ModelFile';

/** `/model-files/`: looks into a model that the reader has. */
export default function ModelFilesPage(): ReactNode {
  return (
    <Layout
      title="Open a Keras file"
      description="Look into a saved Keras or TensorFlow.js model, predict with it, and convert it."
    >
      <main className={styles.page}>
        <h1>Open a Keras file</h1>
        <p className={styles.lead}>
          See what a saved model holds, have it predict, and take it home in another format.
        </p>
        <p>The file is read by this page alone and is sent nowhere.</p>
        <h2>Your model</h2>
        <ModelFile />
      </main>
    </Layout>
  );
}
