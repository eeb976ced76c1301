/** The live block of the first page; `content/first-program.content.ts` holds it to its claims. */
export const FIRST_PROGRAM = `import { value } from '@backprop/core/scalar';

// One neuron: a weight, a bias, a squared error.
const w = value(0.5, 'w');
const b = value(0, 'b');
const error = w.mul(3).add(b).sub(2).pow(2);

error.backward();
error.data //=> 0.25
w.grad //=> -3
// A larger w lowers the error. Change 0.5 to 0.6 and run it again.
`;
