import { type ReactNode, useEffect, useState } from 'react';

/** What a page shows of an exercise before anybody touches it. */
export interface ExerciseTexts {
  title: string;
  starter: string;
  /** How many hints there are. */
  hints: number;
  /** The task: drawn by the build, or else its Markdown as it was written. */
  prompt: ReactNode;
}

/** What `remarkExercises` puts into the page when it is built; all of it or nothing. */
export interface BuiltTexts {
  title?: string;
  starter?: string;
  hints?: string;
  children?: ReactNode;
}

/**
 * The texts of an exercise: those that the build put into the page, or else, in a page that was
 * made without `remarkExercises`, those of the catalogue, fetched once the page is alive.
 *
 * @returns null until they are there, or why they cannot be had
 */
export function useExerciseTexts(id: string, built: BuiltTexts): ExerciseTexts | Error | null {
  const { title, starter, hints, children } = built;
  const [fetched, setFetched] = useState<ExerciseTexts | Error | null>(null);
  useEffect(() => {
    if (starter !== undefined) return;
    const fetch = async () => {
      const { fetchExercise } = await import('./page-grader');
      const exercise = await fetchExercise(id);
      const { definition, prompt } = exercise;
      setFetched({ ...exercise, prompt: prompt.trim(), hints: definition.hints.length });
    };
    fetch().catch(setFetched);
  }, [id, starter]);
  if (starter === undefined) return fetched;
  return { title: title ?? id, starter, hints: Number(hints), prompt: children };
}
