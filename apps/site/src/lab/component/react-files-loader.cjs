// A loader of the bundler: `!!./react-files-loader.cjs!./show-component` gives the scripts of React
// that components are shown with, as a runner takes them. Only a page that shows one fetches them.
const { mkdtemp, readFile, rm } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const SITE = join(__dirname, '../../..');

module.exports = function reactFilesLoader() {
  const done = this.async();
  if (this.target === 'node') return done(null, 'export default {};');
  make(this).then((code) => done(null, code), done);
};

async function make(loader) {
  const { buildRunnerAssets, reactLibraries } = await import('@backprop/runner/assets');
  const outDir = await mkdtemp(join(tmpdir(), 'react-files-'));
  try {
    const { libraries } = await buildRunnerAssets({ outDir, libraries: reactLibraries(SITE) });
    const entries = [];
    for (const [id, { file, needs }] of Object.entries(libraries)) {
      const served = `assets/js/component.${file}`;
      loader.emitFile(served, await readFile(join(outDir, file)));
      const url = `__webpack_public_path__ + ${JSON.stringify(served)}`;
      entries.push(`${JSON.stringify(id)}: { url: ${url}, needs: ${JSON.stringify(needs)} }`);
    }
    for (const name of ['react', 'react-dom']) {
      loader.addDependency(require.resolve(`${name}/package.json`, { paths: [SITE] }));
    }
    return `export default { ${entries.join(', ')} };`;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
