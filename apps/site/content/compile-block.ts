import type { Compiled } from '@backprop/runner';
import { compile } from '@backprop/runner/compile';
import { IMPORTABLE } from '../plugins/libraries';
import type { LessonBlock } from './lesson';

/** The module that renders a component; a name that no block may import. */
export const RENDER_ONCE = 'content/render-once';

/** What only a component may import, as its name and by its elements. */
export const REACT = ['react', 'react/jsx-runtime'];

/**
 * Compile a block as the page does: `ts` as a program, `tsx` as a component.
 *
 * The page shows a component in a frame. There is none here, so the program renders it to a text,
 * once.
 *
 * @throws CompileError with the place in the block
 */
export function compileBlock({ code, language }: LessonBlock): Compiled {
  if (language !== 'tsx') return compile(code, { kind: 'block', imports: IMPORTABLE });
  const program = compile(code, { kind: 'component', imports: [...IMPORTABLE, 'react'] });
  return {
    ...program,
    // All on the program's own lines, so that places in it keep their lines.
    code: `${RENDERING}(${program.code})`,
    imports: [...program.imports, RENDER_ONCE],
  };
}

/** Gives the program and its runtime to the module; not async, so that it is in no error's trace. */
const RENDERING = `((program) => (runtime) =>
  runtime.get('${RENDER_ONCE}', ['renderOnce']).renderOnce(program, runtime)
)`.replaceAll('\n', ' ');
