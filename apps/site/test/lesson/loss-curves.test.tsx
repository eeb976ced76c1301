import { lockstep } from '@backprop/keras-bridge/lockstep';
import { expect, test } from 'vitest';
import {
  LossCurvesOf,
  regressionInLockstep,
  regressionInLockstepOnKerasPlan,
  regressionInLockstepWithAdam,
} from '../../src/lesson';
import {
  describeCurves,
  describeDifference,
  pointsOf,
  powerFor,
  thin,
} from '../../src/lesson/loss-curves/curve-points';
import { LossCurves } from '../../src/lesson/loss-curves/LossCurves';
import { render } from './render';

const same = await lockstep(regressionInLockstep);
const adam = await lockstep(regressionInLockstepWithAdam);

test('pointsOf has a point for each epoch or for each step', () => {
  expect(pointsOf(same, 'epoch')).toHaveLength(5);
  expect(pointsOf(same, 'step')).toHaveLength(20);
  expect(pointsOf(same, 'epoch')[0]).toMatchObject({ at: 1, difference: 0 });
  expect(pointsOf(same, 'epoch')[0]!.core).toBeCloseTo(26.345577666415263, 4);
});

test('the sentences say both ends of both curves, and where they differ most', () => {
  expect(describeCurves(pointsOf(same, 'epoch'), 'epoch')).toMatch(
    /^Loss over 5 epochs: core from 26\.346 to [\d.]+, TensorFlow\.js from 26\.346 to [\d.]+\.$/,
  );
  expect(describeDifference(pointsOf(same, 'step'), 'step')).toBe(
    'The losses are the same, to the last bit.',
  );
  const points = pointsOf(adam, 'step');
  const most = Math.max(...points.map(({ difference }) => difference));
  expect(most).toBeGreaterThan(0);
  const at = points.find(({ difference }) => difference === most)!.at;
  expect(describeDifference(points, 'step')).toContain(`most in step ${at}, by `);
});

test('thin keeps the first and the last point', () => {
  const points = pointsOf(same, 'step');
  expect(thin(points, 7).map(({ at }) => at)).toEqual([1, 4, 7, 11, 14, 17, 20]);
  expect(thin(points, 20)).toEqual(points);
});

test('powerFor gives small numbers a unit of their own, and leaves others as they are', () => {
  expect(powerFor([0, 7.9e-6, 2e-7])).toBe(-6);
  expect(powerFor([1e-6])).toBe(-6);
  expect(powerFor([27.3, Number.NaN])).toBe(0);
  expect(powerFor([0, Number.POSITIVE_INFINITY])).toBe(0);
});

/** What stands between the attributes of one curve's line. */
const curve = (html: string, name: string): string =>
  html.match(/<polyline[^>]*>/g)!.find((line) => line.includes(`data-curve="${name}"`))!;

test('LossCurves draws a line and a dotted line, the difference beside, and the numbers', async () => {
  const html = await render(<LossCurves report={adam} over="step" />);
  expect(html.match(/data-curve="\w+"/g)).toEqual([
    'data-curve="core"',
    'data-curve="tfjs"',
    'data-curve="difference"',
  ]);
  expect(curve(html, 'core')).toMatch(/class="[^"]*line/);
  expect(curve(html, 'tfjs')).toMatch(/class="[^"]*dotted/);
  const drawn = /points="([^"]+)"/.exec(curve(html, 'tfjs'))![1]!.split(' ');
  expect(drawn).toHaveLength(20);
  expect(html.match(/<tr>/g)).toHaveLength(21);
});

test('the difference has a unit in its title, so that its numbers fit beside the axis', async () => {
  const html = await render(<LossCurves report={adam} />);
  expect(html).toMatch(/>\|core − TensorFlow\.js\|, in 10⁻[⁵⁶⁷]</);
  const numbers = [...html.matchAll(/text-anchor="end">([^<]+)</g)].map(([, text]) => text!);
  expect(numbers.length).toBeGreaterThan(5);
  for (const text of numbers) expect(text.length, text).toBeLessThanOrEqual(4);
});

test('a loss that is no finite number is left out of the line, and said', async () => {
  const broken = { ...same, epochs: [...same.epochs] };
  broken.epochs[4] = { ...same.epochs[4]!, core: Number.NaN, difference: Number.POSITIVE_INFINITY };
  const html = await render(<LossCurves report={broken} />);
  const drawn = /points="([^"]+)"/.exec(curve(html, 'core'))![1]!.split(' ');
  expect(drawn).toHaveLength(4);
  expect(html).toContain('to no finite number');
  expect(/points="[^"]*NaN/.test(html)).toBe(false);
});

test('LossCurvesOf waits for the reader before it loads an engine', async () => {
  const html = await render(<LossCurvesOf {...regressionInLockstep} />);
  expect(html).toContain('data-loss-curves-of="waiting"');
});

test("the lesson's words about the losses on Keras's plan hold", async () => {
  const { epochs, steps, departure } = await lockstep(regressionInLockstepOnKerasPlan);
  expect(epochs).toHaveLength(75);
  expect(steps).toHaveLength(300);
  expect(departure).toBeNull();
  expect(epochs[0]!.core).toBeCloseTo(27.87372, 4);
  expect(epochs[74]!.core).toBeCloseTo(1.46331, 4);
  const largest = (from: number, to: number) =>
    Math.max(...epochs.slice(from, to).map(({ difference }) => difference));
  expect(largest(0, 75)).toBeLessThan(1e-5);
  expect(largest(25, 50)).toBeGreaterThan(1.2 * largest(0, 10));
  expect(largest(60, 75)).toBeLessThan(0.5 * largest(25, 50));
  const apart = (step: number) =>
    Math.max(...steps[step]!.parameters.map((parameter) => parameter.largest.difference));
  expect(apart(299)).toBeGreaterThan(apart(149));
  expect(apart(149)).toBeGreaterThan(apart(9));
  expect(steps[297]!.loss.core).toBeCloseTo(0.045, 2);
  expect(steps[299]!.loss.core).toBeCloseTo(3.73, 2);
});

test('LossCurvesOf says what is missing where scripts do not run', async () => {
  const html = await render(<LossCurvesOf {...regressionInLockstep} />);
  expect(html).toMatch(/<noscript><p>The curves are drawn by a script/);
});
