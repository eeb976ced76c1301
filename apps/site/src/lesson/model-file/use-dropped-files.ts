import { useEffect, useState } from 'react';
import { droppedFiles } from './dropped-files';
import { type Trouble, troubleOf } from './trouble';

/**
 * Files and folders that are dropped anywhere on the page: one that misses would else replace it.
 *
 * @param take is given the files, or what is wrong with a folder; keep it the same from call to call
 * @returns whether files are being dragged over the page
 */
export function useDroppedFiles(take: (files: File[] | Trouble) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Going from one element to the next is no leaving.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setIsOver(false);
      const files = droppedFiles(event.dataTransfer);
      if (Array.isArray(files)) take(files);
      else files.catch((error: unknown) => troubleOf(error, 'the dropped folder')).then(take);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [take]);
  return isOver;
}
