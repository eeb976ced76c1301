import { type Connect, FRAME_VERSION, type FromFrame, type ToFrame } from '../frame/messages.js';

const HANDSHAKE = 10_000;
const PING_PAUSE = 1000;
/** A frame that is silent for so long while the page is seen is taken for dead. */
const PONG_DEADLINE = 5000;

export interface FrameListener {
  heard(message: FromFrame): void;
  /** The frame cannot be trusted or reached any more, and is gone. */
  lost(reason: string): void;
}

/** The page's end of one frame: the element, the handshake, the private port and the watch. */
export class FrameLink {
  readonly #element: HTMLIFrameElement;
  readonly #early: ToFrame[] = [];
  #port: MessagePort | null = null;
  #connected = false;
  #gone = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;
  /** Ids of the libraries that this frame has. */
  readonly libraries = new Set<string>();

  constructor(
    private readonly document: Document,
    url: string,
    private readonly listener: FrameListener,
  ) {
    this.#element = makeElement(document, url);
    this.#element.addEventListener('load', () => this.#loaded());
    document.body.append(this.#element);
    this.#timer = setTimeout(
      () => this.#lose('The frame that runs code did not answer'),
      HANDSHAKE,
    );
  }

  /** Messages wait until the handshake is done. */
  send(message: ToFrame): void {
    if (this.#connected) this.#port?.postMessage(message);
    else this.#early.push(message);
  }

  remove(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#element.remove();
  }

  #loaded(): void {
    if (this.#gone) return;
    // The frame's own page never navigates: whatever loads second is not ours.
    if (this.#port) return this.#lose('The frame that runs code was navigated elsewhere');
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event: MessageEvent<FromFrame>) => this.#heard(event.data);
    const connect: Connect = { backprop: 'connect', version: FRAME_VERSION };
    // An opaque origin cannot be named, so the target is the window that we made.
    this.#element.contentWindow?.postMessage(connect, '*', [port2]);
  }

  #heard(message: FromFrame): void {
    if (this.#gone) return;
    this.#heardAt = Date.now();
    if (message.say === 'connected') return this.#connect();
    if (message.say !== 'pong') this.listener.heard(message);
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#connected = true;
    this.send({ do: 'hidden', hidden: this.document.hidden });
    for (const message of this.#early.splice(0)) this.send(message);
    this.#watch();
  }

  #watch(): void {
    this.#timer = setTimeout(() => {
      // The page itself may have slept; only silence after a question counts.
      const silent = Date.now() - this.#heardAt;
      if (this.document.hidden) this.#heardAt = Date.now();
      else if (silent > PONG_DEADLINE + PING_PAUSE) {
        return this.#lose('The frame that runs code stopped answering');
      }
      this.send({ do: 'ping' });
      this.#watch();
    }, PING_PAUSE);
  }

  #lose(reason: string): void {
    if (this.#gone) return;
    this.remove();
    this.listener.lost(reason);
  }
}

/** Nobody sees or reaches it: it draws nothing, takes no focus and is not read out. */
function makeElement(document: Document, url: string): HTMLIFrameElement {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.setAttribute('referrerpolicy', 'no-referrer');
  element.setAttribute('aria-hidden', 'true');
  element.title = 'Runs edited code';
  element.tabIndex = -1;
  element.hidden = true;
  element.src = url;
  return element;
}
