import { functionName, isReadable, readProperty } from '../display/read-safely.js';
import { ErrorType } from '../intrinsics.js';

/** A default export that React cannot show. */
class ComponentError extends ErrorType {
  override readonly name = 'ComponentError';
  readonly operation = 'render';
  readonly expected = 'a component as the default export';

  constructor(
    readonly received: string,
    readonly hint: string,
  ) {
    super(`render: expected a component as the default export, received ${received}; ${hint}`);
  }
}

/**
 * A component is a function, a class, or what `memo`, `forwardRef` and `lazy` make of one.
 *
 * @throws ComponentError for anything else, also for an element such as `<App />`.
 */
export function checkComponent(exported: unknown): unknown {
  if (typeof exported === 'function') return exported;
  if (!isReadable(exported)) {
    throw new ComponentError(
      exported === null ? 'null' : typeof exported,
      'export a function that returns elements',
    );
  }
  if (readProperty(exported, 'props') !== undefined) {
    const type = readProperty(exported, 'type');
    const name = typeof type === 'string' ? type : isReadable(type) ? functionName(type) : '';
    throw new ComponentError(`an element <${name || '…'}>`, 'export the function itself');
  }
  if (readProperty(exported, '$$typeof') !== undefined) return exported;
  throw new ComponentError('an object', 'export a function that returns elements');
}
