import original from '@theme-original/MDXComponents';
import { Exercise } from '../../exercise/Exercise';
import { BuiltFormula } from '../../lesson/formula/BuiltFormula';

/** What a lesson may use without importing it. */
export default { ...original, BuiltFormula, Exercise };
