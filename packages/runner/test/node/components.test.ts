import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { createNodeRunner } from '../../dist/node/index.js';
import { compile } from '../../src/compile/index.js';

const site = createRequire(new URL('../../../../apps/site/package.json', import.meta.url));
const runner = createNodeRunner({ resolve: (specifier) => site.resolve(specifier) });
afterAll(() => runner.dispose());

const run = (source: string) =>
  runner.run(compile(source, { kind: 'component', imports: ['react'] }));

describe('a component in Node', () => {
  it('is loaded with its claims, and not shown', async () => {
    const source =
      "import { createElement } from 'react';\nconst made = <b>text</b>;\nmade.type //=> 'b'\ncreateElement('i').type //=> 'b'\nexport default () => made;";
    expect(await run(source)).toMatchObject({
      how: 'done',
      value: null,
      claims: [{ state: 'holds' }, { state: 'fails', received: '"i"' }],
    });
  });

  it('is under guard: a loop ends with its line, before the deadline', async () => {
    expect(await run('const a = 1;\nwhile (a);\nexport default () => null')).toMatchObject({
      how: 'failed',
      error: { name: 'EndlessError', place: { line: 2 }, details: { operation: 'run' } },
    });
  });

  it('may wait, and work in parts', async () => {
    const source = `for (let part = 0; part < 8; part++) {
  const end = performance.now() + 100;
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 1));
}
export default () => null;`;
    expect(await run(source)).toMatchObject({ how: 'done' });
  });
});
