/**
 * # The scalar engine
 *
 * Reverse-mode automatic differentiation of numbers, in one file that imports nothing. It is the
 * engine to learn from; the tensor engine does the same with arrays.
 *
 * - **Forward.** `value(2, 'a')` makes a leaf. Each method computes a result and stores, beside it,
 *   the parents and the local derivative in each parent. Local derivatives are plain numbers of
 *   the moment: if `data` is changed later, backward still uses what forward used.
 * - **Backward.** `output.backward()` walks the nodes in reverse topological order. Each multiplies
 *   the gradient that came in by its local derivatives and adds the products to its parents.
 *   The walk uses no recursion, so depth is bounded by memory alone.
 * - **A second backward.** Leaves add to the gradient they have, as in PyTorch, so gradients of
 *   several outputs sum up. Inner nodes start again at 0. `zeroGrad()` puts all back to 0.
 * - **One step at a time.** `graph()` lists the nodes in order; `backwardSteps()` hands out one
 *   node at a time with the gradient that came in and what it sends on. A walk that was left half
 *   way has given part of the leaves their gradient: call `zeroGrad()` before the next.
 * - **Once more.** A graph that is calculated many times need not be built each time. `replay(loss)`
 *   calculates the same nodes again from what the leaves hold then, bit for bit as building them
 *   anew, some twenty times as fast: `value.ts` is the file to read, `replay.ts` the one to train with.
 * - **Corners.** relu's derivative at 0 is 0. A plain number as exponent is a constant. x⁰ has
 *   derivative 0 everywhere. 1/0, log(0) and log(-1) follow IEEE arithmetic. What is not a number
 *   is a `TypeError`.
 *
 * @packageDocumentation
 */
export { type Replay, replay } from './replay.js';
export { type BackwardStep, Value, value } from './value.js';
