/** One row of the table that `summary()` prints. */
export interface SummaryRow {
  /** Layer name and class, for example `dense (Dense)`. */
  layer: string;
  /** For example `(None, 3)`. */
  outputShape: string;
  /** Number of weights, for example `1,024`. */
  params: string;
}

/** What stands below the table: how many numbers, in how many bytes. */
export interface SummaryTotals {
  trainable: Amount;
  nonTrainable: Amount;
  /** Iteration, rate and slots, once the optimizer has made them. */
  optimizer: Amount | null;
}

interface Amount {
  count: number;
  bytes: number;
}

const HEADER: SummaryRow = {
  layer: 'Layer (type)',
  outputShape: 'Output Shape',
  params: 'Param #',
};

/** Keras draws four characters narrower than the terminal; terminals are 80 wide by default. */
const LINE_LENGTH = 76;
const POSITIONS = [0.45, 0.8, 1];

/**
 * Draws the table of a model's layers as Keras 3 prints it.
 *
 * @param name - the model's name
 * @param rows - one per layer
 * @param totals - numbers of weights and their bytes
 * @param lineLength - width in characters, 76 by default as Keras has in a terminal of 80
 * @param positions - where each column ends, as fractions of the width
 * @returns the lines, without line breaks
 * @see https://keras.io/api/models/model/#summary-method
 */
export function summaryLines(
  name: string,
  rows: readonly SummaryRow[],
  totals: SummaryTotals,
  lineLength: number = LINE_LENGTH,
  positions: readonly number[] = POSITIONS,
): string[] {
  const widths = columnWidths(lineLength, positions);
  const rule = (left: string, middle: string, right: string, line: string): string =>
    left + widths.map((width) => line.repeat(width + 2)).join(middle) + right;
  const lines = [
    `Model: "${name}"`,
    rule('┏', '┳', '┓', '━'),
    ...cells(HEADER, widths, '┃'),
    rule('┡', '╇', '┩', '━'),
  ];
  rows.forEach((row, i) => {
    if (i > 0) lines.push(rule('├', '┼', '┤', '─'));
    lines.push(...cells(row, widths, '│'));
  });
  lines.push(rule('└', '┴', '┘', '─'), ...totalLines(totals));
  return lines;
}

function totalLines({ trainable, nonTrainable, optimizer }: SummaryTotals): string[] {
  const all = [trainable, nonTrainable, ...(optimizer === null ? [] : [optimizer])];
  const total: Amount = {
    count: all.reduce((sum, { count }) => sum + count, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  const line = (label: string, { count, bytes }: Amount): string =>
    ` ${label} params: ${withCommas(count)} (${readableBytes(bytes)})`;
  const lines = [
    line('Total', total),
    line('Trainable', trainable),
    line('Non-trainable', nonTrainable),
  ];
  return optimizer === null ? lines : [...lines, line('Optimizer', optimizer)];
}

/** Groups the digits of a whole number in threes. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Bytes in the largest unit that leaves at least 1, with two decimals: `1.50 KB`. */
export function readableBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount.toFixed(2)} ${units[unit]}`;
}

/**
 * Widths of the texts in each column.
 *
 * Keras asks for columns that are together too wide (it forgets borders and padding), so its table
 * library takes the excess away evenly; both steps are repeated here to meet its table exactly.
 */
function columnWidths(lineLength: number, positions: readonly number[]): number[] {
  let end = 0;
  const padded = positions.map((position) => {
    const width = Math.trunc(position * lineLength) - end;
    end += width;
    return width + 2;
  });
  const borders = positions.length + 1;
  let excess = padded.reduce((sum, width) => sum + width, 0) - (lineLength - borders);
  return padded.map((width, i) => {
    const share = Math.min(width, roundHalfToEven(excess / (padded.length - i)));
    excess -= share;
    return width - share - 2;
  });
}

function roundHalfToEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function cells(row: SummaryRow, widths: readonly number[], border: string): string[] {
  const columns = [row.layer, row.outputShape, row.params];
  const wrapped = columns.map((text, i) => wrap(text, widths[i] as number));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines, i) => {
      const text = lines[line] ?? '';
      const width = widths[i] as number;
      return i === 2 ? text.padStart(width) : text.padEnd(width);
    });
    return `${border} ${texts.join(` ${border} `)} ${border}`;
  });
}

/** Breaks a text between words; a word longer than the line is cut. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  return [...lines, line];
}
