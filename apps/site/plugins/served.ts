/**
 * The folder of made files that are served as they are, beside `static/`.
 *
 * Docusaurus copies it into the build and serves it in development, so a plugin that makes a
 * file for both has to write it once, here. Relative to apps/site; git ignores it.
 */
export const SERVED = '.docusaurus/served';
