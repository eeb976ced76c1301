/**
 * What the frame sees to before any edited code is there, so that a component does not get in a
 * reader's way by mistake.
 */
export function keepManners(): void {
  leaveTabAlone();
  takeNoFocus();
  scrollNoPage();
  leaveHistoryAlone();
  followNoLinks();
}

/** Tab always moves on: no handler of the component hears of it, so none can keep it. */
function leaveTabAlone(): void {
  for (const type of ['keydown', 'keyup'] as const) {
    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Tab') event.stopImmediatePropagation();
    };
    addEventListener(type, stop, { capture: true });
  }
}

/** A component may move the focus within its frame, not bring it there from the page. */
function takeNoFocus(): void {
  const owners: [owner: object, name: string][] = [
    [window, 'focus'],
    [HTMLElement.prototype, 'focus'],
    [SVGElement.prototype, 'focus'],
    [HTMLInputElement.prototype, 'select'],
    [HTMLTextAreaElement.prototype, 'select'],
  ];
  for (const [owner, name] of owners) {
    const take = Reflect.get(owner, name) as (...args: unknown[]) => void;
    Reflect.set(owner, name, function takeWithin(this: unknown, ...args: unknown[]) {
      if (document.hasFocus()) take.apply(this, args);
    });
  }
  openQuietly();
}

/** Opening a dialog brings the focus into it, and with it into the frame. */
function openQuietly(): void {
  for (const name of ['show', 'showModal'] as const) {
    const open = HTMLDialogElement.prototype[name];
    HTMLDialogElement.prototype[name] = function openWithin() {
      if (document.hasFocus()) open.call(this);
      else this.open = true;
    };
  }
}

/** Scrolling an element into view moves the page around the frame as well: only what is in it may. */
function scrollNoPage(): void {
  const prototype = Element.prototype as Element & { scrollIntoViewIfNeeded?: unknown };
  function scrollWithin(this: Element): void {
    for (let box = this.parentElement; box; box = box.parentElement) {
      if (box.scrollHeight <= box.clientHeight) continue;
      box.scrollTop += this.getBoundingClientRect().top - box.getBoundingClientRect().top;
    }
  }
  prototype.scrollIntoView = scrollWithin;
  if ('scrollIntoViewIfNeeded' in prototype) prototype.scrollIntoViewIfNeeded = scrollWithin;
}

/** The frame's history is the tab's: going back would leave the page, new entries would fill it. */
function leaveHistoryAlone(): void {
  const { prototype } = History;
  const { replaceState } = prototype;
  prototype.pushState = replaceState;
  const refuse = () => {
    throw new TypeError(
      'history: expected code that keeps to itself, received a step; ' +
        'a component can keep its own list of where it was',
    );
  };
  prototype.back = refuse;
  prototype.forward = refuse;
  prototype.go = refuse;
}

/** A link would replace the component; the page's policy lets it lead nowhere. */
function followNoLinks(): void {
  addEventListener('click', (event) => {
    const link = event
      .composedPath()
      .find((one) => one instanceof Element && one.matches('a, area'));
    if (!(link instanceof Element)) return;
    const target = link.getAttribute('href') ?? '';
    if (!target.startsWith('#')) event.preventDefault();
  });
}
