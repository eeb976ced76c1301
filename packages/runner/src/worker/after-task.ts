import { apply } from '../intrinsics.js';

/**
 * Makes a function that acts in a later turn of the event loop. Unlike a timer, it is not slowed
 * down while the page is hidden.
 */
export function makeAfterTask(): (action: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const { postMessage } = MessagePort.prototype;
  let waiting: (() => void) | null = null;
  port1.onmessage = () => {
    const action = waiting;
    waiting = null;
    action?.();
  };
  return (action) => {
    waiting = action;
    apply(postMessage, port2, [null]);
  };
}
