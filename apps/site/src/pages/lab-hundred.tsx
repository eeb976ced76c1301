import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { LiveBlock } from '../lab/block/LiveBlock';

const BLOCKS = Array.from({ length: 100 }, (_, index) => index + 1);

/** Many blocks on one page, to show that a page is as light with them as without. */
export default function Hundred(): ReactNode {
  return (
    <Layout title="A hundred blocks" description="A page of a hundred live blocks, as a test.">
      <main className="container">
        <h1>A hundred blocks</h1>
        {BLOCKS.map((index) => (
          <LiveBlock
            key={index}
            language="ts"
            title={`Block ${index}`}
            code={`const weight = ${index};\nweight * 2 //=> ${index * 2}`}
          />
        ))}
      </main>
    </Layout>
  );
}
