import { isReadable, readProperty } from '../display/read-safely.js';

/** React's published code numbers its errors; these are the ones that a reader's code brings about. */
const WORDS: Record<number, string> = {
  31: 'An object cannot be shown as it is: show one of its fields, or a list of elements',
  130: 'This element has no type: is the component exported, and imported by its right name?',
  185: 'This component sets its state again and again after each rendering; set it in a handler, or give the effect a list of what it depends on',
  300: 'This rendering called fewer hooks than the one before: call hooks before any `return` and outside of any `if`',
  301: 'This component sets its state whenever it is rendered, which renders it again without end: set it in a handler or an effect',
  310: 'This rendering called more hooks than the one before: call hooks outside of any `if` or loop',
  321: 'A hook was called outside of a component: call hooks at the top of a function component',
  418: 'The page was not what was expected',
  482: 'A component that is `async` cannot be shown here: load in an effect, and keep what came in a state',
};

/** Replaces the number of one of React's errors by words, in the error itself. */
export function putInWords(thrown: unknown): unknown {
  const message = readProperty(thrown, 'message');
  if (typeof message !== 'string' || !isReadable(thrown)) return thrown;
  const number = /^Minified React error #(\d+);/.exec(message)?.[1];
  const words = number === undefined ? undefined : WORDS[Number(number)];
  if (words !== undefined) Reflect.set(thrown, 'message', words);
  return thrown;
}
