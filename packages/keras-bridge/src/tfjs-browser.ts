/**
 * TensorFlow.js with its layers and the plain cpu backend, and nothing else: no WebGL, no loading
 * of models over the network, and so two thirds of the size.
 *
 * The same names as `@tensorflow/tfjs`, so that a program for that library runs on this entry.
 *
 * @see https://www.tensorflow.org/js/tutorials/deployment/size_optimized_bundles
 */

// First, since the gradients ask for flags that only the library's own start registers.
import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-backend-cpu';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
