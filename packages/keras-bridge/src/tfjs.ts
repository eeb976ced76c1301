/**
 * TensorFlow.js with its layers and the plain cpu backend, and nothing else: no WebGL, no network.
 *
 * The same names as `@tensorflow/tfjs`, so that a program for that library runs on this entry.
 *
 * @example
 * import * as tf from '@backprop/keras-bridge/tfjs';
 * tf.tensor([1, 2]).sum().dataSync()[0] //=> 3
 * @see https://js.tensorflow.org/api/latest/
 */

import '@tensorflow/tfjs-backend-cpu';
import { env } from '@tensorflow/tfjs-core';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';

// In Node the cpu backend would greet every program with an advertisement for a native package.
if (env().get('IS_NODE')) env().set('PROD', true);
