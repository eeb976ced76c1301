import { lockstep } from '@backprop/keras-bridge/lockstep';
import { expect, test } from 'vitest';
import {
  LossCurves,
  LossCurvesOf,
  regressionInLockstep,
  regressionInLockstepWithAdam,
} from '../../src/lesson';
import {
  describeCurves,
  describeDifference,
  pointsOf,
  thin,
} from '../../src/lesson/loss-curves/curve-points';
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

test('LossCurves draws a line and a dotted line, the difference below, and the numbers', async () => {
  const html = await render(<LossCurves report={adam} over="step" />);
  expect(html.match(/data-curve="\w+"/g)).toEqual([
    'data-curve="core"',
    'data-curve="tfjs"',
    'data-curve="difference"',
  ]);
  const [core, tfjs] = ['core', 'tfjs'].map((name) => html.split(`data-curve="${name}"`)[1]!);
  expect(core!.split('</g>')[0]).not.toContain('stroke-dasharray');
  expect(tfjs!.split('</g>')[0]).toContain('stroke-dasharray');
  const drawn = /points="([^"]+)"/.exec(tfjs!)![1]!.split(' ');
  expect(drawn).toHaveLength(20);
  expect(html.match(/<tr>/g)).toHaveLength(21);
});

test('a loss that is no finite number is left out of the line, and said', async () => {
  const broken = { ...same, epochs: [...same.epochs] };
  broken.epochs[4] = { ...same.epochs[4]!, core: Number.NaN, difference: Number.POSITIVE_INFINITY };
  const html = await render(<LossCurves report={broken} />);
  expect(
    html
      .split('data-curve="core"')[1]!
      .match(/points="([^"]+)"/)![1]!
      .split(' '),
  ).toHaveLength(4);
  expect(html).toContain('to no finite number');
  expect(/points="[^"]*NaN/.test(html)).toBe(false);
});

test('LossCurvesOf waits for the reader before it loads an engine', async () => {
  const html = await render(<LossCurvesOf {...regressionInLockstep} />);
  expect(html).toContain('data-loss-curves-of="waiting"');
});
