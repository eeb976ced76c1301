/**
 * One spelling for a name that Keras writes in snake_case, TensorFlow.js in camelCase and a file
 * in PascalCase: `mean_squared_error`, `meanSquaredError` and `MeanSquaredError` are the same.
 */
export const plainName = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** `MaxPooling2D` as Keras names layers and groups in files: `max_pooling2d`. */
export const snakeCase = (className: string): string =>
  className
    .replaceAll(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** A table from every spelling of every name to its record. */
export function byName<T>(records: readonly T[], names: (record: T) => readonly string[]) {
  const table = new Map<string, T>();
  for (const record of records) {
    for (const name of names(record)) table.set(plainName(name), record);
  }
  return (name: string): T | undefined => table.get(plainName(name));
}

/** An object as Keras's files write it. */
export const keras = (module: string, className: string, config: Record<string, unknown>) => ({
  module,
  class_name: className,
  config,
  registered_name: null,
});
