import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * The names that a file of exports has at run time: types are none.
 *
 * @param file a file that says what it exports by name, as `src/lesson/index.ts` does
 * @throws Error for a statement of another kind, whose names are not in the file
 */
export function exportedNames(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause) {
      throw notNamed(file, source, statement);
    }
    if (!ts.isNamedExports(statement.exportClause)) throw notNamed(file, source, statement);
    if (statement.isTypeOnly) return [];
    return statement.exportClause.elements
      .filter(({ isTypeOnly }) => !isTypeOnly)
      .map(({ name }) => name.text);
  });
}

function notNamed(file: string, source: ts.SourceFile, statement: ts.Statement): Error {
  const line = source.getLineAndCharacterOfPosition(statement.getStart(source)).line + 1;
  return new Error(
    `exportedNames: expected \`export { names } from '…'\` in ${file}:${line}, received ` +
      `\`${statement.getText(source)}\`; the lessons' tests read the names from there`,
  );
}
