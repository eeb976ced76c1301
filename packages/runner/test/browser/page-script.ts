/** The script of the test's page: it does with the runner what a lesson's page does. */
import {
  type BrowserRunner,
  createBrowserRunner,
  type LibrarySources,
  type Rendering,
} from '../../dist/browser/index.js';
import { CompileError, type CompileOptions, compile } from '../../dist/compile/index.js';
import type { Call, CallsResult, Compiled, Ending, Output, RunOptions } from '../../dist/index.js';
import type { Judged, PageOptions, PageRenderOptions, RunInPage } from './course-page.js';

interface Manifest {
  libraries: Record<string, { file: string; needs: string[] }>;
}

interface Course {
  runner: BrowserRunner;
  run(source: string, options: PageOptions): Promise<RunInPage>;
  call(source: string, calls: Call[], limits: RunOptions['limits']): Promise<CallsResult>;
  /** A second runner, with a frame of its own. */
  another(): BrowserRunner;
  /** What is wrong with a text, and how long the page's timers stood still meanwhile. */
  judge(source: string, kind: CompileOptions['kind']): Promise<Judged>;
  /** A component's program. */
  compileComponent(source: string): Compiled;
  /** Shows a component in place of the one before. */
  render(source: string, options: PageRenderOptions): Promise<Ending>;
  rendering: Rendering | null;
  /** What the component said. */
  output: Output[];
  sizes: number[];
  /** Begins to measure how long the page's timers stand still; the result says how long. */
  watchPauses(): () => number;
}

declare global {
  interface Window {
    course: Course;
  }
}

const manifest = (await (await fetch('/runner/manifest.json')).json()) as Manifest;
const libraries: LibrarySources = Object.fromEntries(
  Object.entries(manifest.libraries).map(([id, { file, needs }]) => [
    id,
    { url: `/runner/${file}`, needs },
  ]),
);
const imports = Object.keys(libraries).filter((id) => !id.startsWith('part-'));

const another = () =>
  createBrowserRunner({
    frameUrl: '/runner/runner.html',
    stageUrl: '/runner/stage.html',
    libraries,
  });
const runner = another();

/** Measures how long the page's own timers stand still. */
function watchPauses(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  return () => {
    clearInterval(timer);
    return Math.max(longest, performance.now() - last);
  };
}

async function run(source: string, options: PageOptions): Promise<RunInPage> {
  const compiled = compile(source, { kind: 'block', imports });
  const output: Output[] = [];
  const stop = new AbortController();
  if (options.stopAfter) setTimeout(() => stop.abort(), options.stopAfter);
  const longest = watchPauses();
  const startedAt = performance.now();
  const ending = await runner.run(compiled, {
    signal: stop.signal,
    onOutput: (one) => output.push(one),
    ...(options.limits && { limits: options.limits }),
    ...(options.controls && { controls: options.controls }),
  });
  return { ending, output, longestPause: longest(), took: performance.now() - startedAt };
}

function call(source: string, calls: Call[], limits: RunOptions['limits'] = {}) {
  return runner.call(compile(source, { kind: 'module', imports }), calls, { limits });
}

async function judge(source: string, kind: CompileOptions['kind']): Promise<Judged> {
  const longest = watchPauses();
  await new Promise((resolve) => setTimeout(resolve, 20));
  let refusal: string | null = null;
  try {
    compile(source, { kind, imports });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    refusal = error.message;
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { refusal, longestPause: longest() };
}

const compileComponent = (source: string) => compile(source, { kind: 'component', imports });

async function render(source: string, options: PageRenderOptions): Promise<Ending> {
  const { course } = window;
  course.rendering?.stop();
  course.output = [];
  course.sizes = [];
  course.rendering = runner.render(compileComponent(source), document.querySelector('#place')!, {
    ...options,
    onOutput: (one) => course.output.push(one),
    onSize: (height) => course.sizes.push(height),
  });
  return course.rendering.shown;
}

window.course = {
  runner,
  run,
  call,
  another,
  judge,
  compileComponent,
  render,
  rendering: null,
  output: [],
  sizes: [],
  watchPauses,
};
