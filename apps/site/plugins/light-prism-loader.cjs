// A loader of the bundler for prism-react-renderer, which brings 30 languages and 20 themes in one
// file: keeps the languages that the course shows. The themes come from the site's configuration.
const ts = require('typescript');

/** Languages that lessons and live blocks are written in, and those that they are made from. */
const KEPT = ['markup', 'clike', 'javascript', 'typescript', 'jsx', 'tsx', 'json', 'python'];
const SHORT_NAMES = ['html', 'js', 'ts', 'py'];
/** Languages inside template strings: made from several languages that are left out. */
const TEMPLATES = /\bstyled\b/;

/**
 * @param {string} source prism-react-renderer's module
 * @returns {string} the same without the statements that define other languages, or its themes
 * @throws {TypeError} when the module does not look as it should: it has another version
 */
function lightPrism(source) {
  const file = ts.createSourceFile('prism.js', source, ts.ScriptTarget.Latest, true);
  const statements = file.statements.filter(ts.isExpressionStatement);
  const cuts = [];
  const kept = new Set();
  for (const statement of statements) {
    const parts = flat(statement.expression).map((part) => part.getText(file));
    if (parts.every((part) => languagesIn(part).length === 0 && !isThemes(part))) continue;
    const needed = parts.filter(isNeeded);
    for (const part of needed) for (const name of languagesIn(part)) kept.add(name);
    cuts.push({
      from: statement.getStart(file),
      to: statement.end,
      text: `${needed.join(',\n')};`,
    });
  }
  const missing = KEPT.filter((name) => !kept.has(name));
  if (missing.length > 0) {
    throw new TypeError(
      `lightPrism: expected prism-react-renderer to define ${missing.join(', ')}, received a ` +
        'module without; look at what its version has changed',
    );
  }
  return cuts.reduceRight((text, { from, to, text: instead }) => {
    return text.slice(0, from) + instead + text.slice(to);
  }, source);
}

/** The parts of `a, b, c`, which is how the module's minifier wrote its statements. */
function flat(expression) {
  const isComma =
    ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return isComma ? [...flat(expression.left), ...flat(expression.right)] : [expression];
}

const isThemes = (part) => part.startsWith('__export(themes_exports');

/** Languages that a part defines or changes. */
function languagesIn(part) {
  const defined = part.matchAll(/\.languages(?:\.(\w+)|\["([\w-]+)"\])[\w.[\]"]* = /g);
  const removed = part.matchAll(/delete Prism\.languages\.(\w+)/g);
  const changed = part.matchAll(/insertBefore\("(?!inside")([\w-]+)"/g);
  const named = part.matchAll(/"(\w+)" === \w+\.language\b/g);
  const used = part.matchAll(/^Prism\.languages\.(\w+)\[/g);
  const found = [...defined, ...removed, ...changed, ...named, ...used];
  return found.map(([, name, quoted]) => name ?? quoted);
}

function isNeeded(part) {
  if (isThemes(part) || TEMPLATES.test(part)) return false;
  return languagesIn(part).every((name) => KEPT.includes(name) || SHORT_NAMES.includes(name));
}

module.exports = function lightPrismLoader(source) {
  return lightPrism(source);
};
module.exports.lightPrism = lightPrism;
