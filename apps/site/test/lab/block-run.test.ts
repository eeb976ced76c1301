import type { Ending, Output } from '@backprop/runner';
import { expect, test } from 'vitest';
import { addOutput, BlockRun, type Run } from '../../src/lab/run/block-run';
import { describeEnding } from '../../src/lab/run/describe-ending';
import { marksOf } from '../../src/lab/run/line-marks';

const done = (text: string): Ending => ({
  how: 'done',
  value: { kind: 'primitive', type: 'string', text },
  claims: [],
  milliseconds: 1,
});

/** A runner whose runs end when the test says so. */
function manual() {
  const runs: {
    text: string;
    options: Parameters<Run>[1];
    say: (output: Output) => void;
    end: (ending: Ending) => void;
  }[] = [];
  const block = new BlockRun((text, options) => {
    return new Promise((end) => {
      runs.push({ text, options, say: (output) => options.onOutput?.(output), end });
    });
  });
  return { block, runs };
}

const log = (text: string): Output => ({
  kind: 'console',
  level: 'log',
  values: [{ kind: 'primitive', type: 'string', text }],
});

test('start shows output as it comes and the ending at the end', async () => {
  const { block, runs } = manual();
  const ended = block.start('a');
  expect(block.state).toMatchObject({ phase: 'running', text: 'a', lines: [] });
  runs[0]!.say(log('one'));
  await expect.poll(() => block.state.lines).toHaveLength(1);
  runs[0]!.end(done('x'));
  await ended;
  expect(block.state).toMatchObject({ phase: 'ended', ending: done('x'), ended: 1 });
  expect(block.state.lines).toHaveLength(1);
});

test('a second start stops the first run and ignores what it still says', async () => {
  const { block, runs } = manual();
  const first = block.start('a');
  const second = block.start('b');
  expect(runs[0]!.options.signal?.aborted).toBe(true);
  runs[1]!.end(done('b'));
  await second;
  runs[0]!.say(log('late'));
  runs[0]!.end(done('a'));
  await first;
  expect(block.state).toMatchObject({ text: 'b', ending: done('b'), ended: 1, lines: [] });
});

test('setControl runs the same text again with every setting and keeps the old result meanwhile', async () => {
  const { block, runs } = manual();
  const first = block.start('a');
  runs[0]!.say({
    kind: 'control',
    control: { type: 'slider', name: 'rate', min: 0, max: 1, step: 0.1, value: 0.5 },
  });
  runs[0]!.say(log('old'));
  runs[0]!.end(done('old'));
  await first;
  const again = block.setControl('rate', 0.7);
  expect(runs[1]).toMatchObject({ text: 'a', options: { controls: { rate: 0.7 } } });
  expect(block.state).toMatchObject({ phase: 'running', controls: [{ value: 0.7 }] });
  expect(block.state.lines).toEqual([log('old')]);
  runs[1]!.say(log('new'));
  await expect.poll(() => block.state.lines).toEqual([log('new')]);
  runs[1]!.end(done('new'));
  await again;
  expect(block.state.controls).toHaveLength(1);
});

test('clear forgets result and settings and lets a running program end unheard', async () => {
  const { block, runs } = manual();
  const first = block.start('a');
  block.clear();
  runs[0]!.end(done('a'));
  await first;
  expect(block.state).toMatchObject({ phase: 'idle', ending: null });
});

test('addOutput replaces a display of the same key in place and caps the lines', () => {
  let { state } = new BlockRun(async () => done(''));
  const plot = (key: string, text: string): Output => ({
    kind: 'display',
    key,
    value: { kind: 'primitive', type: 'string', text },
  });
  for (const output of [plot('p', '1'), log('x'), plot('p', '2')]) state = addOutput(state, output);
  expect(state.lines).toEqual([plot('p', '2'), log('x')]);
  for (let n = 0; n < 1500; n++) state = addOutput(state, log(`${n}`));
  expect(state.lines).toHaveLength(1000);
  const cut = addOutput(state, { kind: 'truncated', what: 'lines', limit: 1000 });
  expect(cut.lines.at(-1)).toMatchObject({ kind: 'truncated' });
});

test('marksOf puts one mark on a line, an error before a claim', () => {
  const ending: Ending = {
    how: 'failed',
    error: { name: 'TypeError', message: 'no\n map', place: { line: 2, column: 3 }, stack: [] },
    claims: [
      { line: 1, expected: '1', received: '1', state: 'holds' },
      { line: 2, expected: '2', received: '', state: 'not-reached' },
      { line: 3, expected: '3', received: '', state: 'not-reached' },
    ],
    milliseconds: 1,
  };
  expect(marksOf(ending)).toEqual([
    { line: 1, kind: 'holds', text: 'holds' },
    { line: 2, column: 3, kind: 'error', text: 'TypeError: no map' },
    { line: 3, kind: 'not-reached', text: 'not reached' },
  ]);
  expect(marksOf(null)).toEqual([]);
});

test('describeEnding says what happened and that the text is kept', () => {
  const rest = { claims: [], milliseconds: 3 };
  expect(describeEnding({ how: 'timed-out', deadline: 2000, ...rest })).toMatchObject({
    headline: 'Stopped after 2 s without a sign of life.',
    advice: expect.stringContaining('Your text is kept'),
  });
  expect(describeEnding({ how: 'broken', reason: 'No worker.', ...rest }).advice).toMatch(
    /No worker\. Your text is kept/,
  );
  const claims = [
    { line: 1, expected: '1', received: '1', state: 'holds' as const },
    { line: 4, expected: '2', received: '3', state: 'fails' as const },
  ];
  expect(describeEnding({ how: 'done', value: null, claims, milliseconds: 12 })).toEqual({
    headline: 'Done in 12 ms.',
    advice: '1 of 2 claims hold. Line 4 fails: got 3.',
  });
});

test('a component is shown until it is stopped; a late word of an earlier one changes nothing', async () => {
  const { block, runs } = manual();
  const first = block.start('a');
  runs[0]!.options.onShown();
  expect(block.state).toMatchObject({ phase: 'running', shown: true, ending: null });
  const second = block.start('b');
  expect(block.state.shown).toBe(false);
  runs[0]!.options.onShown();
  expect(block.state.shown).toBe(false);
  runs[1]!.options.onShown();
  block.stop();
  expect(runs[1]!.options.signal!.aborted).toBe(true);
  for (const run of runs) run.end({ how: 'stopped', claims: [], milliseconds: 0 });
  await Promise.all([first, second]);
  expect(block.state).toMatchObject({ phase: 'ended', shown: false, ending: { how: 'stopped' } });
});
