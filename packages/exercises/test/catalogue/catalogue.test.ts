import { describe, expect, it } from 'vitest';
import { exercises, exercisesOf, loadExercise } from '../../src/catalogue/index.js';
import { nearest } from '../../src/catalogue/nearest.js';

describe('catalogue', () => {
  it('lists the exercises of the course, each with an id of its own', () => {
    expect(exercises.map(({ id }) => id)).toContain('one-update');
    expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
  });

  it('finds the exercises of a lesson', () => {
    expect(exercisesOf('regression-by-hand')[0]?.id).toBe('one-update');
    expect(exercisesOf('no-such-lesson')).toEqual([]);
  });

  it('loads an exercise with its texts', async () => {
    const exercise = await loadExercise('one-update');
    expect(exercise.definition.exports).toEqual({
      update: ['weights', 'student', 'learningRate'],
    });
    expect(exercise.mistakes.length).toBeGreaterThanOrEqual(2);
    expect(exercise.starter).toContain('export function update');
  });

  it('names the nearest id for an unknown one', async () => {
    await expect(loadExercise('one-updat')).rejects.toThrow(
      'loadExercise: expected the id of an exercise, received "one-updat"; did you mean "one-update"?',
    );
    await expect(loadExercise('xyz')).rejects.toThrow('see `list` for all of them');
    await expect(loadExercise('__proto__')).rejects.toThrow('the id of an exercise');
  });
});

describe('nearest', () => {
  it('guesses only what is near', () => {
    expect(nearest('forwad', ['one-update', 'forward'])).toBe('forward');
    expect(nearest('xyz', ['one-update', 'forward'])).toBeNull();
    expect(nearest('forward', [])).toBeNull();
  });
});
