import { addTo, append, apply, defineProperty, removeFrom, setSize } from '../intrinsics.js';

type Anything = (...args: unknown[]) => unknown;
type Globals = Record<string, unknown>;

/**
 * Watches whether a program yields to the event loop, by standing before the functions with
 * which code does so. An endless chain of promises never yields; a promise that nobody settles
 * waits for nothing.
 */
export class TimerWatch {
  #live = new Set<unknown>();
  #turned = false;
  #idle: (() => void) | null = null;
  #later: Anything;

  constructor(private readonly globals: Globals) {
    this.#later = globals.setTimeout as Anything;
    this.#watchTimer('setTimeout', 'clearTimeout', true);
    this.#watchTimer('setImmediate', 'clearImmediate', true);
    this.#watchTimer('requestAnimationFrame', 'cancelAnimationFrame', true);
    this.#watchTimer('setInterval', 'clearInterval', false);
    this.#watchCall(Reflect.get(globals, 'MessagePort'), 'postMessage');
    this.#watchCall(Reflect.get(globals, 'Scheduler'), 'postTask');
    this.#watchCall(Reflect.get(globals, 'Scheduler'), 'yield');
  }

  /** Whether the program yielded since the last question or waits for a timer now. */
  signOfLife(): boolean {
    const alive = this.#turned || setSize(this.#live) > 0;
    this.#turned = false;
    return alive;
  }

  /** Forgets the timers of the libraries: a program answers for its own. */
  forget(): void {
    this.#live = new Set();
  }

  /** Calls `then` once no timer of the program is left. */
  whenIdle(then: () => void): void {
    this.#idle = then;
    this.#checkIdle();
  }

  #checkIdle(): void {
    if (this.#idle === null || setSize(this.#live) > 0) return;
    const then = this.#idle;
    this.#idle = null;
    then();
  }

  #watchTimer(setName: string, clearName: string, once: boolean): void {
    const set = this.globals[setName] as Anything | undefined;
    const clear = this.globals[clearName] as Anything | undefined;
    if (typeof set !== 'function' || typeof clear !== 'function') return;
    const watch = this;
    const { globals } = this;
    replace(globals, setName, (action: unknown, ...rest: unknown[]) => {
      if (typeof action !== 'function') return apply(set, globals, [action, rest[0]]);
      const live = watch.#live;
      const args: unknown[] = [watched];
      for (let at = 0; at < rest.length; at++) append(args, rest[at]);
      const handle: unknown = apply(set, globals, args);
      addTo(live, handle);
      return handle;

      function watched(...given: unknown[]) {
        watch.#turned = true;
        if (once) removeFrom(live, handle);
        // What the callback and its promises set in motion comes first.
        if (once) apply(watch.#later, globals, [() => watch.#checkIdle(), 0]);
        return apply(action as Anything, globals, given);
      }
    });
    replace(globals, clearName, (handle: unknown) => {
      removeFrom(watch.#live, handle);
      apply(clear, globals, [handle]);
      watch.#checkIdle();
    });
  }

  /** A call of this method means that a task was put on the event loop. */
  #watchCall(type: unknown, name: string): void {
    const prototype = typeof type === 'function' ? (type.prototype as Globals) : null;
    const method = prototype?.[name] as Anything | undefined;
    if (!prototype || typeof method !== 'function') return;
    const watch = this;
    replace(prototype, name, function (this: unknown, ...args: unknown[]) {
      watch.#turned = true;
      return apply(method, this, args);
    });
  }
}

function replace(owner: Globals, name: string, value: Anything): void {
  defineProperty(value, 'name', { value: name, configurable: true });
  defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: true });
}
