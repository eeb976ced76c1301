/** What a reader does first: read on, by whatever means. */
const SIGNS = ['scroll', 'wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

const firstSign = () =>
  new Promise<void>((resume) => {
    for (const sign of SIGNS) {
      addEventListener(sign, () => resume(), { once: true, passive: true, capture: true });
    }
    // The end is where it will be only when nothing before it is a guess.
    addEventListener('keydown', ({ key }) => {
      if (key === 'End') document.documentElement.dataset.laidOut = '';
    });
  });

/** A page that is busy for so long does it all the same; in milliseconds. */
const AT_MOST = 2000;

const pause = () =>
  new Promise<void>((resume) => {
    // Safari has no such call.
    if ('requestIdleCallback' in window) {
      requestIdleCallback(() => resume(), { timeout: AT_MOST });
    } else setTimeout(resume, 100);
  });

let last: Promise<void> | undefined;

/**
 * Do something once the reader has begun to read, when the page has nothing else to do and what was
 * asked for before is done.
 */
export function inAPause(task: () => void): void {
  last = (last ?? firstSign()).then(pause).then(task);
}
