import {
  emptyProgress,
  mergeProgress,
  type Progress,
  readProgress,
  writeProgress,
} from '@backprop/exercises';

/** The learner's progress as the page knows it, and what became of keeping it. */
export interface ProgressState {
  progress: Progress;
  /** Why the last change did not last, if it did not. */
  unsaved: 'refused' | 'full' | 'newer' | null;
  /** Under which key an unreadable save was put aside. */
  backup: string | null;
}

/** The one place of all progress; the text is that of the command line's progress file. */
export const PROGRESS_KEY = 'backprop-progress';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The learner's progress in the browser's storage, shared by all tabs.
 *
 * Each change is merged into what is stored at that moment, so tabs do not overwrite each other.
 * What cannot be read is put aside, what a newer version wrote is left alone, and when nothing
 * can be stored everything still works until the page is closed.
 */
export class ProgressKeeper {
  #state: ProgressState = { progress: emptyProgress(), unsaved: null, backup: null };
  #listeners = new Set<() => void>();

  /**
   * @param storage gives the store; in some privacy modes this already throws
   */
  constructor(
    private readonly storage: () => Storage,
    private readonly now: () => number = Date.now,
  ) {
    this.refresh();
  }

  get state(): ProgressState {
    return this.#state;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Take in what another tab stored. */
  refresh(): void {
    this.#publish(this.#state.progress);
  }

  /** Change the progress and store it. */
  update(change: (progress: Progress) => Progress): void {
    const { storable } = this.#publish(this.#state.progress);
    this.#set({ progress: change(this.#state.progress) });
    if (!storable) return;
    try {
      this.storage().setItem(PROGRESS_KEY, writeProgress(this.#state.progress));
      this.#set({ unsaved: null });
    } catch (error) {
      // A full store keeps what it had.
      this.#set({ unsaved: isFull(error) ? 'full' : 'refused' });
    }
  }

  #publish(known: Progress): { storable: boolean } {
    const stored = this.#read();
    this.#set({ progress: stored ? mergeProgress(known, stored) : known });
    return { storable: stored !== null };
  }

  /** What is stored, or null when nothing may be written over it. */
  #read(): Progress | null {
    let text: string | null;
    try {
      text = this.storage().getItem(PROGRESS_KEY);
    } catch {
      this.#set({ unsaved: 'refused' });
      return null;
    }
    if (text === null) return emptyProgress();
    const reading = readProgress(text);
    switch (reading.state) {
      case 'whole':
        return reading.progress;
      case 'newer':
        this.#set({ unsaved: 'newer' });
        return null;
      case 'damaged':
        return this.#putAside(text, reading.progress) ? reading.progress : null;
      case 'unreadable':
        return this.#putAside(text) ? emptyProgress() : null;
    }
  }

  /** Moves a text to a key of its own and stores what of it could be read. */
  #putAside(text: string, rest?: Progress): boolean {
    const backup = `${PROGRESS_KEY}#backup-${this.now()}`;
    try {
      const storage = this.storage();
      // There may be no room for it twice.
      storage.removeItem(PROGRESS_KEY);
      try {
        storage.setItem(backup, text);
        if (rest) storage.setItem(PROGRESS_KEY, writeProgress(rest));
      } catch (error) {
        storage.removeItem(backup);
        storage.setItem(PROGRESS_KEY, text);
        throw error;
      }
      this.#set({ backup });
      return true;
    } catch (error) {
      this.#set({ unsaved: isFull(error) ? 'full' : 'refused' });
      return false;
    }
  }

  #set(change: Partial<ProgressState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const isFull = (error: unknown): boolean =>
  (error as { name?: unknown } | null)?.name === 'QuotaExceededError';

let keeper: ProgressKeeper | undefined;

/** The page's one keeper, made on first use; it hears of other tabs. */
export function pageProgress(): ProgressKeeper {
  if (keeper) return keeper;
  const made = new ProgressKeeper(() => window.localStorage);
  window.addEventListener('storage', ({ key }) => {
    if (key === PROGRESS_KEY || key === null) made.refresh();
  });
  keeper = made;
  return made;
}
