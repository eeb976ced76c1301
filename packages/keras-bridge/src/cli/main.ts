import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { compareModels } from '../files/compare-models.js';
import { comparisonAsText, modelAsData, modelAsText } from './describe-model.js';
import { EXIT, EXIT_HELP, errorAsData, exitCodeOfError } from './exit-code.js';
import { loadModel, saveModel } from './model-paths.js';
import { predictRows } from './predict-rows.js';

/** The streams and the folder of the process, so that tests can give their own. */
export interface Terminal {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  cwd: string;
}

const EXAMPLES = `
Examples:
  inspect model.keras
  convert model.keras web/model.json
  convert model.h5 model.py
  compare model.keras model.h5 --tolerance 1e-6
  predict model.keras rows.json
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
    .description('Looks into Keras and TensorFlow.js models and converts them, without Python.')
    .option('--json', 'print one line of JSON')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError('(--help lists the commands)')
    .addHelpText('after', EXAMPLES + EXIT_HELP);
  const print = (text: string, data: object) => {
    stdout.write(`${program.opts().json ? JSON.stringify(data) : text}\n`);
  };
  program
    .command('inspect <file>')
    .description('list layers, weights and training settings')
    .action((file: string) => {
      const model = loadModel(file, cwd);
      print(modelAsText(model), modelAsData(model));
    });
  program
    .command('convert <from> <to>')
    .description('to .keras, .h5, model.json (TensorFlow.js), .py or .ipynb, by the ending')
    .option('--force', 'overwrite files that are there', false)
    .action((from: string, to: string, { force }: { force: boolean }) => {
      const model = loadModel(from, cwd);
      const { written, notes } = saveModel(model, to, { cwd, force });
      for (const note of [...model.notes, ...notes]) stderr.write(`note: ${note}\n`);
      print(`wrote ${written.join(' and ')}`, { written, notes: [...model.notes, ...notes] });
    });
  program
    .command('compare <first> <second>')
    .description('say where two models differ, to the digit')
    .option('--tolerance <number>', 'what two weights may be apart', readTolerance, 0)
    .action((first: string, second: string, { tolerance }: { tolerance: number }) => {
      const comparison = compareModels(loadModel(first, cwd), loadModel(second, cwd));
      const isSame = comparison.architecture.length === 0 && comparison.largest <= tolerance;
      print(comparisonAsText(comparison), { same: isSame, tolerance, ...comparison });
      end(isSame ? EXIT.done : EXIT.differs);
    });
  program
    .command('predict <file> <rows>')
    .description('print the outputs for the rows of a JSON file, such as [[8, 8], [7, 9]]')
    .action((file: string, rows: string) => {
      const predictions = predictRows(loadModel(file, cwd), rows, cwd);
      print(predictions.map((row) => JSON.stringify(row)).join('\n'), { predictions });
    });
  return program.enablePositionalOptions(false);
}

function readTolerance(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('expected a number from 0, such as 1e-6');
}
