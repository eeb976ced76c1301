import { defineProperty, getPrototypeOf, hasOwn } from '../intrinsics.js';

type Globals = Record<string, unknown>;

/** What speaks to the network, to other workers or to storage. */
const REFUSED = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'importScripts',
  'Worker',
  'SharedWorker',
  'BroadcastChannel',
  'FontFace',
  'RTCPeerConnection',
  'postMessage',
  'close',
];
const ABSENT = ['indexedDB', 'caches', 'cookieStore', 'storage', 'Notification'];

/**
 * Takes the doors out of a worker's globals. The frame's policy is the wall; this makes the
 * errors clear, and is a second line should a browser forget the policy.
 */
export function withdraw(globals: Globals): void {
  withdrawDoors(globals);
  const languages =
    'navigator' in globals ? safeNavigator(globals.navigator as Navigator) : undefined;
  hide(globals, 'navigator', languages);
}

/** The same for a document, whose libraries ask its navigator for more. */
export function withdrawDoors(globals: Globals): void {
  for (const name of REFUSED) {
    if (!(name in globals)) continue;
    hide(globals, name, refusal(name));
  }
  for (const name of ABSENT) if (name in globals) hide(globals, name, undefined);
}

function refusal(name: string): unknown {
  // A function and not an arrow, so that `new` gives the same clear error.
  return function refused() {
    throw new TypeError(
      `${name}: expected code that keeps to itself, received a call; ` +
        'code in this page has no network, no storage and no other workers',
    );
  };
}

/** Libraries ask for the agent and the number of cores; nothing else of it is needed. */
function safeNavigator({ userAgent, hardwareConcurrency, language, platform }: Navigator): unknown {
  return Object.freeze({ userAgent, hardwareConcurrency, language, platform, onLine: false });
}

/** On the object itself and nowhere behind it. */
function hide(globals: Globals, name: string, value: unknown): void {
  for (let owner: object | null = globals; owner; owner = getPrototypeOf(owner) as object | null) {
    if (owner !== globals && hasOwn(owner, name)) Reflect.deleteProperty(owner, name);
  }
  defineProperty(globals, name, { value, writable: false, configurable: false, enumerable: false });
}
