import { ArgumentError } from '@backprop/core';

type Tf = typeof import('#tfjs');

/**
 * Runs a task on one of TensorFlow.js's backends, and goes back to the one before.
 *
 * @throws ArgumentError when the backend is not registered, does not start, or lacks a kernel
 */
export async function onBackend<T>(tf: Tf, name: string, task: () => Promise<T>): Promise<T> {
  const before: string | undefined = tf.getBackend();
  if (tf.findBackendFactory(name) === null || !(await tf.setBackend(name))) {
    throw refuse(
      'a backend of TensorFlow.js that is registered and starts',
      name,
      "cpu is there; for wasm import '@backprop/keras-bridge/tfjs-wasm' first",
    );
  }
  try {
    return await task();
  } catch (error) {
    throw withKernel(error) ?? error;
  } finally {
    if (before && before !== name) await tf.setBackend(before);
  }
}

/** TensorFlow.js's wasm has no gradient of convolutions, and says so in its own words. */
function withKernel(error: unknown): ArgumentError | null {
  const message = error instanceof Error ? error.message : '';
  const [, kernel, backend] =
    /^Kernel '(\w+)' not registered for backend '(\w+)'/.exec(message) ?? [];
  if (kernel === undefined) return null;
  return refuse(
    'a model whose every step the backend can compute',
    `one that needs ${kernel}, which ${backend} lacks`,
    "take backend: 'cpu'",
  );
}

const refuse = (expected: string, received: string, hint: string) =>
  new ArgumentError({ operation: 'lockstep', expected, received, hint });
