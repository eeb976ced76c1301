import { keys } from '../intrinsics.js';
import type { Output, Shown } from '../protocol.js';

/** Roughly the bytes of text that an output holds, for the cap on a run's output. */
export function weighOutput(output: Output): number {
  switch (output.kind) {
    case 'console': {
      let weight = 8;
      for (let at = 0; at < output.values.length; at++) weight += weigh(output.values[at]!);
      return weight;
    }
    case 'display':
      return 8 + weigh(output.value);
    default:
      return 0;
  }
}

function weigh(shown: Shown): number {
  let weight = 8;
  switch (shown.kind) {
    case 'primitive':
    case 'cut':
      return weight + shown.text.length;
    case 'function':
      return weight + shown.name.length;
    case 'array':
      for (let at = 0; at < shown.items.length; at++) weight += weigh(shown.items[at]!);
      return weight;
    case 'object':
      for (let at = 0; at < shown.entries.length; at++) {
        weight += shown.entries[at]![0].length + weigh(shown.entries[at]![1]);
      }
      return weight;
    case 'tensor':
      return weight + 8 * shown.values.length;
    case 'error':
      return weight + shown.error.message.length;
    case 'display':
      return weight + shown.text.length + weighData(shown.data);
  }
}

function weighData(data: unknown): number {
  if (typeof data === 'string') return 2 + data.length;
  if (typeof data !== 'object' || data === null) return 8;
  const names = keys(data);
  let weight = 8;
  for (let at = 0; at < names.length; at++) {
    weight += names[at]!.length + weighData((data as Record<string, unknown>)[names[at]!]);
  }
  return weight;
}
