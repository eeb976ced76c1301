// A loader of the bundler, set up by the plugin: `./type-worker?address` is the address of the type
// service's worker: compiler, declarations and service in one file of the site's own. Its option is
// what programs may import.
//
// esbuild makes it, apart from the site's own bundle: the compiler is several megabytes, and the
// server has no use for it.
const { createHash } = require('node:crypto');
const { join } = require('node:path');
const { loadFreshModule } = require('@docusaurus/utils');
const esbuild = require('esbuild');

module.exports = function typeWorkerLoader() {
  const done = this.async();
  if (this.target === 'node') return done(null, 'export default "";');
  make(this).then((code) => done(null, code), done);
};

async function make(loader) {
  const { gatherTypeFiles } = await loadFreshModule(join(__dirname, 'gather-type-files.ts'));
  const site = loader.rootContext;
  const { gathered, sources } = gatherTypeFiles(site, loader.getOptions());
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: [loader.resourcePath],
    absWorkingDir: site,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    plugins: [gatheredFiles(gathered)],
    logLevel: 'error',
  });
  const made = Object.keys(metafile.inputs).filter((path) => !path.startsWith('type-files:'));
  // What it was made from, so that the bundler's cache stays true.
  for (const source of [...sources, ...made.map((path) => join(site, path))]) {
    loader.addDependency(source);
  }
  const { text } = outputFiles[0];
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const file = `assets/js/type-worker.${hash}.js`;
  loader.emitFile(file, text);
  return `export default __webpack_public_path__ + ${JSON.stringify(file)};`;
}

/** In place of the module `known-types`: what was gathered, as JSON, which engines parse fastest. */
const gatheredFiles = (gathered) => ({
  name: 'gathered-types',
  setup(build) {
    build.onResolve({ filter: /^known-types$/ }, ({ path }) => ({ path, namespace: 'type-files' }));
    build.onLoad({ filter: /.*/, namespace: 'type-files' }, () => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(gathered))});`,
    }));
  },
});
