import { afterEach, describe, expect, it, vi } from 'vitest';
import { Libraries, type LibrarySources } from '../../src/browser/libraries.js';
import { RunnerError } from '../../src/errors.js';

const BASE = 'https://course.example/lesson/';
const SOURCES: LibrarySources = {
  core: { url: '/runner/core.js', needs: ['part'] },
  bridge: { url: '/runner/bridge.js', needs: ['core', 'part'] },
  part: { url: '/runner/part.js', needs: ['loop'] },
  loop: { url: '/runner/loop.js', needs: ['part'] },
};

afterEach(() => vi.unstubAllGlobals());

describe('libraries', () => {
  it('come after what they need, each once, also when two need each other', () => {
    const libraries = new Libraries(SOURCES, BASE);
    expect(libraries.order(['bridge', 'core'])).toEqual(['loop', 'part', 'core', 'bridge']);
    expect(libraries.order([])).toEqual([]);
  });

  it('that are not there are refused with what there is', () => {
    const libraries = new Libraries(SOURCES, BASE);
    expect(() => libraries.order(['toString'])).toThrow(
      "run: expected imports that the runner has, received 'toString'; it has core, bridge, part, loop",
    );
  });

  it('lie on the page’s own site, and name only each other', () => {
    const foreign = { core: { url: 'https://elsewhere.example/core.js' } };
    expect(() => new Libraries(foreign, BASE)).toThrow(RunnerError);
    const dangling = { core: { url: '/core.js', needs: ['gone'] } };
    expect(() => new Libraries(dangling, BASE)).toThrow(/that 'core' needs, received no 'gone'/);
  });

  it('are fetched once, and again only after a failure', async () => {
    const answers = [
      () => Promise.reject(new TypeError('offline')),
      () => Promise.resolve(new Response('', { status: 404 })),
      () => {
        const headers = { 'content-type': 'text/html; charset=utf-8' };
        return Promise.resolve(new Response('<p>Sign in', { headers }));
      },
      () => Promise.resolve(new Response('text')),
    ];
    const fetched = vi.fn(() => answers.shift()!());
    vi.stubGlobal('fetch', fetched);
    const libraries = new Libraries(SOURCES, BASE);
    await expect(libraries.fetch(['core'])).rejects.toThrow(/TypeError: offline; check the conn/);
    await expect(libraries.fetch(['core'])).rejects.toThrow(/status 404 from \/runner\/core\.js/);
    await expect(libraries.fetch(['core'])).rejects.toThrow(/received a page of HTML from/);
    const [first] = await libraries.fetch(['core']);
    const [second] = await libraries.fetch(['core']);
    expect(first!.script).toBe(second!.script);
    expect(first!.script.type).toBe('text/javascript');
    expect(await first!.script.text()).toBe('text');
    expect(fetched).toHaveBeenCalledTimes(4);
  });
});
