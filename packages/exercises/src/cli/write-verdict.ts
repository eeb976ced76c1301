import { type Output, showText } from '@backprop/runner';
import type { Exercise } from '../catalogue/exercise.js';
import { type ReportPart, report } from '../grade/report.js';
import { printable } from '../grade/show-value.js';
import type { Verdict } from '../grade/verdict.js';
import type { Colors } from './context.js';

const MOST_OUTPUT_LINES = 40;

/** A verdict as a terminal shows it; its words are those of `report`, as in the page. */
export function writeVerdict(exercise: Exercise, verdict: Verdict, colors: Colors): string {
  const lines = report(verdict).map((part) => dress(part, colors));
  const said = verdict.output.flatMap(linesOf);
  if (said.length > 0) {
    const shown = said.slice(0, MOST_OUTPUT_LINES).map((line) => `  ${line}`);
    const rest = said.length - shown.length;
    if (rest > 0) shown.push(`  … ${rest} more lines`);
    lines.push('', colors.dim('Your program printed:'), ...shown);
  }
  return [colors.bold(exercise.title), ...lines].join('\n');
}

function dress(part: ReportPart, colors: Colors): string {
  switch (part.kind) {
    case 'headline':
      return part.passed ? colors.green(`✓ ${part.text}`) : colors.red(`✗ ${part.text}`);
    case 'problem':
      return `\n${colors.yellow(part.text)}\n`;
    case 'mistake':
      return `\n${colors.cyan(part.text)}\n`;
    case 'group':
      return part.passed ? colors.green(`  ✓ ${part.text}`) : colors.red(`  ✗ ${part.text}`);
    case 'failure':
      return `\n${part.text}`;
    case 'seed':
      return colors.dim(`\n${part.text}`);
  }
}

function linesOf(output: Output): string[] {
  switch (output.kind) {
    case 'console':
      return printable(output.values.map(showText).join(' ')).split('\n');
    case 'display':
      return printable(showText(output.value)).split('\n');
    case 'truncated':
      return [`(output was cut at ${output.limit} ${output.what})`];
    default:
      return [];
  }
}
