import { watch as watchFiles } from 'chokidar';
import { createGrader } from '../../grade/grader.js';
import { createExerciseRunner } from '../../node/runner.js';
import { ALL_DONE, type Context } from '../context.js';
import { EXIT, errorAsData, exitCodeOfError } from '../exit-code.js';
import { listenForKeys } from './keys.js';
import { Screen } from './screen.js';
import { Session, type SessionOptions } from './session.js';

/** An editor may write a file in several steps; a verdict waits for the last of them. */
const SETTLED = 25;

/** `watch`: grades at each save, until the learner quits. */
export async function watch(
  context: Context,
  id: string | undefined,
  options: SessionOptions,
): Promise<number> {
  context.needFolder();
  context.progress();
  const exercise = await context.find('watch', id);
  if (!exercise) {
    context.print(ALL_DONE, { event: 'all-passed' });
    return EXIT.done;
  }
  const runner = createExerciseRunner();
  const screen = new Screen(context);
  const session = new Session(context, createGrader(runner), screen, exercise, options);
  const attempt = async (act: () => void | Promise<void>) => {
    try {
      await act();
    } catch (error) {
      screen.trouble((error as Error).message, errorAsData(error));
    }
  };
  const saves = new Map<string, NodeJS.Timeout>();
  const onSave = (path: string) => {
    clearTimeout(saves.get(path));
    saves.set(
      path,
      setTimeout(() => attempt(() => session.saved(path)), SETTLED),
    );
  };
  const files = watchFiles(context.workspace.folder, { ignoreInitial: true });
  const quit = new Promise<number>((end) => {
    files.on('error', (error) => {
      screen.trouble(`Watching failed: ${(error as Error).message}`, errorAsData(error));
      end(exitCodeOfError(error));
    });
    listenForKeys(context.terminal, {
      h: () => attempt(() => session.hint()),
      n: () => attempt(() => session.next()),
      r: () => attempt(() => session.reset()),
      again: () => attempt(() => session.grade()),
      quit: (code) => end(code),
    });
  });
  try {
    files.on('change', onSave).on('add', onSave);
    await new Promise((ready) => files.once('ready', ready as () => void));
    await attempt(() => session.open());
    return await quit;
  } finally {
    for (const timer of saves.values()) clearTimeout(timer);
    session.close();
    await files.close();
    runner.dispose();
  }
}
