/**
 * TensorFlow.js as a program in Node gets it; for a page there is `tfjs-browser.ts`.
 *
 * @example
 * import * as tf from '@backprop/keras-bridge/tfjs';
 * tf.tensor([1, 2]).sum().dataSync()[0] //=> 3
 * @see https://js.tensorflow.org/api/latest/
 */

import { env } from '@tensorflow/tfjs';

export * from '@tensorflow/tfjs';

// Else the cpu backend greets every program with an advertisement for a native package.
if (env().get('IS_NODE')) env().set('PROD', true);
