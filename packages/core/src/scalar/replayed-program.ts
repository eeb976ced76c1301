import { WIDTH } from './replayed-numbers.js';
import type { Value } from './value.js';

/** What a replay calculates: for each inner node its rule, and where its parents' numbers begin. */
export interface Program {
  rules: readonly string[];
  a: Int32Array;
  /** -1 for a node with one parent. */
  b: Int32Array;
  /** Of all leaves, then of all inner nodes, the output last. */
  numbers: Float64Array;
}

const RULES = new Set('add sub mul div pow neg exp log tanh sigmoid relu'.split(' '));

/** A pow whose exponent was a plain number. */
const POW_OF_CONSTANT = 'pow of constant';

/** Whether a node's operation is known here. */
export function hasRule(node: Value): boolean {
  return RULES.has(node.operation);
}

/** The name of a node's rule. */
export function ruleOf(node: Value): string {
  return node.hasFixedExponent ? POW_OF_CONSTANT : node.operation;
}

/** Calculates all inner nodes and their local derivatives from the leaves' numbers. */
export function calculate({ rules, a, b, numbers }: Program): void {
  let at = numbers.length - WIDTH * rules.length;
  for (let i = 0; i < rules.length; i++, at += WIDTH) {
    const y = b[i]!;
    apply(rules[i]!, numbers, at, numbers[a[i]!]!, y < 0 ? 0 : numbers[y]!);
  }
}

/** Sends ∂output/∂node backwards; the leaves' gradients are added to. */
export function differentiate({ rules, a, b, numbers }: Program): void {
  clearGradients({ numbers }, numbers.length - WIDTH * rules.length);
  numbers[numbers.length - WIDTH + 1]! += 1; // ∂output/∂output
  let at = numbers.length - WIDTH;
  for (let i = rules.length - 1; i >= 0; i--, at -= WIDTH) {
    const grad = numbers[at + 1]!;
    numbers[a[i]! + 1]! += grad * numbers[at + 2]!;
    if (b[i]! >= 0) numbers[b[i]! + 1]! += grad * numbers[at + 3]!;
  }
}

/** Puts the gradients of all nodes from a place on to 0. */
export function clearGradients({ numbers }: Pick<Program, 'numbers'>, from: number): void {
  for (let at = from; at < numbers.length; at += WIDTH) numbers[at + 1] = 0;
}

/** The formulas of the methods of `Value`; the tests hold one against the other. */
function apply(rule: string, numbers: Float64Array, at: number, x: number, y: number): void {
  switch (rule) {
    case 'add':
      return set(numbers, at, x + y, 1, 1);
    case 'mul':
      return set(numbers, at, x * y, y, x);
    case 'relu':
      return set(numbers, at, Math.max(0, x), x > 0 ? 1 : 0, 0);
    case 'sub':
      return set(numbers, at, x - y, 1, -1);
    case 'neg':
      return set(numbers, at, -x, -1, 0);
    case 'log':
      return set(numbers, at, Math.log(x), 1 / x, 0);
    default:
      return applyByResult(rule, numbers, at, x, y);
  }
}

/** Those whose derivatives are written with the result. */
function applyByResult(
  rule: string,
  numbers: Float64Array,
  at: number,
  x: number,
  y: number,
): void {
  const z = resultOf(rule, x, y);
  switch (rule) {
    case 'tanh':
      return set(numbers, at, z, 1 - z * z, 0);
    case 'sigmoid':
      return set(numbers, at, z, z * (1 - z), 0);
    case 'exp':
      return set(numbers, at, z, z, 0);
    case 'div':
      return set(numbers, at, z, 1 / y, -z / y);
    default: {
      const inBase = y === 0 ? 0 : y * x ** (y - 1);
      const inExponent = rule === POW_OF_CONSTANT || z === 0 ? 0 : z * Math.log(x);
      return set(numbers, at, z, inBase, inExponent);
    }
  }
}

function resultOf(rule: string, x: number, y: number): number {
  switch (rule) {
    case 'tanh':
      return Math.tanh(x);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-x));
    case 'exp':
      return Math.exp(x);
    case 'div':
      return x / y;
    default:
      return x ** y;
  }
}

function set(numbers: Float64Array, at: number, z: number, inA: number, inB: number): void {
  numbers[at] = z;
  numbers[at + 1] = 0;
  numbers[at + 2] = inA;
  numbers[at + 3] = inB;
}
