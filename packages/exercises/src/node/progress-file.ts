import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { emptyProgress, type Progress, readProgress, writeProgress } from '../progress/format.js';

/** Progress as it was found on disk. */
export interface FoundProgress {
  progress: Progress;
  /** What the learner must know: what was broken, and where the old file is kept. */
  notice: string | null;
  /** False when the file is of a later version, which must not be overwritten. */
  writable: boolean;
}

/**
 * The learner's progress in one file; each change reads, changes and replaces it as a whole.
 *
 * @example
 * const file = new ProgressFile(join(mkdtempSync(join(tmpdir(), 'progress-')), 'progress.json'));
 * file.update((progress) => recordHint(progress, 'one-update', 1)) //=> null
 * file.load().progress.exercises['one-update'].hints //=> 1
 */
export class ProgressFile {
  constructor(readonly path: string) {}

  /** Reads the file. What cannot be read is kept beside it and told, never thrown away. */
  load(): FoundProgress {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const notice = missing ? null : `Progress cannot be read: ${(error as Error).message}`;
      return { progress: emptyProgress(), notice, writable: missing };
    }
    const reading = readProgress(text);
    switch (reading.state) {
      case 'whole':
        return { progress: reading.progress, notice: null, writable: true };
      case 'newer':
        return {
          progress: emptyProgress(),
          notice: `${this.path} was written by a later version of the course (format ${reading.version}). It is left as it is, and nothing is saved; update the course.`,
          writable: false,
        };
      case 'unreadable':
        return this.#repaired(emptyProgress(), `could not be read: ${reading.why}`);
      case 'damaged':
        return this.#repaired(
          reading.progress,
          `had entries that could not be read (${reading.lost.slice(0, 5).join(', ')})`,
        );
    }
  }

  /**
   * Changes the file. It is replaced in one step, so a full disk or a crash leaves the old one.
   *
   * @returns A notice when something was broken or could not be saved.
   */
  update(change: (progress: Progress) => Progress): string | null {
    const { progress, notice, writable } = this.load();
    if (!writable) return notice;
    try {
      this.#replace(change(progress));
      return notice;
    } catch (error) {
      return `Progress could not be saved: ${(error as Error).message}`;
    }
  }

  #repaired(progress: Progress, what: string): FoundProgress {
    const backup = this.#freeName();
    try {
      copyFileSync(this.path, backup);
      this.#replace(progress);
    } catch (error) {
      const notice = `${this.path} ${what}, and could not be mended: ${(error as Error).message}`;
      return { progress, notice, writable: false };
    }
    return { progress, notice: `${this.path} ${what}. It is kept as ${backup}.`, writable: true };
  }

  #freeName(): string {
    for (let number = 1; ; number++) {
      const name = this.path.replace(/(\.json)?$/, `.broken-${number}.json`);
      if (!existsSync(name)) return name;
    }
  }

  #replace(progress: Progress): void {
    const draft = `${this.path}.${process.pid}.new`;
    try {
      writeFileSync(draft, writeProgress(progress), { flush: true });
      renameSync(draft, this.path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  }
}
