// A loader of the bundler for the modules of Docusaurus that bring a page to life: cuts the work
// into small parts, leaves out what no page needs then, and fetches nothing that nobody asked for.

/** What each module says, and what it says here instead. */
const CHANGES = {
  // Reading the page's own scripts takes long; its parts are asked for in a step of their own.
  'clientEntry.js': [
    [
      'preload(window.location.pathname).then(',
      'new Promise((resume) => setTimeout(resume)).then(() => preload(window.location.pathname)).then(',
    ],
  ],
  // Whatever asks whether it is in a browser is drawn once more, in small steps.
  'browserContext.js': [
    [
      'import React, { useEffect, useState }',
      'import React, { startTransition, useEffect, useState }',
    ],
    ['setIsBrowser(true)', 'startTransition(() => setIsBrowser(true))'],
  ],
  // Of each link that is seen the page behind it would be fetched, the present one once more among
  // them. A link that is pointed at or touched still asks for its page, by `preload`.
  'docusaurus.js': [['if (!canPrefetch(routePath)) {', 'if (routePath) {']],
  // The highlighter comes with `lab/block/HighlightedCode`, when there is something to draw.
  'prism-include-languages.js': [
    ["import { Prism } from 'prism-react-renderer';", ''],
    ['prismIncludeLanguages(Prism);', 'prismIncludeLanguages();'],
  ],
  // Any order will do; that of a language takes a phone 30 milliseconds to set up.
  'reactUtils.js': [['a[0].localeCompare(b[0])', '(a[0] < b[0] ? -1 : 1)']],
};

/**
 * @param {string} name the module's file name
 * @param {string} source its text
 * @returns {string} the same with its changes
 * @throws {TypeError} when the module does not look as it should: it has another version
 */
function lightStart(name, source) {
  return CHANGES[name].reduce((text, [from, to]) => {
    if (text.split(from).length === 2) return text.replace(from, () => to);
    throw new TypeError(
      `lightStart: expected “${from}” once in ${name} of Docusaurus, received another ` +
        'text; look at what its version has changed',
    );
  }, source);
}

module.exports = function lightStartLoader(source) {
  return lightStart(this.resourcePath.split(/[\\/]/).at(-1), source);
};
module.exports.lightStart = lightStart;
module.exports.MODULES = Object.keys(CHANGES);
