import { fingerprint } from '../fingerprint';
import { DRAFT, type Draft, LONGEST_TEXT } from '../storage/draft';
import { dropRecord, fetchRecord, putRecord } from '../storage/keep';
import { type Shelf, ShelfFullError } from '../storage/shelf';

/** The text of one block, whose it is, and what became of saving it. */
export interface BlockTextState {
  text: string;
  /** The lesson's own text, the reader's edit of it, or somebody else's from a link. */
  origin: 'lesson' | 'edited' | 'shared';
  /** The lesson's text is no longer the one that the edit began from. */
  lessonChanged: boolean;
  /** The edit that Reset took away and one step can bring back. */
  undo: string | null;
  /** The reader's own text from before a shared one was edited. */
  earlier: string | null;
  /** Why the last save did not last, if it did not. */
  unsaved: 'full' | 'newer' | 'long' | null;
  /** Under which key an unreadable edit was put aside. */
  backup: string | null;
}

/** How long typing must pause before the text is saved. */
const PAUSE = 250;

/**
 * The text of one block: what the lesson says, what the reader makes of it, and its copy on
 * the shelf. It knows nothing of React or of the editor.
 */
export class BlockText {
  #state: BlockTextState;
  #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Writes wait for each other, so that the last one wins. */
  #writes: Promise<void> = Promise.resolve();
  /** The reader's own text while a shared one is shown. */
  #own: string | null = null;
  /** What lay on the shelf when it was last read or written here. */
  #known: string | null = null;
  readonly loaded: Promise<void>;

  constructor(
    readonly original: string,
    private readonly key: string,
    private readonly shelf: Shelf,
    private readonly now: () => number = Date.now,
  ) {
    this.#state = {
      text: original,
      origin: 'lesson',
      lessonChanged: false,
      undo: null,
      earlier: null,
      unsaved: null,
      backup: null,
    };
    this.loaded = this.#load();
  }

  get state(): BlockTextState {
    return this.#state;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The reader typed. Wait for `loaded` first, so that nothing saved is lost. */
  edit(text: string) {
    if (text === this.#state.text) return;
    const { origin } = this.#state;
    const earlier = origin === 'shared' ? this.#own : this.#state.earlier;
    this.#own = null;
    this.#set({ ...this.#originOf(text), earlier, undo: null });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Save at once what still waits for a pause. */
  flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#save();
    }
    return this.#writes;
  }

  /** Back to the lesson's text; the saved copy goes. */
  reset() {
    const { text, origin } = this.#state;
    const undo = origin === 'shared' ? this.#own : text;
    this.#own = null;
    this.#replace(this.original, { undo: undo === this.original ? null : undo, earlier: null });
  }

  /** Bring back what Reset took away. */
  undoReset() {
    const { undo } = this.#state;
    if (undo !== null) this.#replace(undo, { undo: null });
  }

  /** Keep the edit although the lesson changed, and stop asking. */
  keepMine() {
    this.#replace(this.#state.text, {});
  }

  /** Show somebody else's text. It is not saved until the reader edits it. */
  openShared(text: string) {
    if (this.#state.origin === 'edited') this.#own = this.#state.text;
    this.#set({ text: withLines(text), origin: 'shared', lessonChanged: false, undo: null });
  }

  /** Put the shared text away again. */
  closeShared() {
    if (this.#state.origin !== 'shared') return;
    const own = this.#own;
    this.#own = null;
    this.#set(this.#originOf(own ?? this.original));
  }

  /** Take back the reader's own text from before a shared one was edited. */
  bringBack() {
    const { earlier } = this.#state;
    if (earlier !== null) this.#replace(earlier, { earlier: null });
  }

  #originOf(text: string): Pick<BlockTextState, 'text' | 'origin' | 'lessonChanged'> {
    const origin = text === this.original ? 'lesson' : 'edited';
    return { text, origin, lessonChanged: origin === 'edited' && this.#state.lessonChanged };
  }

  #replace(text: string, change: Partial<BlockTextState>) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#set({ ...this.#originOf(text), lessonChanged: false, ...change });
    this.#save();
  }

  #set(change: Partial<BlockTextState>) {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  async #load() {
    const change: Partial<BlockTextState> = {};
    try {
      const kept = await fetchRecord(this.shelf, DRAFT, this.key, this.now);
      if (kept.state === 'newer') change.unsaved = 'newer';
      if (kept.state === 'backed-up') change.backup = kept.backup;
      if (kept.state === 'kept') {
        const { original, earlier } = kept.record;
        const text = withLines(kept.record.text);
        this.#known = kept.record.text;
        Object.assign(change, this.#originOf(text));
        change.earlier = earlier ?? null;
        change.lessonChanged = text !== this.original && original !== fingerprint(this.original);
      }
    } catch (error) {
      // Only a full store gets here: an unreadable draft stays where it is, untouched.
      if (error instanceof ShelfFullError) change.unsaved = 'full';
    }
    if (Object.keys(change).length > 0) this.#set(change);
  }

  #draft(): Draft {
    const { text, earlier, lessonChanged } = this.#state;
    return {
      schema: 2,
      text,
      // An edit of an old lesson stays one until the reader decides.
      original: lessonChanged ? '' : fingerprint(this.original),
      time: this.now(),
      ...(earlier === null ? {} : { earlier }),
    };
  }

  #save() {
    const draft = this.#draft();
    const drop = this.#state.origin === 'lesson' && this.#state.earlier === null;
    if (draft.text.length > LONGEST_TEXT) {
      this.#set({ unsaved: 'long' });
      return;
    }
    this.#writes = this.#writes.then(async () => {
      try {
        this.#set({ unsaved: (await this.#write(draft, drop)) ? null : 'newer' });
      } catch {
        this.#set({ unsaved: 'full' });
      }
    });
  }

  /** Another tab's edit of this block is kept as the earlier one: neither takes the other away. */
  async #write(draft: Draft, drop: boolean): Promise<boolean> {
    const kept = await fetchRecord(this.shelf, DRAFT, this.key, this.now);
    const theirs = kept.state === 'kept' ? kept.record.text : null;
    const isKnown = theirs === null || [this.#known, draft.text, this.original].includes(theirs);
    this.#known = drop && isKnown ? null : draft.text;
    if (!isKnown && draft.earlier === undefined) {
      this.#set({ earlier: theirs });
      return putRecord(this.shelf, DRAFT, this.key, { ...draft, earlier: theirs });
    }
    return drop
      ? dropRecord(this.shelf, DRAFT, this.key)
      : putRecord(this.shelf, DRAFT, this.key, draft);
  }
}

/** Editors know one end of a line; another one would look like an edit as soon as one opens. */
const withLines = (text: string) => text.replace(/\r\n?/g, '\n');
