import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { LARGEST_SEED } from '../grade/cases.js';
import { type CommonOptions, Context, type Terminal } from './context.js';
import { EXIT, EXIT_HELP, errorAsData, exitCodeOfError } from './exit-code.js';
import { hint, init, list, next, solution } from './learner-commands.js';
import { type ResetOptions, reset } from './reset.js';

/** The package's, which is two folders up from here, built or not. */
const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

const EXAMPLES = `
Examples:
  init                   put the starters into my-exercises/
  watch                  grade at each save, beginning with the first open exercise
  run one-update         grade one exercise once
  run one-update --seed 7 --json
  hint one-update        one hint more than you have seen
`;

/**
 * The command line.
 *
 * @param args What was typed after the program's name.
 * @returns The exit code.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.done;
  const wantsJson = args.includes('--json');
  const program = makeProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done;
      if (wantsJson) terminal.stdout.write(`${JSON.stringify(errorAsData(error))}\n`);
      return EXIT.usage;
    }
    if (wantsJson) terminal.stdout.write(`${JSON.stringify(errorAsData(error))}\n`);
    else terminal.stderr.write(`${(error as Error).message}\n`);
    return exitCodeOfError(error);
  }
}

function makeProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const program = new Command('exercises')
    .version(VERSION, '-V, --version', 'print the version')
    .description('Graded exercises on backpropagation, in your own editor.')
    .option('--folder <dir>', 'the folder you work in', 'my-exercises')
    .option('--json', 'print JSON: one object, or one a line while watching')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('(--help lists the commands)')
    .addHelpText('after', EXAMPLES + EXIT_HELP);

  /** Runs a command in a context made of its options, and remembers its exit code. */
  const act =
    <Options extends object>(
      body: (
        context: Context,
        id: string | undefined,
        options: Options,
      ) => number | Promise<number>,
    ) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<Options & CommonOptions>();
      const id = command.args[0];
      end(await body(new Context(terminal, options), id, options));
    };
  addLearnerCommands(program, act);
  addAuthorCommands(program, act);
  return program;
}

type Act = <Options extends object>(
  body: (context: Context, id: string | undefined, options: Options) => number | Promise<number>,
) => (...given: unknown[]) => Promise<void>;

interface GradingOptions {
  seed?: number;
  deadline?: number;
  file?: string;
}

const seed = () =>
  new Option('--seed <n>', 'draw the random cases of an earlier verdict').argParser(
    wholeNumber(0, LARGEST_SEED),
  );
const deadline = () =>
  new Option('--deadline <ms>', 'how long a program may be silent (default: 10000)').argParser(
    wholeNumber(100, 600_000),
  );

function addLearnerCommands(program: Command, act: Act): void {
  addFolderCommands(program, act);
  addGradingCommands(program, act);
}

function addFolderCommands(program: Command, act: Act): void {
  program
    .command('init')
    .description('put the starters into your folder; what is there stays')
    .action(act((context) => init(context)));
  program
    .command('list')
    .description('all exercises, and how far you are')
    .action(act((context) => list(context)));
  program
    .command('next')
    .description('the first exercise you have not passed, and its task')
    .action(act((context) => next(context)));
  program
    .command('hint [id]')
    .description('one hint more than you have seen')
    .action(act((context, id) => hint(context, id)));
  program
    .command('reset <id>')
    .description('put the starter back, when you confirm; your text is kept in backups/')
    .option('--yes', 'do not ask')
    .option('--undo', 'put the text back that the last reset kept')
    .action(act<ResetOptions>((context, id, options) => reset(context, id!, options)));
  program
    .command('solution <id>')
    .description('show the solution, after a pass or when you confirm')
    .option('--yes', 'do not ask')
    .action(act<{ yes?: boolean }>((context, id, { yes = false }) => solution(context, id!, yes)));
}

/** These and the authors' load a compiler, so they are fetched when they are asked for. */
function addGradingCommands(program: Command, act: Act): void {
  program
    .command('watch [id]')
    .description('grade at each save; keys: h hint, n next, r reset, u undo, q quit')
    .addOption(seed())
    .addOption(deadline())
    .action(
      act<GradingOptions>(async (...given) => (await import('./watch/watch.js')).watch(...given)),
    );
  program
    .command('run [id]')
    .description('grade one exercise once; without an id, the next one')
    .addOption(seed())
    .addOption(deadline())
    .option('--file <path>', 'grade this file in place of yours; it counts as no attempt')
    .action(act<GradingOptions>(async (...given) => (await import('./run.js')).run(...given)));
  program
    .command('verify')
    .description('grade everything in your folder, one line for each exercise')
    .addOption(seed())
    .addOption(deadline())
    .action(
      act<GradingOptions>(async (context, _id, options) =>
        (await import('./verify.js')).verify(context, options),
      ),
    );
}

function addAuthorCommands(program: Command, act: Act): void {
  const places = (command: Command) =>
    command
      .option('--root <dir>', 'the folder of the exercises')
      .option('--lessons <dir>', 'the folder of the lessons');
  places(program.command('check'))
    .description('for authors: prove every exercise')
    .action(
      act(async (context, _id, options) =>
        (await import('./author-commands.js')).check(context, options),
      ),
    );
  places(program.command('new <topic/name>'))
    .description('for authors: the folder of a new exercise, to change')
    .option('--lesson <slug>', 'the lesson it belongs to (default: the topic)')
    .action(
      act(async (context, name, options) =>
        (await import('./author-commands.js')).create(context, name!, options),
      ),
    );
}

function wholeNumber(low: number, high: number) {
  return (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${low} to ${high}.`);
  };
}
