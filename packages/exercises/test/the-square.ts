import type { Exercise } from '../src/catalogue/exercise.js';
import { close, type Definition, defineExercise } from '../src/define/index.js';

/** A small exercise that lies in no folder: the derivative of x². */
export function theSquare(changes: Partial<Definition> = {}): Exercise {
  const definition = defineExercise({
    title: 'The derivative of a square',
    lesson: 'derivatives',
    skills: ['derivatives'],
    exports: { derivative: ['x'] },
    hints: ['How does x² change when x grows a little?', 'It is 2x.'],
    groups: [
      {
        title: 'whole numbers',
        call: 'derivative',
        compare: close(),
        cases: [[1], [-3], [0], [2]],
      },
      {
        title: 'random numbers',
        call: 'derivative',
        compare: close(),
        random: { count: 6, draw: (random) => [random.rounded(1, 10, 2)] },
      },
    ],
    ...changes,
  });
  return {
    id: 'square',
    topic: 'derivatives',
    title: definition.title,
    lesson: definition.lesson,
    skills: definition.skills,
    definition,
    prompt: 'Write `derivative(x)`: the derivative of $x^2$ at `x`.\n',
    starter: 'export function derivative(x: number): number {\n  return 0;\n}\n',
    solution:
      'export const square = (x: number) => x ** 2;\nexport const derivative = (x: number) => 2 * x;\n',
    mistakes: [
      {
        name: 'returns-the-square',
        message: 'You return x² itself.',
        text: '// You return x² itself.\nexport const derivative = (x: number) => x ** 2;\n',
      },
      {
        name: 'forgets-the-two',
        message: 'The 2 is missing.',
        text: '// The 2 is missing.\nexport const derivative = (x: number) => x;\n',
      },
    ],
  };
}
