import { readProperty } from '../display/read-safely.js';
import {
  append,
  ErrorType,
  is,
  isArray,
  isFiniteNumber,
  max as larger,
  min as smaller,
  toText,
} from '../intrinsics.js';
import type { Control } from '../protocol.js';

/** A control that is asked for wrongly. */
class ControlError extends ErrorType {
  override readonly name = 'ControlError';

  constructor(
    readonly operation: string,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${operation}: expected ${expected}, received ${received}`);
  }
}

type Settings = Record<string, Control['value']>;

/**
 * Makes the `input` of edited code. Each call tells the page to draw a control and gives its
 * setting: the reader's if there is a valid one, else the program's own.
 */
export function makeInput(settings: Settings, say: (control: Control) => void): object {
  const answer = (control: Control) => {
    say(control);
    return control.value;
  };
  return {
    slider: (name: unknown, options: unknown) =>
      answer(slider(nameOf(name, 'input.slider'), options, settings)),
    select: (name: unknown, options: unknown) =>
      answer(select(nameOf(name, 'input.select'), options, settings)),
    toggle: (name: unknown, options?: unknown) => {
      const text = nameOf(name, 'input.toggle');
      const own = typeof options === 'boolean' ? options : readProperty(options, 'value') === true;
      const set = settings[text];
      return answer({ type: 'toggle', name: text, value: typeof set === 'boolean' ? set : own });
    },
  };
}

function nameOf(name: unknown, operation: string): string {
  if (typeof name === 'string' && name !== '' && name.length <= 100) return name;
  throw new ControlError(operation, 'a name of at most 100 characters', toText(name));
}

function slider(name: string, options: unknown, settings: Settings): Control {
  const number = (key: string, fallback?: number) => {
    const value = readProperty(options, key) ?? fallback;
    if (typeof value === 'number' && isFiniteNumber(value)) return value;
    throw new ControlError('input.slider', `a number as \`${key}\` of '${name}'`, toText(value));
  };
  const min = number('min', 0);
  const max = number('max', 1);
  if (!(min < max)) {
    throw new ControlError('input.slider', `min < max for '${name}'`, `${min} and ${max}`);
  }
  const step = number('step', (max - min) / 100);
  if (!(step > 0))
    throw new ControlError('input.slider', `a step above 0 for '${name}'`, toText(step));
  const own = number('value', min);
  const set = settings[name];
  const chosen = typeof set === 'number' && isFiniteNumber(set) ? set : own;
  const value = larger(min, smaller(max, chosen));
  return { type: 'slider', name, min, max, step, value };
}

function select(name: string, options: unknown, settings: Settings): Control {
  const listed = isArray(options) ? options : readProperty(options, 'options');
  const choices: string[] = [];
  if (isArray(listed)) {
    for (let at = 0; at < listed.length && at < 100; at++) append(choices, toText(listed[at]));
  }
  if (choices.length === 0) {
    throw new ControlError('input.select', `a list of options for '${name}'`, toText(listed));
  }
  const own = isArray(options) ? undefined : readProperty(options, 'value');
  let value = choices[0]!;
  for (let at = 0; at < choices.length; at++) if (is(choices[at], own)) value = choices[at]!;
  for (let at = 0; at < choices.length; at++)
    if (is(choices[at], settings[name])) value = choices[at]!;
  return { type: 'select', name, options: choices, value };
}
