import original from '@theme-original/MDXComponents';
import { Exercise } from '../../lab/exercise/Exercise';

/** What a lesson may use without importing it. */
export default { ...original, Exercise };
