import { existsSync } from 'node:fs';
import type { Exercise } from '../catalogue/exercise.js';
import { UsageError } from '../errors.js';
import { confirm } from './confirm.js';
import type { Context } from './context.js';
import { EXIT } from './exit-code.js';

export interface ResetOptions {
  yes?: boolean;
  undo?: boolean;
}

/** `reset`: the starter again, when the learner confirms; the text is kept and can be put back. */
export async function reset(
  context: Context,
  id: string,
  { yes = false, undo = false }: ResetOptions,
): Promise<number> {
  const exercise = (await context.find('reset', id))!;
  context.needFolder();
  if (undo) {
    const { file, restored } = context.workspace.undoReset(exercise);
    context.print(writeUndo(file, restored), { id: exercise.id, file, restored });
    return EXIT.done;
  }
  if (!yes && hasWork(context, exercise)) await ask(context, exercise);
  const { file, backup } = context.workspace.reset(exercise);
  context.print(writeReset(file, backup), { id: exercise.id, file, backup });
  return EXIT.done;
}

const hasWork = ({ workspace }: Context, exercise: Exercise): boolean =>
  existsSync(workspace.fileOf(exercise)) && workspace.read(exercise) !== exercise.starter;

async function ask({ terminal }: Context, { id }: Exercise): Promise<void> {
  const question = `Put the starter of ${id} back? Your text will be kept in backups/.`;
  if (await confirm(terminal, question)) return;
  throw new UsageError('reset', 'your word', 'none', 'nothing was changed; --yes does not ask');
}

export const writeReset = (file: string, backup: string | null): string =>
  backup
    ? `${file} is the starter again.\nYour text is kept as ${backup}; \`reset --undo\` puts it back.`
    : `${file} is the starter.`;

export const writeUndo = (file: string, restored: string): string =>
  `${file} is again the text that was kept as ${restored}.`;
