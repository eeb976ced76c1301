import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { compareModels } from '../files/compare-models.js';
import { comparisonAsText, modelAsData, modelAsText } from './describe-model.js';
import { EXIT, EXIT_HELP, errorAsData, exitCodeOfError } from './exit-code.js';
import { loadModel, saveModel } from './model-paths.js';
import { predictRows } from './predict-rows.js';
import { makeWatch, type Watch } from './progress.js';
import { type LockstepSettings, lockstepAsText, runLockstep } from './run-lockstep.js';
import { summarize } from './summarize.js';

/** The streams and the folder of the process, so that tests can give their own. */
export interface Terminal {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean };
  cwd: string;
}

/** The package's, which is two folders up from here, built or not. */
const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

const EXAMPLES = `
Examples:
  inspect model.keras
  summary model.keras
  convert model.keras web/model.json
  convert model.h5 model.py
  compare model.keras model.h5 --tolerance 1e-6
  predict model.keras rows.json
  lockstep model.keras data.json --epochs 5
`;

/**
 * The command line.
 *
 * @param args What was typed after the program's name.
 * @returns The exit code.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal;
  let exitCode: number = EXIT.done;
  const program = makeProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const isUsage = error instanceof CommanderError;
    if (isUsage && error.exitCode === 0) return EXIT.done;
    if (args.includes('--json')) stdout.write(`${JSON.stringify(errorAsData(error))}\n`);
    // Commander has written its own message already.
    else if (!isUsage) stderr.write(`${(error as Error).message}\n`);
    return isUsage ? EXIT.usage : exitCodeOfError(error);
  }
}

function makeProgram({ stdout, stderr, cwd }: Terminal, end: (code: number) => void): Command {
  const program = new Command('backprop-keras')
    .version(VERSION, '-V, --version', 'print the version')
    .description('Looks into Keras and TensorFlow.js models and converts them, without Python.')
    .option('--json', 'print one line of JSON')
    .option('--progress', 'tell how reading and writing go, also where that is not a terminal')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError('(--help lists the commands)')
    .addHelpText('after', EXAMPLES + EXIT_HELP);
  const session: Session = {
    cwd,
    end,
    print: (text, data) => {
      stdout.write(`${program.opts().json ? JSON.stringify(data) : text}\n`);
    },
    note: (text) => stderr.write(`note: ${text}\n`),
    watch: (...task) => makeWatch(stderr, program.opts().progress === true)(...task),
  };
  addReadingCommands(program, session);
  addConvert(program, session);
  addLockstep(program, session);
  return program.enablePositionalOptions(false);
}

/** What the commands need of the terminal. */
interface Session {
  cwd: string;
  /** Sets the exit code. */
  end(code: number): void;
  print(text: string, data: object): void;
  note(text: string): void;
  watch: Watch;
}

/** The commands that only look. */
function addReadingCommands(program: Command, { cwd, end, print, watch }: Session): void {
  const load = (file: string) => loadModel(file, cwd, watch);
  program
    .command('inspect <file>')
    .description('list layers, weights and training settings')
    .action((file: string) => {
      const model = load(file);
      print(modelAsText(model), modelAsData(model));
    });
  program
    .command('summary <file>')
    .description("print the table of Keras's model.summary()")
    .action((file: string) => {
      const summary = summarize(load(file));
      print(summary.text, summary.data);
    });
  program
    .command('compare <first> <second>')
    .description('say where two models differ, to the digit')
    .option('--tolerance <number>', 'what two weights may be apart', readTolerance, 0)
    .action((first: string, second: string, { tolerance }: { tolerance: number }) => {
      const comparison = compareModels(load(first), load(second));
      const isSame = comparison.architecture.length === 0 && comparison.largest <= tolerance;
      print(comparisonAsText(comparison), { same: isSame, tolerance, ...comparison });
      end(isSame ? EXIT.done : EXIT.differs);
    });
  program
    .command('predict <file> <rows>')
    .description('print the outputs for the rows of a JSON file, such as [[8, 8], [7, 9]]')
    .action((file: string, rows: string) => {
      const predictions = predictRows(load(file), rows, cwd);
      print(predictions.map((row) => JSON.stringify(row)).join('\n'), { predictions });
    });
}

function addConvert(program: Command, { cwd, print, note, watch }: Session): void {
  program
    .command('convert <from> <to>')
    .description('to .keras, .h5, model.json (TensorFlow.js), .py, .ipynb or .ts, by the ending')
    .option('--force', 'overwrite files that are there', false)
    .action((from: string, to: string, { force }: { force: boolean }) => {
      const model = loadModel(from, cwd, watch);
      const { written, notes } = saveModel(model, to, { cwd, force, watch });
      for (const text of [...model.notes, ...notes]) note(text);
      print(`wrote ${written.join(' and ')}`, { written, notes: [...model.notes, ...notes] });
    });
}

function addLockstep(program: Command, { cwd, end, print, watch }: Session): void {
  program
    .command('lockstep <file> <data>')
    .description(
      'train on core and TensorFlow.js side by side; the data is {"x": [...], "y": [...]}',
    )
    .option('--epochs <number>', 'times that all rows are gone through', readWhole, 1)
    .option('--batch-size <number>', 'rows in a step', readWhole, 32)
    .option('--backend <name>', "TensorFlow.js's: cpu or wasm", 'cpu')
    .action(async (file: string, data: string, settings: LockstepSettings) => {
      const report = await runLockstep(loadModel(file, cwd, watch), data, cwd, settings);
      print(lockstepAsText(report), report);
      end(report.departure === null ? EXIT.done : EXIT.differs);
    });
}

function readWhole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('expected a whole number from 1');
}

function readTolerance(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('expected a number from 0, such as 1e-6');
}
