/**
 * TensorFlow.js's WebAssembly backend, for `lockstep({ backend: 'wasm' })`.
 *
 * In Node its files are found by themselves. A page says where they lie: they are in
 * `@tensorflow/tfjs-backend-wasm/dist`, 0.3 to 0.4 MB each.
 *
 * @example
 * import { setWasmPaths } from '@backprop/keras-bridge/tfjs-wasm';
 * typeof setWasmPaths //=> 'function'
 * @see https://www.npmjs.com/package/@tensorflow/tfjs-backend-wasm
 */

// First, since a backend asks for flags that only the library's own start registers.
import * as tf from '#tfjs';
import '@tensorflow/tfjs-backend-wasm';

export { setThreadsCount, setWasmPath, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

// It puts itself before cpu, and would have every program wait until it has started.
const start = tf.findBackendFactory('wasm');
tf.removeBackend('wasm');
tf.registerBackend('wasm', start, 0);
