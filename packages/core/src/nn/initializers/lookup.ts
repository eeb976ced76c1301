import { refuse } from '../checks.js';
import { keras, plainName } from '../names.js';
import * as all from './index.js';
import type { Initializer } from './initializer.js';

/** A name, an initializer, or Keras's `{ className, config }`. */
export type InitializerIdentifier =
  | string
  | Initializer
  | { className: string; config?: Record<string, unknown> };

type Factory = (args?: Record<string, unknown>) => Initializer;

const FACTORIES = new Map(
  Object.entries(all).map(([name, make]) => [plainName(name), make as Factory]),
);
FACTORIES.set('normal', all.randomNormal as Factory);
FACTORIES.set('uniform', all.randomUniform as Factory);

/** Turns an identifier into an initializer. @throws ArgumentError for an unknown one */
export function getInitializer(operation: string, identifier: unknown): Initializer {
  if (isInitializer(identifier)) return identifier;
  const [name, config] =
    typeof identifier === 'object' && identifier !== null && 'className' in identifier
      ? [identifier.className, 'config' in identifier ? identifier.config : {}]
      : [identifier, {}];
  const make = typeof name === 'string' ? FACTORIES.get(plainName(name)) : undefined;
  if (make !== undefined) return make(config as Record<string, unknown>);
  const expected = 'an initializer such as glorotUniform, heNormal or zeros';
  throw refuse(operation, expected, identifier, 'make one with initializers.…');
}

const isInitializer = (value: unknown): value is Initializer =>
  typeof value === 'object' &&
  value !== null &&
  'apply' in value &&
  typeof value.apply === 'function';

/** An initializer as Keras's files write it. */
export const initializerConfig = (initializer: Initializer) =>
  keras('keras.initializers', initializer.className, initializer.getConfig());
