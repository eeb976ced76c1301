/** What a list of lessons shows of a lesson that exists. */
export interface LessonCard {
  number: string;
  title: string;
  description: string;
  minutes: number;
  link: string;
}

/** The whole plan, in order. A lesson that is not written yet has a title here and no page. */
const PLAN: readonly (readonly [number: string, title: string])[] = [
  ['00', 'Start here'],
  ['01', 'One neuron forwards'],
  ['02', 'Measuring wrong: MSE and cross-entropy'],
  ['03', 'Regression by hand'],
  ['04', 'Classification by hand'],
  ['05', 'Find the bugs: gradient checking'],
  ['06', 'Memoization: why backpropagation is fast'],
  ['07', 'Your own autograd'],
  ['08', 'From scalars to matrices'],
  ['09', 'Keras: regression'],
  ['10', 'Keras: classification, and a fair comparison'],
  ['11', 'Optimizers'],
  ['12', 'Initialisation, symmetry, vanishing and exploding gradients'],
  ['13', 'Numbers that break: stability'],
  ['14', 'Many classes, real data'],
  ['15', 'Generalisation'],
  ['16', 'Convolution backwards'],
  ['17', 'Forward mode, reverse mode, checkpoints'],
  ['18', 'How fast can it go?'],
  ['19', 'Take it home'],
];

export type PlannedLesson = { number: string; title: string; lesson: LessonCard | undefined };

/** The plan with the lessons that exist put in their places. */
export function planWith(lessons: readonly LessonCard[]): PlannedLesson[] {
  return PLAN.map(([number, title]) => {
    const lesson = lessons.find((card) => card.number === number);
    return { number, title: lesson?.title ?? title, lesson };
  });
}
