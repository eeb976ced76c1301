import type { Row } from '../report.js';
import { duration, short } from '../report.js';
import { element, line, text } from './elements.js';
import { logScale } from './scale.js';

const ROW = 16;
const LABELS = 190;

export interface Drawing {
  width: number;
  height: number;
  content: string;
}

/** Bars of how many times longer each contestant takes, workload by workload. */
export function drawRatios(rows: readonly Row[], width: number): Drawing {
  const scale = logScale([1, ...rows.map(({ ratio }) => ratio.median)], LABELS, width - 130);
  const parts: string[] = [];
  let y = 40;
  let previous = '';
  for (const { workload, contestant, ratio, microseconds, differs } of rows) {
    if (workload !== previous) {
      y += 12;
      parts.push(text(8, y + 11, workload, 'start', 13));
      previous = workload;
    }
    const [start, end] = [scale.at(1), scale.at(ratio.median)];
    const bar = { x: Math.min(start, end), y: y + 2, width: Math.max(1, Math.abs(end - start)) };
    parts.push(
      text(LABELS - 8, y + 11, differs ? `${contestant} *` : contestant, 'end'),
      element('rect', {
        ...bar,
        height: ROW - 5,
        fill: contestant.startsWith('core') ? '#0072b2' : '#999999',
      }),
      line(scale.at(ratio.lower), y + 7, scale.at(ratio.upper), y + 7, '#000000'),
      text(
        Math.max(start, end, scale.at(ratio.upper)) + 6,
        y + 11,
        `${short(ratio.median)}× (${duration(microseconds.median)})`,
      ),
    );
    y += ROW;
  }
  const grid = scale.ticks.flatMap((tick) => [
    line(scale.at(tick), 34, scale.at(tick), y, '#dddddd'),
    text(scale.at(tick), 30, `${tick}×`, 'middle'),
  ]);
  const title = text(
    8,
    14,
    'Time of a training step, as a multiple of ours (logarithmic; lines are quartiles; * is another algorithm)',
    'start',
    13,
  );
  return { width, height: y + 12, content: [title, ...grid, ...parts].join('\n') };
}
