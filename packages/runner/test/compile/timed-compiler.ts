import { Worker } from 'node:worker_threads';
import type { CompileOptions } from '../../dist/compile/index.js';

/** How a text fared: `ok`, what it was refused for, or `hangs`. */
export interface Fared {
  said: string;
  milliseconds: number;
}

const SCRIPT = `
const { parentPort, workerData } = require('node:worker_threads');
import(workerData).then(({ compile }) => {
  parentPort.on('message', ({ text, kind }) => {
    const began = performance.now();
    let said = 'ok';
    try {
      compile(text, { kind, imports: ['m'] });
    } catch (error) {
      said = error.name + ': ' + error.message;
    }
    parentPort.postMessage({ said, milliseconds: performance.now() - began });
  });
});`;

/** Compiles on a thread that can be ended, so that a text which hangs fails and stops nothing. */
export class TimedCompiler {
  #worker: Worker | null = null;

  async compile(text: string, box: number, kind: CompileOptions['kind'] = 'block'): Promise<Fared> {
    this.#worker ??= new Worker(SCRIPT, {
      eval: true,
      workerData: new URL('../../dist/compile/index.js', import.meta.url).href,
    });
    const worker = this.#worker;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answer = new Promise<Fared>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      timer = setTimeout(() => resolve({ said: 'hangs', milliseconds: box }), box);
    });
    worker.postMessage({ text, kind });
    const fared = await answer.finally(() => clearTimeout(timer));
    worker.removeAllListeners('message').removeAllListeners('error');
    if (fared.said === 'hangs') await this.end();
    return fared;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }
}
