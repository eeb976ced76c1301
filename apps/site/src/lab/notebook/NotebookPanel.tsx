import siteConfig from '@generated/docusaurus.config';
import { where } from '@generated/live-lab/default/notebook.json';
import { type ReactNode, type RefObject, useState } from 'react';
import { announce } from '../announce';
import styles from '../block/LiveBlock.module.css';
import { pageNotebook } from './page-notebook';
import { partsOfPage } from './page-parts';

/** Hands a text to the browser as a file to keep. */
function download(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-ipynb+json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read the address by the time this runs.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The last part of the page's address, as the name of its file. */
const pageName = () => window.location.pathname.split('/').filter(Boolean).at(-1) ?? 'page';

/** Which notebook: this block, or all of the page's. */
export default function NotebookPanel(props: {
  root: RefObject<HTMLElement | null>;
  name: string;
}): ReactNode {
  const { root, name } = props;
  const [said, setSaid] = useState('');
  const save = async (file: string, only?: Element) => {
    const notebook = pageNotebook(await partsOfPage(document, only), {
      title: siteConfig.title,
      where,
    });
    download(file, `${JSON.stringify(notebook, null, 1)}\n`);
    const message = `Saved ${file}. Jupyter opens it with the Deno kernel.`;
    setSaid(message);
    announce(message);
  };
  return (
    <div className={styles.notice} data-lab-notebook="">
      As a Jupyter notebook for the Deno kernel, with your edits:{' '}
      <button
        type="button"
        className={styles.action}
        onClick={() => save(`${pageName()}-${name}.ipynb`, root.current!)}
      >
        This block
      </button>{' '}
      <button type="button" className={styles.action} onClick={() => save(`${pageName()}.ipynb`)}>
        All blocks of this page
      </button>
      {said && <p>{said}</p>}
    </div>
  );
}
