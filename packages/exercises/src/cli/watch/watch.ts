import { type FSWatcher, watch as watchFiles } from 'chokidar';
import { createGrader } from '../../grade/grader.js';
import { createExerciseRunner } from '../../node/runner.js';
import { ALL_DONE, type Context } from '../context.js';
import { EXIT, errorAsData, exitCodeOfError } from '../exit-code.js';
import { placeStarters } from '../learner-commands.js';
import { listenForKeys } from './keys.js';
import { Screen } from './screen.js';
import { Session, type SessionOptions } from './session.js';

/** An editor may write a file in several steps; a verdict waits for the last of them. */
const SETTLED = 25;

/** Does something; what goes wrong is told, and watching goes on. */
type Attempt = (act: () => void | Promise<void>) => Promise<void>;

/** `watch`: grades at each save, until the learner quits. */
export async function watch(
  context: Context,
  id: string | undefined,
  options: SessionOptions,
): Promise<number> {
  const exercise = await context.find('watch', id);
  const screen = new Screen(context);
  await begin(context, screen);
  if (!exercise) {
    context.print(ALL_DONE, { event: 'all-passed' });
    return EXIT.done;
  }
  const runner = createExerciseRunner();
  const session = new Session(context, createGrader(runner), screen, exercise, options);
  const attempt: Attempt = async (act) => {
    try {
      await act();
    } catch (error) {
      screen.trouble((error as Error).message, errorAsData(error));
    }
  };
  const files = watchFiles(context.workspace.folder, { ignoreInitial: true });
  const quit = untilQuit(context, screen, files, session, attempt);
  const onSave = whenSettled((path) => attempt(() => session.saved(path)));
  try {
    files.on('change', onSave).on('add', onSave);
    await new Promise((ready) => files.once('ready', ready as () => void));
    await attempt(() => session.open());
    return await quit;
  } finally {
    session.close();
    await files.close();
    runner.dispose();
  }
}

/** The usual folder is made where there is none; one that the learner named may be a slip. */
async function begin(context: Context, screen: Screen): Promise<void> {
  const { exists, folder } = context.workspace;
  if (exists || !context.isDefaultFolder) {
    context.needFolder();
    context.progress();
    return;
  }
  const { written } = await placeStarters(context);
  const text = `The exercises are in ${folder}. Open them in your editor.`;
  screen.note('init', text, { folder, written });
}

/** Calls `act` once for saves of one file that follow one another closely. */
function whenSettled(act: (path: string) => void): (path: string) => void {
  const saves = new Map<string, NodeJS.Timeout>();
  return (path) => {
    clearTimeout(saves.get(path));
    const timer = setTimeout(() => act(path), SETTLED);
    saves.set(path, timer.unref());
  };
}

/** Lets keys act; resolves to the exit code when the learner quits or watching fails. */
function untilQuit(
  context: Context,
  screen: Screen,
  files: FSWatcher,
  session: Session,
  attempt: Attempt,
): Promise<number> {
  return new Promise((end) => {
    files.on('error', (error) => {
      screen.trouble(`Watching failed: ${(error as Error).message}`, errorAsData(error));
      end(exitCodeOfError(error));
    });
    listenForKeys(context.terminal, {
      h: () => attempt(() => session.hint()),
      n: () => attempt(() => session.next()),
      r: () => attempt(() => session.reset()),
      u: () => attempt(() => session.undo()),
      again: () => attempt(() => session.grade()),
      quit: end,
    });
  });
}
