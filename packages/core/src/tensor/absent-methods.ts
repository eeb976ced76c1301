import { ArgumentError } from '../errors/errors.js';
import { addMethod } from './add-methods.js';
import { Tensor } from './tensor.js';

/** Methods that `more-methods.ts` brings; a test compares the names. */
const RARE =
  'avgPool avgPoolInput concat conv1d conv2d conv2dFilter conv2dTranspose cumprod cumsum ' +
  'depthwiseConv2d divNoNan maxPool maxPoolInput maxPoolSelect norm prod separableConv2d split ' +
  'stack tile topk unstack';

// Where they are absent, a call says why; where they are there, they stay.
for (const name of RARE.split(' ')) {
  if (name in Tensor.prototype) continue;
  addMethod(name, () => {
    throw new ArgumentError({
      operation: name,
      expected: 'a page with this method',
      received: 'one made from @backprop/core/lean',
      hint: `call the function ${name}, or import from @backprop/core`,
    });
  });
}
