import original from '@theme-original/MDXComponents';
import { Exercise } from '../../exercise/Exercise';
import { BuiltFormula } from '../../lesson/formula/BuiltFormula';
import { LessonSection } from './LessonSection';

/** What a lesson may use without importing it, and what its sections are drawn by. */
export default { ...original, BuiltFormula, Exercise, section: LessonSection };
