import {
  createGrader,
  type Exercise,
  type Grader,
  loadExercise,
  type ReportPart,
  report,
  type Verdict,
} from '@backprop/exercises';
import { showText } from '@backprop/runner';
import { getPageRunner } from '../lab/runner';

/** A verdict with its words, which are those of the command line. */
export interface Graded {
  verdict: Verdict;
  parts: ReportPart[];
  /** What the program printed, line by line. */
  printed: string[];
}

/** As many lines of the program's output as the command line shows. */
const MOST_LINES = 40;

const loaded = new Map<string, Promise<Exercise>>();
let grader: Promise<Grader> | undefined;

/** An exercise, fetched once. */
export function fetchExercise(id: string): Promise<Exercise> {
  const known = loaded.get(id);
  if (known) return known;
  const fetched = loadExercise(id);
  loaded.set(id, fetched);
  fetched.catch(() => loaded.delete(id));
  return fetched;
}

/**
 * Grade a text in the page.
 *
 * @param seed draws the random cases
 * @throws ExerciseError when the exercise itself does not answer, for example because the
 *   page cannot run anything
 */
export async function gradeText(
  id: string,
  text: string,
  options: { seed: number; signal: AbortSignal },
): Promise<Graded> {
  grader ??= getPageRunner().then(createGrader);
  grader.catch(() => {
    grader = undefined;
  });
  const verdict = await (await grader).grade(await fetchExercise(id), text, options);
  const printed = verdict.output.flatMap((output) =>
    output.kind === 'console' ? output.values.map(showText).join(' ').split('\n') : [],
  );
  const rest = printed.length - MOST_LINES;
  const shown = rest > 0 ? [...printed.slice(0, MOST_LINES), `… ${rest} more lines`] : printed;
  return { verdict, parts: report(verdict), printed: shown };
}
