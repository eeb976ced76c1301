import { type Connect, FRAME_VERSION } from '../frame/messages.js';

const HANDSHAKE = 10_000;
const PING_PAUSE = 1000;

/** What every frame can be told, and what every frame says. */
type ToAny = { do: 'hidden'; hidden: boolean } | { do: 'ping' };
type FromAny = { say: 'connected' } | { say: 'pong' };

export interface FrameListener<From> {
  heard(message: From): void;
  /**
   * The frame cannot be trusted or reached any more, and is gone.
   *
   * @param hangs Whether its thread hangs, and with it that of each frame which shares it.
   */
  lost(reason: string, hangs: boolean): void;
}

export interface FrameOptions {
  url: string;
  /** Where it is put. */
  parent: Element;
  /** What is read out for it. */
  title: string;
  /** Whether it is for the reader's eyes. */
  seen: boolean;
  /** A frame that is silent for so many milliseconds while the page is seen is taken for dead. */
  patience: number;
}

/** The page's end of one frame: the element, the handshake, the private port and the watch. */
export class FrameLink<To, From extends { say: string }> {
  readonly element: HTMLIFrameElement;
  readonly #document: Document;
  readonly #early: To[] = [];
  #port: MessagePort | null = null;
  #connected = false;
  #gone = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Questions in a row that nothing was heard after. */
  #unanswered = 0;
  /** Ids of the libraries that this frame has. */
  readonly libraries = new Set<string>();

  constructor(
    private readonly options: FrameOptions,
    private readonly listener: FrameListener<From>,
  ) {
    this.#document = options.parent.ownerDocument;
    this.element = makeElement(this.#document, options);
    this.element.addEventListener('load', () => this.#loaded());
    options.parent.append(this.element);
    this.#timer = setTimeout(
      () => this.#lose('The frame that runs code did not answer'),
      HANDSHAKE,
    );
  }

  /** Messages wait until the handshake is done. */
  send(message: To): void {
    if (this.#connected) this.#port?.postMessage(message);
    else this.#early.push(message);
  }

  remove(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
    this.#port?.close();
    this.element.remove();
  }

  #sendPlain(message: ToAny): void {
    this.#port?.postMessage(message);
  }

  #loaded(): void {
    if (this.#gone) return;
    // The frame's own page never navigates: whatever loads second is not ours.
    if (this.#port) return this.#lose('The frame that runs code was navigated elsewhere');
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event: MessageEvent<From | FromAny>) => this.#heard(event.data);
    const connect: Connect = { backprop: 'connect', version: FRAME_VERSION };
    // An opaque origin cannot be named, so the target is the window that we made.
    this.element.contentWindow?.postMessage(connect, '*', [port2]);
  }

  #heard(message: From | FromAny): void {
    if (this.#gone) return;
    this.#unanswered = 0;
    if (message.say === 'connected') return this.#connect();
    if (message.say !== 'pong') this.listener.heard(message as From);
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#connected = true;
    this.#sendPlain({ do: 'hidden', hidden: this.#document.hidden });
    for (const message of this.#early.splice(0)) this.send(message);
    this.#watch();
  }

  #watch(): void {
    this.#timer = setTimeout(() => {
      // Questions are counted, not time: the page itself may have slept, for a night in a closed
      // laptop or in the browser's history, and clocks are put forward.
      if (this.#document.hidden) this.#unanswered = 0;
      else if (this.#unanswered * PING_PAUSE > this.options.patience) {
        return this.#lose('The frame that runs code stopped answering', true);
      }
      this.#unanswered++;
      this.#sendPlain({ do: 'ping' });
      this.#watch();
    }, PING_PAUSE);
  }

  #lose(reason: string, hangs = false): void {
    if (this.#gone) return;
    this.remove();
    this.listener.lost(reason, hangs);
  }
}

function makeElement(document: Document, { url, title, seen }: FrameOptions): HTMLIFrameElement {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.setAttribute('referrerpolicy', 'no-referrer');
  element.title = title;
  if (!seen) {
    // It draws nothing, takes no focus and is not read out.
    element.setAttribute('aria-hidden', 'true');
    element.tabIndex = -1;
    element.hidden = true;
  }
  element.src = url;
  return element;
}
