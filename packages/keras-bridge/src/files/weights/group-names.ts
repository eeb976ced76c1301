/** Keras's way from class name to group name: `LeakyReLU` becomes `leaky_re_lu`. */
export const toSnakeCase = (className: string): string =>
  className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/**
 * The group that holds each layer's weights in a `.keras` file: the class in snake case, counted
 * per class. It never depends on the layer's name.
 */
export function groupNames(layers: readonly { className: string }[]): string[] {
  const used = new Map<string, number>();
  return layers.map(({ className }) => {
    const name = toSnakeCase(className);
    const count = used.get(name) ?? 0;
    used.set(name, count + 1);
    return count === 0 ? name : `${name}_${count}`;
  });
}
