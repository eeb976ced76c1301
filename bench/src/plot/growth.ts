import { duration, type GrowthCurve } from '../report.js';
import { colours, element, line, text } from './elements.js';
import type { Drawing } from './ratios.js';
import { logScale } from './scale.js';

const HEIGHT = 280;
const [TOP, BOTTOM, LEFT, RIGHT] = [40, HEIGHT - 40, 62, 14];

/** One panel: time of a step against the size along one axis, both logarithmic. */
function drawPanel(
  curves: readonly GrowthCurve[],
  width: number,
  colour: (name: string) => string,
): string {
  const points = curves.flatMap((curve) => curve.points);
  const xs = logScale(
    points.map(({ x }) => x),
    LEFT,
    width - RIGHT,
  );
  const ys = logScale(
    points.map(({ y }) => y),
    BOTTOM,
    TOP,
  );
  const grid = [
    ...xs.ticks.flatMap((x) => [
      line(xs.at(x), TOP, xs.at(x), BOTTOM, '#dddddd'),
      text(xs.at(x), BOTTOM + 14, x.toLocaleString('en', { notation: 'compact' }), 'middle', 9),
    ]),
    ...ys.ticks.flatMap((y) => [
      line(LEFT, ys.at(y), width - RIGHT, ys.at(y), '#dddddd'),
      text(LEFT - 5, ys.at(y) + 4, duration(y), 'end', 9),
    ]),
  ];
  const drawn = curves.flatMap(({ contestant, points }) => {
    const path = points
      .map(({ x, y }) => `${xs.at(x).toFixed(1)},${ys.at(y).toFixed(1)}`)
      .join(' ');
    const stroke = colour(contestant);
    return [
      element('polyline', { points: path, fill: 'none', stroke, 'stroke-width': 2 }),
      ...points.map(({ x, y }) =>
        element('circle', { cx: xs.at(x), cy: ys.at(y), r: 3, fill: stroke }),
      ),
    ];
  });
  const name = text((LEFT + width) / 2, BOTTOM + 32, curves[0]!.axis, 'middle', 12);
  return [...grid, ...drawn, name].join('\n');
}

/** A panel for each axis, side by side, with one legend. */
export function drawGrowth(curves: readonly GrowthCurve[], width: number): Drawing {
  const axes = [...new Set(curves.map(({ axis }) => axis))];
  const names = [...new Set(curves.map(({ contestant }) => contestant))];
  const colour = colours(names);
  const panel = width / axes.length;
  const panels = axes.map((axis, i) => {
    const own = curves.filter((curve) => curve.axis === axis);
    return element('g', { transform: `translate(${i * panel} 0)` }, drawPanel(own, panel, colour));
  });
  const legend = names.map((name, i) => {
    const x = 8 + i * 170;
    return `${element('circle', { cx: x + 4, cy: 27, r: 4, fill: colour(name) })}${text(x + 13, 31, name)}`;
  });
  const title = text(8, 14, 'Time of a step as the problem grows', 'start', 13);
  return { width, height: HEIGHT, content: [title, ...legend, ...panels].join('\n') };
}
