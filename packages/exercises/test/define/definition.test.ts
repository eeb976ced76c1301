import { describe, expect, it } from 'vitest';
import { checkDefinition } from '../../src/author/check-definition.js';
import { close, type Definition, exact, finiteDifference } from '../../src/define/index.js';
import { theSquare } from '../the-square.js';

function complaintsOf(changes: object): string[] {
  const messages: string[] = [];
  const exercise = theSquare(changes as Partial<Definition>);
  checkDefinition(exercise, ['derivatives', 'one-neuron'], (rule, message) =>
    messages.push(`${rule}: ${message}`),
  );
  return messages;
}

const group = (changes: object) => ({
  groups: [{ title: 'g', call: 'derivative', compare: exact(), cases: [[1]], ...changes }],
});

describe('checkDefinition', () => {
  it('has nothing to say about a whole definition', () => {
    expect(complaintsOf({})).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['title', { title: ' ' }, 'definition: should have a title'],
    ['skills', { skills: [] }, 'definition: should name skills'],
    ['hints', { hints: [] }, 'hints: should have at least one hint'],
    [
      'lesson',
      { lesson: 'derivativs' },
      'lesson: names the lesson "derivativs", which is not there; there are derivatives, one-neuron',
    ],
    [
      'exports',
      { exports: { derivative: 'x' } },
      'definition: should list exports with their parameters: { update: ["weights"] }',
    ],
    [
      'an export that is not called',
      { exports: { derivative: ['x'], other: [] } },
      'definition: asks for the export "other", which no group calls',
    ],
    ['groups', { groups: [] }, 'definition: should have a group of cases'],
    ['a group without title', group({ title: '' }), 'definition: has a group without a title'],
    ['cases', group({ cases: [] }), 'definition: the group "g" has no case'],
    [
      'a case that is no list of arguments',
      group({ cases: [[1, 2]] }),
      'definition: the group "g" has a case of 2 arguments, but derivative takes 1: a case is the list of its arguments',
    ],
    [
      'the count of random cases',
      group({ random: { count: 1.5, draw: () => [1] } }),
      'definition: the group "g" should have a whole number as random.count, not 1.5',
    ],
    [
      'comparison',
      group({ compare: { kind: 'roughly' } }),
      'definition: the group "g" should be compared by one of exact, close, shape, finite-difference, property',
    ],
    [
      'tolerance below 0',
      group({ compare: close({ absolute: -1 }) }),
      'definition: the group "g" should have a finite absolute tolerance of 0 or more, not -1',
    ],
    [
      'tolerance that lets everything pass',
      group({ compare: close({ relative: Number.POSITIVE_INFINITY }) }),
      'definition: the group "g" should have a finite relative tolerance of 0 or more, not Infinity',
    ],
    [
      'step',
      group({ compare: finiteDifference({ of: 'square', by: 0, step: 0 }) }),
      'definition: the group "g" should have a step above 0, not 0',
    ],
    [
      'argument of the gradient',
      group({ compare: finiteDifference({ of: 'square', by: 1 }) }),
      'definition: the group "g" should take its gradient by an argument from 0 to 0, not 1',
    ],
  ])('refuses a bad %s', (_, changes, message) => {
    expect(complaintsOf(changes)).toEqual([message]);
  });

  it('refuses a call that is not among the exports', () => {
    expect(complaintsOf(group({ call: 'derivate' }))).toEqual([
      'definition: the group "g" calls "derivate", which is not among its exports',
      'definition: asks for the export "derivative", which no group calls',
    ]);
  });

  it('refuses two groups of one title: they would draw the same cases', () => {
    const { groups } = theSquare().definition;
    expect(complaintsOf({ groups: [groups[0], groups[0]] })).toEqual([
      'definition: has two groups with the title "whole numbers"',
    ]);
  });

  it('refuses what is no definition at all', () => {
    const messages: string[] = [];
    const exercise = { ...theSquare(), definition: undefined as unknown as Definition };
    const whole = checkDefinition(exercise, [], (_, message) => messages.push(message));
    expect([whole, messages]).toEqual([false, ['should default-export defineExercise({ … })']]);
  });
});
