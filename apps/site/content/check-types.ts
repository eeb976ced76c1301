import ts from 'typescript';
import { TYPED_LIBRARIES } from '../plugins/typed-libraries';
import { gatherTypeFiles } from '../src/lab/types/gather-type-files';
import { createTypeService, type TypeService } from '../src/lab/types/type-service';
import type { Finding, LessonBlock } from './lesson';

/**
 * The types that the editor of the page knows: its compiler, its settings, its declarations.
 *
 * @param siteDir the folder of the site's package.json
 * @throws Error when a package is missing or not built
 */
export function createBlockTypes(siteDir: string): TypeService {
  return createTypeService(ts, gatherTypeFiles(siteDir, TYPED_LIBRARIES).gathered);
}

/**
 * Check the types of a block as the page's editor does.
 *
 * A block that shows an error on purpose says so in the line before it, with `// @ts-expect-error`
 * and the reason; where no error follows, that is one.
 *
 * @returns what the editor would underline, by line of the lesson's file
 */
export function checkTypes(block: LessonBlock, types: TypeService): Finding[] {
  const { code, language, line, name } = block;
  return types.check(`${name}.${language}`, code).map(({ from, message }) => ({
    line: line + code.slice(0, from).split('\n').length - 1,
    message: `types: ${message}`,
  }));
}
