import type { GrowthCurve, Row } from '../report.js';
import { element, text } from './elements.js';
import { drawGrowth } from './growth.js';
import { drawRatios } from './ratios.js';

const WIDTH = 900;

/** The whole picture as SVG: ratios above, growth below, the machine at the foot. */
export function plot(rows: readonly Row[], curves: readonly GrowthCurve[], foot: string): string {
  const drawings = [
    ...(rows.length > 0 ? [drawRatios(rows, WIDTH)] : []),
    ...(curves.length > 0 ? [drawGrowth(curves, WIDTH)] : []),
  ];
  let y = 10;
  const placed = drawings.map(({ content, height }) => {
    const group = element('g', { transform: `translate(0 ${y})` }, content);
    y += height + 20;
    return group;
  });
  const height = y + 24;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${height}`,
    'font-family': 'sans-serif',
    role: 'img',
  };
  const paper = element('rect', { width: WIDTH, height, fill: '#ffffff' });
  const title = element('title', {}, 'Benchmark of training steps');
  const content = [title, paper, ...placed, text(8, y + 10, foot, 'start', 10)].join('\n');
  return `${element('svg', attributes, content)}\n`;
}
