import type { Call, CallsResult, Compiled, Ending, RunOptions } from '@backprop/runner';
import type { RunnerManifest } from '@backprop/runner/assets';
import {
  type BrowserRunner,
  createBrowserRunner,
  type LibrarySources,
} from '@backprop/runner/browser';
import { CompileError, compile } from '@backprop/runner/compile';
import siteConfig from '@generated/docusaurus.config';
import { pageColours, watchColours } from '../component/page-colours';
import type { ShowOptions } from '../runner';

/** What the page needs to run programs; made once. */
interface PageRunner {
  runner: BrowserRunner;
  /** The modules that a program may import. */
  imports: string[];
}

/** Parts that libraries share, and React: only a component may import that. */
const INNER = /^(?:part-|react(?:-dom)?(?:\/|$))/;
const FOLDER = `${siteConfig.baseUrl}runner/`;
let made: Promise<PageRunner> | undefined;

/** The page's one runner. A failed attempt is not remembered: the next one tries again. */
function open(): Promise<PageRunner> {
  made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

/** Docusaurus compiles for old browsers unless told otherwise, and then a spread set is no list. */
function checkBuild(): void {
  if ([...new Set(['kept'])][0] === 'kept') return;
  throw new Error(
    'lab: expected a build for browsers of today, received one for old ones; give the site’s ' +
      'package.json the browserslist of src/lab/README.md',
  );
}

async function make(): Promise<PageRunner> {
  checkBuild();
  const { frame, stage, libraries } = await fetchManifest();
  const sources: LibrarySources = {};
  for (const [id, { file, needs }] of Object.entries(libraries)) {
    sources[id] = { url: FOLDER + file, needs };
  }
  return {
    runner: createBrowserRunner({
      frameUrl: `${FOLDER}${frame.file}?${frame.hash}`,
      stageUrl: `${FOLDER}${stage.file}?${stage.hash}`,
      libraries: sources,
    }),
    imports: Object.keys(libraries).filter((id) => !INNER.test(id)),
  };
}

async function fetchManifest(): Promise<RunnerManifest> {
  const url = `${FOLDER}manifest.json`;
  const response = await fetch(url);
  if (response.ok) return response.json() as Promise<RunnerManifest>;
  throw new Error(`run: expected the list of libraries, received status ${response.status}`);
}

export async function getPageRunner(): Promise<BrowserRunner> {
  return (await open()).runner;
}

export async function runText(text: string, options: RunOptions = {}): Promise<Ending> {
  const { runner, imports } = await open();
  const compiled = compileOr(text, 'block', imports);
  return isEnding(compiled) ? compiled : runner.run(compiled, options);
}

/** Shows a component in `place` until it is stopped or fails. */
export async function showText(
  text: string,
  place: Element,
  { title, onShown, ...options }: ShowOptions,
): Promise<Ending> {
  const { runner, imports } = await open();
  const compiled = compileOr(text, 'component', [...imports, 'react']);
  if (isEnding(compiled)) return compiled;
  const colours = pageColours();
  const rendering = runner.render(compiled, place, { ...options, title, colours });
  const forget = watchColours((changed) => rendering.setColours(changed));
  void rendering.shown.then((ending) => {
    if (ending.how === 'done') onShown(ending);
  });
  const ending = await rendering.ended;
  forget();
  return ending;
}

export async function callText(
  text: string,
  calls: readonly Call[],
  options: RunOptions = {},
): Promise<CallsResult> {
  const { runner, imports } = await open();
  const compiled = compileOr(text, 'module', imports);
  if (!isEnding(compiled)) return runner.call(compiled, calls, options);
  const outcomes = calls.map(() => ({ how: 'unanswered' }) as const);
  return { outcomes, ending: compiled, output: [] };
}

const isEnding = (compiled: Compiled | Ending): compiled is Ending => 'how' in compiled;

type Kind = 'block' | 'module' | 'component';

/** A program, or how the run of a text that is none ended. */
function compileOr(text: string, kind: Kind, imports: string[]): Compiled | Ending {
  try {
    return compile(text, { kind, imports });
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return { how: 'failed', error: error.toProgramError(), claims: [], milliseconds: 0 };
  }
}
