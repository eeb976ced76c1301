/**
 * The script of stage.html: it shows one component, whose edited code runs right here. That code
 * went through a preflight in a worker, and every loop and function of it is under guard.
 */
import { awaitPage } from '../frame/handshake.js';
import type { LibraryScript } from '../frame/messages.js';
import { apply, getOwnPropertyDescriptor, uncurry } from '../intrinsics.js';
import { makeAfterTask } from '../worker/after-task.js';
import { COMPONENT_GLOBAL } from '../worker/component-global.js';
import { describeLoadError, LibraryShelf } from '../worker/library-shelf.js';
import type { Program, Said } from '../worker/messages.js';
import { ProgramRun } from '../worker/run-program.js';
import type { Host } from '../worker/speaker.js';
import { TimerWatch } from '../worker/timers.js';
import { withdrawDoors } from '../worker/withdraw.js';
import { loadScript } from './load-script.js';
import { keepManners } from './manners.js';
import type { Colours, FromStage, ToStage } from './messages.js';
import { mount } from './mount.js';
import { putInWords } from './react-words.js';

/** Batches that may be under way; the page gives each back when it has taken it. */
const CREDITS = 32;

const globals = globalThis as unknown as Record<string, unknown>;
const { documentElement: rootElement, body } = document;
const place = document.getElementById('root')!;
const { now } = performance;
const clock = performance;
const later = setTimeout;
const { postMessage } = MessagePort.prototype;
const afterTask = makeAfterTask();
const dataOf = uncurry(getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!.get!) as (
  event: MessageEvent,
) => ToStage;

Error.stackTraceLimit = 50;
const timers = new TimerWatch(globals);
withdrawDoors(globals);
keepManners();

class Stage {
  readonly #libraries = new LibraryShelf(globals);
  #run: ProgramRun | null = null;
  #height = -1;

  constructor(private readonly port: MessagePort) {
    port.onmessage = (event) => this.#told(dataOf(event));
    addEventListener('error', (event) => {
      event.preventDefault();
      // Errors of the browser's own, such as those of a ResizeObserver, have no value.
      if (event.error != null) this.#run?.stray(putInWords(event.error));
    });
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      this.#run?.stray(putInWords(event.reason));
    });
    new ResizeObserver(() => this.#measure()).observe(body);
    this.#say({ say: 'connected' });
  }

  #say(message: FromStage): void {
    apply(postMessage, this.port, [message]);
  }

  #told(message: ToStage): void {
    switch (message.do) {
      case 'show':
        return void this.#show(message.program, message.libraries);
      case 'colours':
        return paint(message.colours);
      case 'taken':
        return this.#run?.taken();
      case 'ping':
        return this.#say({ say: 'pong' });
      case 'hidden':
    }
  }

  #measure(): void {
    const height = Math.ceil(body.getBoundingClientRect().height);
    if (height === this.#height) return;
    this.#height = height;
    this.#say({ say: 'size', height });
  }

  async #show(program: Program, scripts: LibraryScript[]): Promise<void> {
    // One frame shows one component.
    if (this.#run) return;
    const post = (message: Said) => this.#say({ say: 'said', message });
    try {
      for (const { script } of scripts) await loadScript(script);
      for (const { id } of scripts) this.#libraries.require(id);
    } catch (error) {
      return post({ say: 'ended', ending: describeLoadError(error) });
    }
    this.#libraries.close();
    const modules = this.#libraries.modules(program.imports);
    this.#run = new ProgramRun(program, modules, this.#host(post), timers, globals);
    await this.#run.start();
  }

  #host(post: (message: Said) => void): Host {
    return {
      post,
      now: () => apply(now, clock, []),
      later: (action, milliseconds) => apply(later, globals, [action, milliseconds]),
      afterTask,
      credits: CREDITS,
      evaluate: async (code) => {
        await loadScript(new Blob([code], { type: 'text/javascript' }));
        return globals[COMPONENT_GLOBAL];
      },
      present: async (exported) => {
        await mount(this.#libraries, exported, place, {
          uncaught: (error) => this.#run?.fail(putInWords(error)),
          caught: (error) => this.#run?.stray(putInWords(error)),
        });
        return true;
      },
    };
  }
}

function paint({ scheme, variables = {} }: Colours): void {
  rootElement.style.colorScheme = scheme;
  rootElement.dataset.theme = scheme;
  for (const [name, value] of Object.entries(variables)) rootElement.style.setProperty(name, value);
}

awaitPage((port) => new Stage(port));
