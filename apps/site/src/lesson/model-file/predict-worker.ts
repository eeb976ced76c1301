import { answerJob } from './answer-job';
import { predictRows } from './predict-rows';

answerJob<'predict'>(predictRows);
