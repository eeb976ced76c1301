// Small files and small functions; what is longer has its reason in budgets.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Visitor } from 'oxc-parser';
import { isSource, lineOf, listFiles, parseFile } from './source-files.mjs';

const isMeasured = (path) =>
  isSource(path) && /\/(src|bin|scripts|plugins)\/|^scripts\//.test(path) && !/\/test\//.test(path);

/** The functions of a file that are longer than `limit` lines: {name, line, lines}. */
function longFunctions({ program, text }, limit) {
  const long = [];
  const measure = (node, name) => {
    const first = lineOf(text, node.start);
    const lines = lineOf(text, node.end) - first + 1;
    if (lines > limit)
      long.push({ name: name ?? node.id?.name ?? '(anonymous)', line: first, lines });
  };
  new Visitor({
    FunctionDeclaration: (node) => measure(node),
    FunctionExpression: (node) => measure(node),
    ArrowFunctionExpression: (node) => measure(node),
  }).visit(program);
  return long;
}

/** Everything over its budget, and every exception that is no longer needed. */
export function checkBudgets(root, files = listFiles(root)) {
  const budgets = JSON.parse(readFileSync(join(root, 'budgets.json'), 'utf8'));
  const { lines, functionLines, exceptions } = budgets.source;
  const complaints = [];
  const used = new Set();
  for (const path of files.filter(isMeasured)) {
    const allowed = exceptions[path];
    const parsed = parseFile(root, path);
    const length = lineOf(parsed.text, parsed.text.length);
    const long = longFunctions(parsed, allowed?.functionLines ?? functionLines);
    if (allowed) used.add(path);
    if (length > (allowed?.lines ?? lines)) {
      complaints.push(`${path}: ${length} lines, budget ${allowed?.lines ?? lines}`);
    }
    for (const { name, line, lines: n } of long) {
      complaints.push(`${path}:${line}: function ${name} has ${n} lines`);
    }
    if (allowed && !allowed.reason) complaints.push(`${path}: its exception gives no reason`);
  }
  for (const path of Object.keys(exceptions)) {
    if (!used.has(path)) complaints.push(`budgets.json: ${path} is no source file`);
  }
  return complaints;
}
