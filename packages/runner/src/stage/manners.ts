/**
 * What the frame sees to before any edited code is there, so that a component does not get in a
 * reader's way by mistake.
 */
export function keepManners(): void {
  leaveTabAlone();
  takeNoFocus();
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
  for (const type of [HTMLElement, SVGElement]) {
    const { focus } = type.prototype;
    type.prototype.focus = function focusWithin(options?: FocusOptions) {
      if (document.hasFocus()) focus.call(this as HTMLElement, options);
    };
  }
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
