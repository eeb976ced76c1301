// Small files and small functions; what is longer has its reason in budgets.json. Only lines of
// code count: a docstring is the reference page of its function, and may be as long as it needs.
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Visitor } from 'oxc-parser';
import { isSource, lineOf, listFiles, parseFile } from './source-files.mjs';

const isMeasured = (path) =>
  isSource(path) && /\/(src|bin|scripts|plugins)\/|^scripts\//.test(path) && !/\/test\//.test(path);

/** The file's lines with comments blanked out. */
function codeLines({ text, comments }) {
  let code = text;
  for (const { start, end } of comments) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  }
  return code.split('\n');
}

const countFilled = (lines) => lines.filter((line) => line.trim() !== '').length;

/**
 * The functions of a file that are longer than `limit` lines of code: {name, line, lines}. Lines
 * count for the innermost function around them, so one that holds others is not charged twice.
 */
function longFunctions({ program, text }, code, limit) {
  const open = [];
  const long = [];
  const enter = (node) => {
    const first = lineOf(text, node.start);
    const lines = countFilled(code.slice(first - 1, lineOf(text, node.end)));
    open.push({ name: node.id?.name ?? '(anonymous)', line: first, lines, inner: 0 });
  };
  const leave = () => {
    const { inner, ...found } = open.pop();
    const own = found.lines - inner;
    if (own > limit) long.push({ ...found, lines: own });
    if (open.length > 0) open.at(-1).inner += Math.max(0, found.lines - 1);
  };
  const kinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
  const visits = kinds.flatMap((kind) => [
    [kind, enter],
    [`${kind}:exit`, leave],
  ]);
  new Visitor(Object.fromEntries(visits)).visit(program);
  return long;
}

/** What one file may have: its exception, else the budget; a component's markup is given more. */
function limitsFor(path, { lines, functionLines, componentLines, exceptions }) {
  const usual = extname(path) === '.tsx' ? componentLines : functionLines;
  return { lines, functionLines: usual, ...exceptions[path] };
}

/** Everything over its budget, and every exception that is no longer needed. */
export function checkBudgets(root, files = listFiles(root)) {
  const { source } = JSON.parse(readFileSync(join(root, 'budgets.json'), 'utf8'));
  const complaints = [];
  const measured = files.filter(isMeasured);
  for (const path of measured) {
    const limits = limitsFor(path, source);
    const parsed = parseFile(root, path);
    const code = codeLines(parsed);
    const length = countFilled(code);
    if (length > limits.lines) {
      complaints.push(`${path}: ${length} lines, budget ${limits.lines}`);
    }
    for (const { name, line, lines } of longFunctions(parsed, code, limits.functionLines)) {
      complaints.push(
        `${path}:${line}: function ${name} has ${lines} lines, budget ${limits.functionLines}`,
      );
    }
  }
  for (const [path, exception] of Object.entries(source.exceptions)) {
    if (!exception.reason) complaints.push(`budgets.json: ${path} is excepted without a reason`);
    if (!measured.includes(path)) complaints.push(`budgets.json: ${path} is no source file`);
  }
  return complaints;
}
